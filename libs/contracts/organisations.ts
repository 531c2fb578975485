import { z } from 'zod';
import { ALIAS_KINDS, ORGANISATION_KINDS } from '@libs/domain/vocabulary';
import { Id, Line, OrganisationRef, pageOf, Paging, PartialDate, revisionOf } from './common.ts';

const Alias = z.strictObject({
  text: Line,
  kind: z.enum(ALIAS_KINDS),
  language: z.string().max(35).nullable().default(null).describe('BCP 47 language tag'),
  validFrom: PartialDate.default(null),
  validTo: PartialDate.default(null),
});

const Identifier = z.strictObject({
  scheme: z.string().trim().min(1).max(50).describe('For example ticker, cik, lei, isin'),
  value: z.string().trim().min(1).max(100),
  qualifier: z.string().max(100).nullable().default(null).describe('For example the exchange of a ticker'),
});

/** Record an organisation. Owners, suppliers and other links are findings, not fields. */
export const RecordOrganisation = z.strictObject({
  kind: z.enum(ORGANISATION_KINDS),
  legalName: Line.describe('Name as the register or the source writes it'),
  shortName: Line.describe('Name for columns and headings'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'write the country as two capital letters (ISO 3166-1)')
    .nullable()
    .default(null),
  note: z.string().max(2000).nullable().default(null),
  aliases: z.array(Alias).max(50).default([]),
  identifiers: z.array(Identifier).max(30).default([]),
  sample: z.boolean().default(false).describe('True for an organisation invented for demonstration'),
});
export type RecordOrganisation = z.infer<typeof RecordOrganisation>;

export const ReviseOrganisation = revisionOf(RecordOrganisation);
export type ReviseOrganisation = z.infer<typeof ReviseOrganisation>;

export const OrganisationView = OrganisationRef.extend({
  legalName: z.string(),
  country: z.string().nullable(),
  note: z.string().nullable(),
  aliases: z.array(Alias),
  identifiers: z.array(Identifier),
  version: z.int(),
  withdrawn: z.boolean(),
  withdrawnReason: z.string().nullable(),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

export const ListOrganisations = z.strictObject({
  kind: z.enum(ORGANISATION_KINDS).optional(),
  ids: z
    .string()
    .refine((list) => list.split(',').every((id) => id === '' || Id.safeParse(id).success), 'write ids with commas')
    .optional()
    .describe('Ids, separated by commas'),
  ...Paging,
});
export type ListOrganisations = z.infer<typeof ListOrganisations>;
export const OrganisationPage = pageOf(OrganisationView);

/** One row of the company list: what is known of each side, never one total. */
export const CompanyRow = z.object({
  company: OrganisationView,
  claims: z.int(),
  findings: z.int(),
  assessments: z.int(),
  grades: z.array(z.object({ grade: z.string(), count: z.int() })).describe('Findings by evidence grade, best first'),
  latestReportedOn: z.string().nullable(),
});
export type CompanyRow = z.infer<typeof CompanyRow>;
export const CompanyList = z.object({ items: z.array(CompanyRow) });
export type CompanyList = z.infer<typeof CompanyList>;
