import { z } from 'zod';
import { DATE_ORIGINS, DATE_PRECISIONS } from '@libs/domain/vocabulary';

/** An id made by the application (uuid). Capitals are taken and read as small letters, as the database writes ids. */
export const Id = z.uuid().toLowerCase().describe('Id of a record');

/** One line of text, not blank. A line break in a name could pass for a line of its own in a file or a terminal. */
export const Line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'holds a line break or another control character: write it as one line');

/** Longer text, not blank. */
export const Paragraphs = z.string().trim().min(1).max(20_000);

/**
 * The version the writer saw. It travels as `If-Match`; a write on another version is refused with `stale_version`.
 */
export const SeenVersion = z.int().min(1).describe('Version of the record as the writer saw it');

/** A date as precise as it is known: `2019`, `2019-11` or `2019-11-27`. Null where there is none. */
export const PartialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'write a date as 2019, 2019-11 or 2019-11-27')
  .nullable()
  .describe('Date as precise as it is known: 2019, 2019-11 or 2019-11-27; null where the source gives none');

/** A whole calendar day. The years leave room for reckoning with it, and have four digits before and after. */
export const Day = z.iso
  .date()
  .refine((day) => day >= '1000-01-01' && day < '9000-01-01', 'name a day in the years 1000 to 8999')
  .describe('Day, for example 2019-11-27');

/** A date as it is shown: with its precision and where it comes from. */
export const DateView = z.object({
  value: PartialDate,
  precision: z.enum(DATE_PRECISIONS),
  origin: z.enum(DATE_ORIGINS).nullable().describe('Null where there is no date'),
});
export type DateView = z.infer<typeof DateView>;

/** A short reference to another record: enough to print and to link. */
export const RecordRef = z.object({
  id: Id,
  number: z.string().nullable().describe('Short number, for example C-115'),
  label: z.string(),
});
export type RecordRef = z.infer<typeof RecordRef>;

/** An organisation as others refer to it. */
export const OrganisationRef = z.object({
  id: Id,
  name: z.string().describe('Legal name as recorded'),
  shortName: z.string(),
  kind: z.string(),
  sample: z.boolean().describe('True for an organisation invented for demonstration'),
});
export type OrganisationRef = z.infer<typeof OrganisationRef>;

/** Why a record left the working set. */
export const Withdraw = z.strictObject({
  version: SeenVersion,
  reason: z.string().trim().min(3).max(2000).describe('Reason, kept with the record for ever'),
});
export type Withdraw = z.infer<typeof Withdraw>;

/** One kept version of a record. */
export const VersionView = z.object({
  version: z.int(),
  changedAt: z.iso.datetime(),
  changedBy: z.string().describe('Name of the member, or the program that wrote it'),
  reason: z.string().nullable(),
  snapshot: z.record(z.string(), z.unknown()).describe('The record as it stood'),
});
export const HistoryView = z.object({ items: z.array(VersionView) });
export type HistoryView = z.infer<typeof HistoryView>;

/** One problem of a refused request. `path` names the field with dots and indexes: `statements.3.excerpt`. */
export const ProblemDetail = z.object({ path: z.string(), code: z.string(), message: z.string() });

/** An error answer, `application/problem+json` (RFC 9457). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  problems: z.array(ProblemDetail).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Paging of lists: at most 200 a page. */
export const Paging = {
  limit: z.coerce.number().int().min(1).max(200).default(100),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
};

/** A page of a list, with the number of all rows that match. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.int() });
}

type WithoutDefaults<Shape extends z.ZodRawShape> = {
  [Name in keyof Shape]: z.ZodOptional<Shape[Name] extends z.ZodDefault<infer Inner> ? Inner : Shape[Name]>;
};

/**
 * The body of a PATCH for records made with `schema`: every field optional, and none with a default, so that a field
 * that is left out stays as it is. (Plain `partial()` keeps defaults, and would reset what was not sent.)
 */
export function revisionOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const bare = field instanceof z.ZodDefault ? field.unwrap() : field;
    shape[name] = (bare as z.ZodType).optional();
  }
  return z.strictObject({ ...(shape as WithoutDefaults<Shape>), version: SeenVersion });
}

type Versioned = z.ZodObject<{ version: z.ZodType }>;
type Sent<Shape extends z.ZodRawShape> = z.ZodObject<Omit<Shape, 'version'>, z.core.$strict>;
const sent = new WeakMap<object, unknown>();

/** The body that is sent for a change: all of it but the version, which travels as `If-Match`. One for each contract. */
export function sentOf<Shape extends Versioned['shape']>(schema: z.ZodObject<Shape, z.core.$strict>): Sent<Shape> {
  const known = sent.get(schema) as Sent<Shape> | undefined;
  if (known) return known;
  const { version: _version, ...shape } = schema.shape;
  const made = z.strictObject(shape) as unknown as Sent<Shape>;
  sent.set(schema, made);
  return made;
}
export type SentOf<Schema extends Versioned> = Omit<z.infer<Schema>, 'version'>;
