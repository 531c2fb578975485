import { occurrencesNear } from './occurrences.ts';
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
/** Of many exact places so many are scored for standing near, and as many for what stands around them. */
const MOST_SCORED = 200;

/** The largest edit distance at which a place still counts as the quotation: min(256, half its length). */
export function mostErrorsFor(exact: string): number {
  return Math.min(MOST_ERRORS, exact.length / 2);
}

function editDistance(a: string, b: string): number {
  let previous = Int32Array.from({ length: b.length + 1 }, (_, index) => index);
  let current = new Int32Array(b.length + 1);
  for (let i = 1; i <= a.length; i += 1) {
    current[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + change);
    }
    [previous, current] = [current, previous];
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

/** How many units of the stored neighbours stand unchanged next to a place, on both sides together. */
function equalNeighbours({ prefix, suffix, exact }: Anchor, text: string, start: number): number {
  let before = 0;
  while (
    before < prefix.length &&
    prefix.charCodeAt(prefix.length - 1 - before) === text.charCodeAt(start - 1 - before)
  ) {
    before += 1;
  }
  const end = start + exact.length;
  let after = 0;
  while (after < suffix.length && suffix.charCodeAt(after) === text.charCodeAt(end + after)) after += 1;
  return before + after;
}

/** The exact places that are scored: all of them, or of very many the nearest and those in the most equal company. */
function placesToScore(anchor: Anchor, text: string): ApproximateCandidate[] {
  const nearestFirst = occurrencesNear(anchor.exact, text, anchor.startUtf16);
  const asCandidate = (start: number) => ({ start, end: start + anchor.exact.length, errors: 0 });
  if (nearestFirst.length <= 2 * MOST_SCORED) return nearestFirst.map(asCandidate);
  const byNeighbours: number[][] = [];
  for (const start of nearestFirst.slice(MOST_SCORED)) {
    (byNeighbours[equalNeighbours(anchor, text, start)] ??= []).push(start);
  }
  const inEqualCompany = byNeighbours.reverse().flat().slice(0, MOST_SCORED);
  return [...nearestFirst.slice(0, MOST_SCORED), ...inEqualCompany].map(asCandidate);
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
 * Of more than 400 exact places the nearest 200 are scored, and 200 more with the most equal units next to them.
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
  const identical = placesToScore(anchor, newText);
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
