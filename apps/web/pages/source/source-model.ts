import type { ClaimView, ExcerptView, FindingView, StatementView } from '@libs/contracts';
import type { MarkKind, TextMark } from './text-segments.ts';

export type SourceRecord =
  | { kind: 'statement'; record: StatementView; excerpt: ExcerptView }
  | { kind: 'claim'; record: ClaimView; excerpt: ExcerptView }
  | { kind: 'finding'; record: FindingView; excerpt: ExcerptView };

/** All records that rest on one stretch of words. */
export interface Passage {
  excerpt: ExcerptView;
  ordinal: number;
  markKind: MarkKind;
  records: SourceRecord[];
}

export interface Recorded {
  excerpts: ExcerptView[];
  statements: StatementView[];
  claims: ClaimView[];
  findings: FindingView[];
}

const inForce = ({ status }: { status: string }) => status !== 'withdrawn' && status !== 'superseded';

function recordsOf({ statements, claims, findings }: Recorded, sourceId: string): SourceRecord[] {
  const of = (excerpt: ExcerptView | undefined) => (excerpt?.sourceId === sourceId ? excerpt : undefined);
  return [
    ...statements.filter(inForce).flatMap((record): SourceRecord[] => {
      const excerpt = of(record.excerpt);
      return excerpt ? [{ kind: 'statement', record, excerpt }] : [];
    }),
    ...claims.filter(inForce).flatMap((record): SourceRecord[] => {
      const excerpt = of(record.excerpt);
      return excerpt ? [{ kind: 'claim', record, excerpt }] : [];
    }),
    ...findings.filter(inForce).flatMap((record): SourceRecord[] => {
      const excerpt = of(record.excerpts[0]);
      return excerpt ? [{ kind: 'finding', record, excerpt }] : [];
    }),
  ];
}

/** A speaker's own words are a quotation, a reporter's wording a paraphrase, reporting on conduct a relation. */
function markKindOf(records: readonly SourceRecord[]): MarkKind {
  const said = records.find((one) => one.kind !== 'finding');
  if (said) return said.record.mayQuote ? 'quotation' : 'paraphrase';
  return records.length > 0 ? 'relation' : 'bare';
}

/** The passages of a source in reading order, the longer before the shorter where both begin together. */
export function passagesOf(recorded: Recorded, sourceId: string): Passage[] {
  const records = recordsOf(recorded, sourceId);
  const excerpts = [...recorded.excerpts.filter(inForce), ...records.map(({ excerpt }) => excerpt)];
  const unique = [...new Map(excerpts.map((excerpt) => [excerpt.id, excerpt])).values()];
  return unique
    .toSorted((a, b) => a.startUtf16 - b.startUtf16 || b.endUtf16 - a.endUtf16)
    .map((excerpt, index) => {
      const own = records.filter((one) => one.excerpt.id === excerpt.id);
      return { excerpt, ordinal: index + 1, markKind: markKindOf(own), records: own };
    });
}

export const marksOf = (passages: readonly Passage[]): TextMark[] =>
  passages.map(({ excerpt, ordinal, markKind }) => ({
    id: excerpt.id,
    kind: markKind,
    start: excerpt.startUtf16,
    end: excerpt.endUtf16,
    ordinal,
  }));

/** The passage that the address shows: by the number of its excerpt or of any record on it. */
export const passageShown = (passages: readonly Passage[], number: string | undefined): Passage | undefined =>
  number
    ? passages.find(
        ({ excerpt, records }) => excerpt.number === number || records.some(({ record }) => record.number === number),
      )
    : undefined;
