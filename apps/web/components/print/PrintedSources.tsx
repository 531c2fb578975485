import type { SourceView } from '@libs/contracts';
import { printWords } from '../../words/print.ts';
import { sourceDate } from '../evidence/ArchivedPassage.tsx';

/** Notes in place of links: outlet, title, date, archive number, hashes. Invented documents say so. */
export function PrintedSources({ sources }: { sources: readonly SourceView[] }) {
  return sources.map((source) => (
    <li key={source.id}>
      {source.publisher}, “{source.title}”, {sourceDate(source)}.{' '}
      {printWords.archivedCopy(source.number, source.textSha256, source.originalSha256)}
      {source.sample ? ` ${printWords.sample}` : ''}
    </li>
  ));
}
