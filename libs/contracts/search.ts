import { z } from 'zod';
import { Id } from './common.ts';

export const SearchQuery = z.strictObject({
  q: z.string().trim().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
export type SearchQuery = z.infer<typeof SearchQuery>;
export const SearchHit = z.object({
  kind: z.enum(['organisation', 'source', 'excerpt', 'statement', 'claim', 'finding', 'assessment', 'letter']),
  id: Id,
  number: z.string().nullable(),
  label: z.string(),
  context: z.string().describe('Text around the match'),
  matchStart: z.int().describe('Offset of the match in context, UTF-16; -1 where the match is in the number'),
  matchEnd: z.int(),
  on: z.string().nullable(),
  verdict: z.string().nullable(),
  companyId: Id.nullable().describe('Company page that shows it'),
  sourceId: Id.nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;
/** Groups in the order of the chain. `total` counts all matches of the group that the reader may see. */
export const SearchView = z.object({
  groups: z.array(z.object({ kind: z.string(), total: z.int(), hits: z.array(SearchHit) })),
});
export type SearchView = z.infer<typeof SearchView>;

const MOST_NAMES = 200;

/** Asks what ids stand for, wherever they are met: in a kept version, or in the trail. */
export const AskedNames = z.strictObject({
  ids: z
    .string()
    .refine((list) => list.split(',').every((id) => Id.safeParse(id).success), 'write ids with commas')
    .refine((list) => list.split(',').length <= MOST_NAMES, `names more than ${MOST_NAMES} ids`)
    .describe(`At most ${MOST_NAMES} ids, separated by commas`),
});
export type AskedNames = z.infer<typeof AskedNames>;
export const NamesView = z.object({
  items: z.array(
    z.object({
      id: Id,
      kind: z.string().describe('Kind of the record: claim, organisation, audience, member'),
      name: z.string().describe('Short number, or the name where it has none'),
    }),
  ),
});
export type NamesView = z.infer<typeof NamesView>;
