import { z } from 'zod';

export const CaseView = z.object({
  key: z.string(),
  title: z.string(),
  summary: z.string(),
  records: z.record(z.string(), z.int()).describe('Number of records by kind'),
  importedAt: z.iso.datetime(),
});
export type CaseView = z.infer<typeof CaseView>;
export const CaseList = z.object({ items: z.array(CaseView) });
export const CaseImported = z.object({ case: CaseView });
export const ExportCase = z.strictObject({
  confidential: z
    .enum(['leave_out', 'include'])
    .default('leave_out')
    .describe('Whether records that not everybody reads come along, as far as you read them'),
});
export type ExportCase = z.infer<typeof ExportCase>;
export { CasePack, GivenCasePack } from './case-pack.ts';
