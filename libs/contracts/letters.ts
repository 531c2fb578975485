import { z } from 'zod';
import { LETTER_STATES } from '@libs/domain/vocabulary';
import { Day, Id, Line, OrganisationRef, RecordRef, SeenVersion } from './common.ts';
import { ChosenAudience } from './audiences.ts';

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 14:00');

const Address = z.array(Line).min(1).max(8).describe('Lines of a postal address');

/** Who writes, what is asked, and how to answer: the fields of a letter that the record does not hold. */
export const LetterProfileFields = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]{1,60}$/, 'use small letters, digits and hyphens'),
  title: Line,
  sample: z.boolean().default(false),
  senderOrganisation: Line,
  senderAddress: Address,
  senderDescription: z.string().trim().min(1).max(2000).describe('Who we are and what we hold, one paragraph'),
  signatoryName: Line,
  signatoryTitle: Line,
  recipientName: Line.describe('For example "The Board of Directors"'),
  recipientCareOf: Line.nullable().default(null).describe('For example "c/o Company Secretary"'),
  salutation: Line.default('Members of the Board').describe('What follows "Dear"'),
  companyAddress: Address,
  companyId: Id.nullable().default(null).describe('The company it addresses; null for a profile that serves any'),
  issueTitle: Line,
  asks: z
    .array(z.strictObject({ text: z.string().trim().min(5).max(1000), objective: Line }))
    .min(3)
    .max(5),
  callWindows: z
    .array(
      z
        .strictObject({
          weekday: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
          from: ClockTime,
          to: ClockTime,
          zone: z.string().trim().min(1).max(60).describe('Time zone as people write it, for example UTC'),
        })
        .refine(({ from, to }) => from < to, {
          path: ['to'],
          message: 'ends before it starts: name a time after the start of the call',
        }),
    )
    .min(1)
    .max(6)
    .describe('Weekly windows for a call; a letter names the next day of each'),
  replyDays: z.int().min(10).max(120).default(20).describe('Business days from letter date to reply date'),
  replyEmail: z.email().max(320),
  replyContact: Line,
  publicationNotice: z.string().trim().min(10).max(2000),
});
export type LetterProfileFields = z.infer<typeof LetterProfileFields>;
export const SaveLetterProfile = LetterProfileFields.extend({ version: SeenVersion.nullable().default(null) });
export type SaveLetterProfile = z.infer<typeof SaveLetterProfile>;
export const LetterProfileView = LetterProfileFields.extend({ id: Id, version: z.int() });
export type LetterProfileView = z.infer<typeof LetterProfileView>;
export const LetterProfileList = z.object({ items: z.array(LetterProfileView) });
export type LetterProfileList = z.infer<typeof LetterProfileList>;

export const DraftLetter = z.strictObject({
  audienceId: ChosenAudience,
  companyId: Id,
  template: z.enum(['first-contact']).default('first-contact'),
  profile: z.string().nullable().default(null).describe('Key of a letter profile; null takes the only one that fits'),
  letterDate: Day.nullable().default(null).describe('Null is today'),
  findingIds: z
    .array(Id)
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe('Findings about the company that the letter asks about, with what follows from them; null takes all'),
});
export type DraftLetter = z.infer<typeof DraftLetter>;

export const CheckView = z.object({
  id: z.string().describe('K1 to K30, as docs/letters.md lists them'),
  title: z.string(),
  severity: z.enum(['block', 'warn']),
  passed: z.boolean(),
  problems: z.array(z.object({ words: z.string(), place: z.string(), remedy: z.string() })),
});
export type CheckView = z.infer<typeof CheckView>;

export const LetterRow = z.object({
  id: Id,
  audienceId: Id.describe('Audience that it is for'),
  number: z.string(),
  company: OrganisationRef,
  type: z.string(),
  state: z.enum(LETTER_STATES),
  subject: z.string(),
  letterDate: Day,
  letterRef: z.string(),
  replyDueOn: Day,
  blocking: z.int().describe('Blocking checks that are open'),
  sample: z.boolean(),
  citedRecordIds: z.array(Id).describe('Findings and statements that its notes cite'),
  version: z.int(),
});
export type LetterRow = z.infer<typeof LetterRow>;

export const LetterView = LetterRow.extend({
  pages: z.int(),
  modelHash: z.string(),
  checks: z.array(CheckView),
  outline: z.array(z.object({ id: z.string(), title: z.string(), open: z.int() })),
  citations: z.array(
    z.object({ note: z.int(), record: RecordRef, excerptId: Id, assertionKind: z.string(), text: z.string() }),
  ),
  html: z.string().describe('Safe HTML fragment of the letter'),
  profile: z.string(),
  findingIds: z.array(Id).nullable().describe('The findings that were chosen; null where it took all'),
  draftedBy: z.string(),
  draftedAt: z.iso.datetime(),
  stale: z.boolean().describe('True where a cited record has changed since the draft was written'),
  withdrawnReason: z.string().nullable(),
});
export type LetterView = z.infer<typeof LetterView>;
export const LetterList = z.object({ items: z.array(LetterRow), total: z.int() });
export const LetterFile = z.strictObject({ format: z.enum(['pdf', 'docx', 'html', 'txt']) });
export type LetterFile = z.infer<typeof LetterFile>;
export const PageNumber = z.coerce.number().int().min(1).max(500).describe('Page, counted from 1');
