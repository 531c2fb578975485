import { queryOptions } from '@tanstack/react-query';
import { HistoryView, NamesView } from '@libs/contracts';
import { inWorkspace } from './records.ts';
import { read } from './request.ts';

/** Kinds of records whose history has a page, and where the API keeps them. */
const PATHS = {
  organisation: 'organisations',
  source: 'sources',
  excerpt: 'excerpts',
  statement: 'statements',
  claim: 'claims',
  finding: 'findings',
  assessment: 'assessments',
  letter: 'letters',
} as const;

export type KeptKind = keyof typeof PATHS;
export const KEPT_KINDS = Object.keys(PATHS) as [KeptKind, ...KeptKind[]];

export const historyQuery = (workspace: string, kind: KeptKind, id: string) =>
  queryOptions({
    queryKey: [workspace, 'history', kind, id],
    queryFn: () => read(inWorkspace(workspace, `${PATHS[kind]}/${id}/history`), HistoryView),
  });

const AT_ONCE = 200;

/** What ids stand for, of those that the reader may see. */
export const namesQuery = (workspace: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: [workspace, 'names', ids],
    queryFn: async () => {
      const found = new Map<string, { kind: string; name: string }>();
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const asked = ids.slice(from, from + AT_ONCE).join(',');
        const { items } = await read(inWorkspace(workspace, `names?ids=${asked}`), NamesView);
        for (const { id, kind, name } of items) found.set(id, { kind, name });
      }
      return found;
    },
    enabled: ids.length > 0,
  });
