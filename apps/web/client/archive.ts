import type { ExcerptView, SourceView } from '@libs/contracts';
import { useQueries } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { wordsFromArchive, type ArchivedWords } from '../components/evidence/archived-words.ts';
import { sourceQuery, statementsOfSourceQuery } from './records.ts';

/** The captured texts behind a page. Every quotation on it is sliced from one of them. */
export interface Archive {
  source: (id: string) => SourceView | undefined;
  /** `undefined` while the text is not here, null only where the text is here and its place holds other words. */
  words: (excerpt: ExcerptView) => ArchivedWords | null | undefined;
  /** True where the copy cannot be read just now: a lost fetch says nothing about the words in it. */
  unreadable: (sourceId: string) => boolean;
  /** Asks again for every copy that could not be read. */
  readAgain: () => void;
  /** Excerpts whose words a statement records as the speaker's own: only these may stand in quotation marks. */
  spoken: ReadonlySet<string>;
}

export const ArchiveContext = createContext<Archive | null>(null);

export function useArchive(): Archive {
  const archive = useContext(ArchiveContext);
  if (!archive) throw new Error('This component must stand inside an archive.');
  return archive;
}

/** Fetches the captured texts and their statements, once for each source a page quotes. */
export function useSourceTexts(workspace: string, sourceIds: readonly string[]): Archive {
  const texts = useQueries({ queries: sourceIds.map((id) => sourceQuery(workspace, id)) });
  const statements = useQueries({ queries: sourceIds.map((id) => statementsOfSourceQuery(workspace, id)) });
  // The results are new arrays at every render; this changes only with what they hold.
  const ready = [...texts, ...statements].map((result) => `${result.dataUpdatedAt}${result.isError}`).join();
  return useMemo(() => {
    const sources = new Map(texts.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
    const broken = new Set(sourceIds.filter((_, index) => texts[index]?.isError));
    const spoken = statements
      .flatMap(({ data }) => data?.items ?? [])
      .filter((statement) => statement.mayQuote)
      .map((statement) => statement.excerpt.id);
    return {
      source: (id) => sources.get(id),
      words: (excerpt) => {
        const source = sources.get(excerpt.sourceId);
        return typeof source?.capturedText === 'string' ? wordsFromArchive(source.capturedText, excerpt) : undefined;
      },
      unreadable: (id) => (sources.has(id) ? sources.get(id)?.capturedText === null : broken.has(id)),
      readAgain: () => {
        for (const result of [...texts, ...statements]) if (result.isError) void result.refetch();
      },
      spoken: new Set(spoken),
    };
  }, [ready, sourceIds.join()]);
}
