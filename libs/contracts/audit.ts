import { shortNumberIn } from '@libs/domain/vocabulary';
import { z } from 'zod';
import { Id, Paging } from './common.ts';

/** A verb or a kind as the trail spells it. */
const Spelling = z
  .string()
  .regex(/^[a-z_]{1,60}$/, 'is spelled with small letters, such as withdraw or source_document');

const Moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

/** Which events of the trail are wanted, newest first. All that is given has to hold. */
export const ListAudit = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(1).optional().describe('Only events with a smaller number: `next` of a page'),
  by: z.string().min(1).max(200).optional().describe('Who, as the trail names them: member:<id> or cli:<user>'),
  act: Spelling.optional().describe('The verb, for example withdraw'),
  kind: Spelling.optional().describe('Kind of record, for example claim'),
  record: z
    .string()
    .trim()
    .refine((given) => z.uuid().safeParse(given).success || shortNumberIn(given) !== null, {
      message: 'is a short number such as C-115, or an id',
    })
    .optional()
    .describe('Short number or id of the record'),
  from: Moment.optional().describe('Not before this moment'),
  until: Moment.optional().describe('Before this moment'),
});
export type ListAudit = z.infer<typeof ListAudit>;

/** Where a record is read on the screen. */
export const PAGES_OF_RECORDS = [
  'company',
  'source',
  'excerpt',
  'claim',
  'finding',
  'assessment',
  'letter',
  'scorecard',
] as const;

/** What a page of the trail says of a record beside its id. */
export const RecordTold = z.object({
  number: z.string().nullable().describe('Short number, for example C-115'),
  name: z.string().nullable().describe('Short name of an organisation, title of a round, name of a member'),
  page: z
    .object({ kind: z.enum(PAGES_OF_RECORDS), id: z.string() })
    .nullable()
    .describe('Where it is read; a statement is read at its excerpt'),
});
export type RecordTold = z.infer<typeof RecordTold>;

export const AuditItem = z.object({
  seq: z.int(),
  hash: z.string(),
  who: z.string().nullable().describe('Name of the member today; null where the event may not be seen'),
  event: z.record(z.string(), z.unknown()).describe('Who did what to which record, when: as the trail holds it'),
});
export type AuditItem = z.infer<typeof AuditItem>;

export const AuditPage = z.object({
  items: z.array(AuditItem),
  total: z.int().describe('Events of the whole trail'),
  next: z
    .int()
    .nullable()
    .describe(
      '`before` of the page after this one. It may come with few items or none: a page looks at 100,000 events',
    ),
  records: z.record(z.string(), RecordTold).describe('By id, the records of this page that you may see'),
});
export type AuditPage = z.infer<typeof AuditPage>;

/** Forms that a trail is exported in: for checking it elsewhere, and for people. */
export const TRAIL_FORMATS = ['jsonl', 'csv'] as const;
export type TrailFormat = (typeof TRAIL_FORMATS)[number];

export const ExportAudit = z.strictObject({ format: z.enum(TRAIL_FORMATS).default('jsonl') });
export type ExportAudit = z.infer<typeof ExportAudit>;

export const AuditVerification = z.object({
  sound: z.boolean(),
  events: z.int(),
  head: z.string(),
  anchored: z.boolean().describe('Whether signed checkpoints were there to compare with'),
  checkpoint: z
    .object({ seq: z.int(), at: z.iso.datetime() })
    .nullable()
    .describe('The newest that the chain agrees with'),
  problems: z
    .array(z.object({ seq: z.int().nullable(), what: z.string(), message: z.string() }))
    .describe('Each names the event; empty for a sound chain'),
  notes: z.array(z.string()).describe('What cannot be found, and what was passed over'),
});
export type AuditVerification = z.infer<typeof AuditVerification>;

export const ListCheckpoints = z.strictObject({ ...Paging });
export type ListCheckpoints = z.infer<typeof ListCheckpoints>;

export const CheckpointPage = z.object({
  items: z.array(
    z.object({
      format: z.literal('plumbline-checkpoint/1'),
      workspace: z.uuid(),
      seq: z.int().describe('Number of the last event that it covers'),
      head: z.string().describe('Hash of that event'),
      at: z.iso.datetime(),
      key: z.string().describe('Id of the key that signed'),
      signature: z.string().describe('Ed25519, base64'),
    }),
  ),
  total: z.int(),
  publicKeys: z.string().describe('PEM, oldest first'),
});
export type CheckpointPage = z.infer<typeof CheckpointPage>;

/** Which security events are wanted, newest first. */
export const ListSecurityEvents = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: Id.optional().describe('Only events before this one: the last id of a page'),
  member: Id.optional().describe('Only those of this member'),
});
export type ListSecurityEvents = z.infer<typeof ListSecurityEvents>;

export const SecurityEventPage = z.object({
  items: z.array(
    z.object({
      id: Id,
      at: z.iso.datetime(),
      kind: z.string().describe('What happened, for example sign_in_failed'),
      member: z.object({ id: Id, name: z.string() }),
      address: z.string().nullable().describe('Network address that it came from'),
    }),
  ),
  next: Id.nullable().describe('`before` of the page after this one'),
});
export type SecurityEventPage = z.infer<typeof SecurityEventPage>;
