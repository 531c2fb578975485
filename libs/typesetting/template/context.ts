import { z } from 'zod';
import type { Field, FieldCatalogue } from './catalogue.ts';

/** Archived words, bound to their excerpt. `exact` is printed byte for byte between quotation marks. */
const ExcerptEntry = z.strictObject({
  kind: z.literal('excerpt'),
  excerptId: z.string().min(1),
  exact: z.string().min(1).max(4000),
  speaker: z.string().min(1),
  /** Where the words were said: "statement to The Hill". */
  channel: z.string().optional(),
});

/** One source as a footnote prints it. Equal keys share one footnote. */
const CitationEntry = z.strictObject({
  kind: z.literal('citation'),
  key: z.string().min(1),
  assertionKind: z.enum(['fact', 'reported', 'estimate', 'company_statement']),
  /** Who says or reports it: "The Wall Street Journal", "William Moss for Intel Corp.". */
  saidBy: z.string().min(1),
  /** The document read, when it is not the speaker's own: printed "as reported by The Hill" (rule L3). */
  reportedBy: z.string().optional(),
  /** To whom it was said: “The Wall Street Journal”. Printed where the words are a paraphrase. */
  toldTo: z.string().optional(),
  /** The words are a reporter's for what was said (decision 16): the note says so, and calls no one their author. */
  paraphrase: z.boolean().optional(),
  /** When it was said or reported; null prints “date not stated”. Absent where the document's date says it. */
  saidOn: z.string().nullable().optional(),
  /** Where that date is from, in words: “date derived from the word Tuesday in the source”. */
  saidOnOrigin: z.string().optional(),
  /** What a reader has to know about the printed words: “Brackets in the source.” */
  remark: z.string().optional(),
  title: z.string().min(1),
  publishedOn: z.string().nullable(),
  /** `by_hand` when the document itself carries no date; the footnote says so. */
  dateOrigin: z.enum(['in_source', 'by_hand']),
  url: z.string().optional(),
  archiveNumber: z.string().optional(),
  excerptNumber: z.string().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Which text the hash is of, where the archive holds passages of the document. */
  hashOf: z.enum(['full document', 'archived passages']).optional(),
  /** The company's reply, or "none received by DATE"; printed at the end of the note. */
  companyReply: z.string().optional(),
});

const MoneyEntry = z.strictObject({
  kind: z.literal('money'),
  /** A decimal number as text, so that no digit is lost. */
  amount: z.string().regex(/^-?\d{1,18}(\.\d{1,6})?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

const SignatoryEntry = z.strictObject({
  name: z.string().min(1),
  title: z.string().min(1),
  organisation: z.string().optional(),
});

export type ExcerptEntry = z.infer<typeof ExcerptEntry>;
export type CitationEntry = z.infer<typeof CitationEntry>;
export type MoneyEntry = z.infer<typeof MoneyEntry>;
export type SignatoryEntry = z.infer<typeof SignatoryEntry>;

export type FieldValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | ExcerptEntry
  | CitationEntry
  | MoneyEntry
  | SignatoryEntry
  | FieldValue[]
  | { [member: string]: FieldValue };

/** All that a letter is made from: field values for the template, and what the envelope of the model needs. */
export interface LetterContext {
  /** BCP 47 with an optional region: `en`, `en-GB`, `en-US`. Decides dates, numbers and quotation marks. */
  locale: string;
  /** ISO date-time in UTC; written into the files as their time of making. */
  createdAt: string;
  /** Paths of invented values (`sender_org`, `asks`); a letter with any is marked as a sample throughout. */
  sampleFields?: string[];
  fields: Record<string, FieldValue>;
}

/** A field that is missing or of the wrong kind; `path` is written `asks[2].text`. */
export interface FieldProblem {
  path: string;
  title: string;
  message: string;
}

export type FieldRecord = { [member: string]: FieldValue };

const ISO_DATE = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;

/**
 * Copies the catalogued fields into null-prototype records (rule H6: nothing else reaches a template) and
 * lists every required field that is missing and every value of the wrong kind. Missing and faulty values
 * are left out of the copy.
 */
export function readContext(
  catalogue: FieldCatalogue,
  values: Record<string, FieldValue>,
): { fields: FieldRecord; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const fields = readRecord(catalogue.fields, values, '', problems);
  return { fields, problems };
}

function readRecord(
  members: Record<string, Field>,
  record: FieldRecord,
  prefix: string,
  problems: FieldProblem[],
): FieldRecord {
  const copy: FieldRecord = Object.create(null) as FieldRecord;
  for (const [name, field] of Object.entries(members)) {
    const path = prefix ? `${prefix}.${name}` : name;
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (isMissing(value)) {
      if (field.required) problems.push({ path, title: field.title, message: 'is missing' });
      continue;
    }
    const read = readValue(field, value, path, problems);
    if (read !== undefined) copy[name] = read;
  }
  return copy;
}

function isMissing(value: FieldValue): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function readValue(field: Field, value: FieldValue, path: string, problems: FieldProblem[]): FieldValue {
  if (field.kind === 'list' || field.kind === 'signatories') return readList(field, value, path, problems);
  if (field.kind === 'group') {
    if (isRecord(value)) return readRecord(field.of ?? {}, value, path, problems);
    problems.push({ path, title: field.title, message: 'is not a record' });
    return undefined;
  }
  const fault = faultOf(field, value);
  if (fault === null) return value;
  problems.push({ path, title: field.title, message: fault });
  return undefined;
}

function readList(field: Field, value: FieldValue, path: string, problems: FieldProblem[]): FieldValue {
  if (!Array.isArray(value)) {
    problems.push({ path, title: field.title, message: 'is not a list' });
    return undefined;
  }
  if (field.atLeast !== undefined && value.length < field.atLeast) {
    problems.push({
      path,
      title: field.title,
      message: `has ${value.length} entries, at least ${field.atLeast} needed`,
    });
  }
  if (field.atMost !== undefined && value.length > field.atMost) {
    problems.push({
      path,
      title: field.title,
      message: `has ${value.length} entries, at most ${field.atMost} allowed`,
    });
  }
  const member = (item: FieldValue, index: number): FieldValue => {
    const itemPath = `${path}[${index}]`;
    if (field.kind === 'list' && field.of) {
      if (isRecord(item)) return readRecord(field.of, item, itemPath, problems);
      problems.push({ path: itemPath, title: field.title, message: 'is not a record' });
      return undefined;
    }
    const fault =
      field.kind === 'signatories'
        ? shapeFault(SignatoryEntry, item)
        : isMissing(item)
          ? 'is empty'
          : plainTextFault(item);
    if (fault !== null) problems.push({ path: itemPath, title: field.title, message: fault });
    return fault === null ? item : undefined;
  };
  return value.map(member).filter((item) => item !== undefined);
}

function faultOf(field: Field, value: FieldValue): string | null {
  switch (field.kind) {
    case 'text':
      return plainTextFault(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'is not a number';
    case 'ordinal':
      return Number.isSafeInteger(value) && (value as number) > 0 ? null : 'is not a whole number from 1';
    case 'flag':
      return typeof value === 'boolean' ? null : 'is neither true nor false';
    case 'date':
      return typeof value === 'string' && isCalendarDate(value) ? null : 'is not a date (YYYY-MM-DD)';
    case 'money':
      return shapeFault(MoneyEntry, value);
    case 'excerpt':
      return shapeFault(ExcerptEntry, value);
    case 'citation':
      return shapeFault(CitationEntry, value);
    default:
      return 'has a kind that holds no single value';
  }
}

/** True for YYYY, YYYY-MM and YYYY-MM-DD that exist in the calendar. */
export function isCalendarDate(value: string): boolean {
  const parts = ISO_DATE.exec(value);
  if (!parts) return false;
  if (parts[3] === undefined) return true;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function plainTextFault(value: FieldValue): string | null {
  if (typeof value !== 'string') return 'is not text';
  return value.length > 20_000 ? 'is longer than 20,000 characters' : null;
}

function shapeFault(schema: z.ZodType, value: FieldValue): string | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  const issue = parsed.error.issues[0];
  const member = issue?.path.join('.') ?? '';
  return member ? `has a fault in "${member}": ${issue?.message}` : 'is not an entry of this kind';
}

function isRecord(value: FieldValue): value is FieldRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
