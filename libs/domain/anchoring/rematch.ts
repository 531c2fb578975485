import { splitsSurrogatePair } from './text-units.ts';

/** What is stored of a quotation and looked for again in a new capture. Offsets in UTF-16 units. */
export interface Anchor {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly startUtf16: number;
  readonly endUtf16: number;
}

/** A place where the text nearly reads as the quotation, with its edit distance. Offsets in UTF-16 units. */
export interface ApproximateCandidate {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

export type Rematch =
  | {
      readonly status: 'exact' | 'moved' | 'fuzzy';
      readonly score: number;
      readonly startUtf16: number;
      readonly endUtf16: number;
    }
  | { readonly status: 'orphaned'; readonly score: 0 };

const WEIGHT = { quote: 50, prefix: 20, suffix: 20, position: 2 };
const FULL_WEIGHT = WEIGHT.quote + WEIGHT.prefix + WEIGHT.suffix + WEIGHT.position;
const MOST_ERRORS = 256;

/** The largest edit distance at which a place still counts as the quotation: min(256, half its length). */
export function mostErrorsFor(exact: string): number {
  return Math.min(MOST_ERRORS, exact.length / 2);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change));
    }
    previous = current;
  }
  return previous[b.length]!;
}

function likeness(expected: string, found: string): number {
  if (expected === '' || expected === found) return 1;
  return 1 - Math.min(1, editDistance(expected, found) / expected.length);
}

function scoreOf(anchor: Anchor, newText: string, candidate: ApproximateCandidate): number {
  const quote = 1 - Math.min(1, candidate.errors / anchor.exact.length);
  const before = newText.slice(Math.max(0, candidate.start - anchor.prefix.length), candidate.start);
  const after = newText.slice(candidate.end, candidate.end + anchor.suffix.length);
  const distance = Math.abs(candidate.start - anchor.startUtf16);
  const position = 1 - Math.min(1, distance / newText.length);
  return (
    (WEIGHT.quote * quote +
      WEIGHT.prefix * likeness(anchor.prefix, before) +
      WEIGHT.suffix * likeness(anchor.suffix, after) +
      WEIGHT.position * position) /
    FULL_WEIGHT
  );
}

function occurrencesOf(exact: string, text: string): ApproximateCandidate[] {
  const found: ApproximateCandidate[] = [];
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    found.push({ start, end: start + exact.length, errors: 0 });
  }
  return found;
}

function isUsable(candidate: ApproximateCandidate, anchor: Anchor, text: string): boolean {
  const { start, end, errors } = candidate;
  if (start < 0 || end > text.length || start >= end) return false;
  if (splitsSurrogatePair(text, start) || splitsSurrogatePair(text, end)) return false;
  return errors >= 0 && errors <= mostErrorsFor(anchor.exact);
}

/**
 * Finds a stored quotation again in a new capture (evidence model, section 4).
 * `exact`: it stands at the stored offsets. `moved`: the same words elsewhere. `fuzzy`: nearly the same words; a
 * person must confirm before use. `orphaned`: gone. `score` is 0..1: (50 quote + 20 prefix + 20 suffix +
 * 2 position) / 92, a missing prefix or suffix counting 1. Of equal scores the nearer, then the earlier, wins.
 * `approximateCandidates` come from the caller's search (decision 34) and are read only where no exact
 * occurrence exists; those outside the text or beyond `mostErrorsFor` are passed over.
 */
export function rematch(
  anchor: Anchor,
  newText: string,
  approximateCandidates: readonly ApproximateCandidate[],
): Rematch {
  const { startUtf16, endUtf16, exact } = anchor;
  if (exact !== '' && newText.slice(startUtf16, endUtf16) === exact) {
    return { status: 'exact', score: 1, startUtf16, endUtf16 };
  }
  if (exact === '') return { status: 'orphaned', score: 0 };
  const identical = occurrencesOf(exact, newText);
  const candidates =
    identical.length > 0
      ? identical
      : approximateCandidates.filter((candidate) => isUsable(candidate, anchor, newText));
  const ranked = candidates
    .map((candidate) => ({ candidate, score: scoreOf(anchor, newText, candidate) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        Math.abs(a.candidate.start - startUtf16) - Math.abs(b.candidate.start - startUtf16) ||
        a.candidate.start - b.candidate.start ||
        a.candidate.end - b.candidate.end,
    );
  const best = ranked[0];
  if (!best) return { status: 'orphaned', score: 0 };
  const { start, end } = best.candidate;
  const status = newText.slice(start, end) === exact ? 'moved' : 'fuzzy';
  return { status, score: best.score, startUtf16: start, endUtf16: end };
}
