/**
 * What a template may name. A catalogue is data of a letter type: the linter, the run and the editor's
 * completion all read the same one.
 */
export type FieldKind =
  | 'text' // a string, printed as it stands
  | 'number' // a finite number, printed with the locale's grouping
  | 'ordinal' // a whole number from 1; written as digits, so it may number a list item
  | 'flag' // true or false, for `if` only
  | 'date' // YYYY, YYYY-MM or YYYY-MM-DD, printed through `date`
  | 'money' // { amount, currency }, printed through `money`
  | 'excerpt' // an archived quotation, printed through `quote`
  | 'citation' // a source, printed as a footnote through `cite`
  | 'signatories' // a list of { name, title }: alone on a line it becomes the signature block
  | 'group' // a record, entered through `with` or a dotted path
  | 'list'; // entered through `each`

export interface Field {
  kind: FieldKind;
  /** What the field is called in messages and in the editor: plain English, lower case. */
  title: string;
  required: boolean;
  /** The members of a group, or of each item of a list. A list of plain texts has none and is read as `this`. */
  of?: Record<string, Field>;
  /** Bounds on a list's length, both inclusive. */
  atLeast?: number;
  atMost?: number;
}

export interface FieldCatalogue {
  letterType: string;
  title: string;
  version: number;
  fields: Record<string, Field>;
}

export const text = (title: string, required = true): Field => ({ kind: 'text', title, required });
export const date = (title: string, required = true): Field => ({ kind: 'date', title, required });
export const group = (title: string, of: Record<string, Field>, required = true): Field => ({
  kind: 'group',
  title,
  required,
  of,
});
export const list = (
  title: string,
  of: Record<string, Field> | undefined,
  bounds: { required?: boolean; atLeast?: number; atMost?: number } = {},
): Field => ({
  kind: 'list',
  title,
  required: bounds.required ?? true,
  ...(of && { of }),
  ...(bounds.atLeast !== undefined && { atLeast: bounds.atLeast }),
  ...(bounds.atMost !== undefined && { atMost: bounds.atMost }),
});

/** The fields of section 1 of the letter types: every letter has them, whatever its kind. */
export const COMMON_FIELDS: Record<string, Field> = {
  letter_date: date('date of the letter'),
  letter_ref: text('our reference'),
  sender_org: text('sender organisation'),
  sender_address: list('sender address', undefined, { atLeast: 1, atMost: 6 }),
  signatories: { kind: 'signatories', title: 'signatories', required: true, atLeast: 1, atMost: 60 },
  company_legal_name: text('legal name of the company'),
  company_name: text('short name of the company'),
  company_address: list('company address', undefined, { atLeast: 1, atMost: 6 }),
  recipient_name: text('recipient name', false),
  recipient_title: text('recipient title'),
  salutation: text('salutation'),
  cc_list: list('copies to', undefined, { required: false }),
  attachments: list('enclosures', undefined, { required: false }),
  holding: group(
    'holding',
    {
      statement: text('holding statement'),
      security_name: text('security name'),
      ticker: text('ticker'),
    },
    false,
  ),
  issue_title: text('subject line'),
  reply_due_date: date('reply date'),
  reply_email: text('reply e-mail address'),
  reply_contact: text('contact for the reply'),
};

/** The field a dotted path names, list items written as `reports[].conduct`; null when there is none. */
export function fieldAt(catalogue: FieldCatalogue, path: string): Field | null {
  let fields: Record<string, Field> | undefined = catalogue.fields;
  let field: Field | null = null;
  for (const part of path.replaceAll('[]', '').split('.')) {
    field = fields && Object.hasOwn(fields, part) ? (fields[part] ?? null) : null;
    if (!field) return null;
    fields = field.of;
  }
  return field;
}
