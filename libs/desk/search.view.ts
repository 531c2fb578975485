import type { SearchHit } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import type { HitRow } from './search.queries.ts';
import { contextAround, findMatch } from './search.rules.ts';

/**
 * A hit with the text in which it was found, cut around the match. Where no text holds the words, they are in its
 * number or in something that is not shown: nothing is marked.
 */
export function hitOf(row: HitRow, words: string[], capturedText: string | null): SearchHit {
  const texts = [...row.texts, capturedText].filter((text): text is string => text !== null && text !== '');
  const label = texts[0] ?? '';
  const found = texts.map((text) => ({ text, match: findMatch(text, words) })).find(({ match }) => match !== null);
  return {
    kind: row.kind,
    id: row.id,
    number: row.kind === 'organisation' || row.number === null ? null : shortNumber(row.kind, row.number),
    label: contextAround(label, null).context,
    ...contextAround(found?.text ?? label, found?.match ?? null),
    on: row.on,
    verdict: row.verdict,
    companyId: row.companyId,
    sourceId: row.sourceId,
  };
}
