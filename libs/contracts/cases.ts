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
export { CasePack, GivenCasePack } from './case-pack.ts';
