import { charactersBefore, CONTEXT_UNITS, splitsSurrogatePair } from './text-units.ts';
import type { TextRange } from './text-units.ts';

/** The words of a quotation, its neighbours, and its place in UTF-16 units and in code points. */
export interface Selectors {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly startUtf16: number;
  readonly endUtf16: number;
  readonly startChar: number;
  readonly endChar: number;
}

export type AnchorRefusalCode =
  | 'offsets_not_whole'
  | 'offsets_out_of_range'
  | 'excerpt_empty'
  | 'surrogate_pair_split'
  | 'outside_passage'
  | 'passage_out_of_order'
  | 'text_differs';

export interface AnchorRefusal {
  readonly code: AnchorRefusalCode;
  readonly message: string;
}

/** Thrown where offsets or passages cannot be used; `code` says which rule they break. */
export class AnchorRefused extends Error {
  override readonly name = 'AnchorRefused';
  readonly code: AnchorRefusalCode;

  constructor(refusal: AnchorRefusal) {
    super(refusal.message);
    this.code = refusal.code;
  }
}

/**
 * Says why `[startUtf16, endUtf16)` cannot be an excerpt of `text`, or nothing.
 * Offsets are UTF-16 units; `edges` is the passage the excerpt must stay inside (evidence model, I4).
 */
export function refuseOffsets(
  text: string,
  startUtf16: number,
  endUtf16: number,
  edges?: TextRange,
): AnchorRefusal | undefined {
  const range = `${startUtf16} to ${endUtf16}`;
  if (!Number.isInteger(startUtf16) || !Number.isInteger(endUtf16)) {
    return { code: 'offsets_not_whole', message: `Offsets must be whole numbers, not ${range}.` };
  }
  if (startUtf16 < 0 || endUtf16 > text.length || startUtf16 > endUtf16) {
    return {
      code: 'offsets_out_of_range',
      message: `Offsets ${range} lie outside the captured text of ${text.length} units.`,
    };
  }
  if (startUtf16 === endUtf16) {
    return { code: 'excerpt_empty', message: `An excerpt needs at least one character; ${range} holds none.` };
  }
  if (splitsSurrogatePair(text, startUtf16) || splitsSurrogatePair(text, endUtf16)) {
    return { code: 'surrogate_pair_split', message: `Offsets ${range} cut a character in half.` };
  }
  if (edges && (startUtf16 < edges.start || endUtf16 > edges.end)) {
    return { code: 'outside_passage', message: `Offsets ${range} leave the passage ${edges.start} to ${edges.end}.` };
  }
  return undefined;
}

/**
 * The selectors of an excerpt: W3C TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector.
 * Prefix and suffix are the real neighbours, up to 32 UTF-16 units, shorter at the ends of the text or of the
 * passage `edges`, and never half a character. `startChar` and `endChar` count code points as PostgreSQL does.
 * @throws AnchorRefused where `refuseOffsets` names a reason.
 */
export function selectorsOf(text: string, startUtf16: number, endUtf16: number, edges?: TextRange): Selectors {
  const refusal = refuseOffsets(text, startUtf16, endUtf16, edges);
  if (refusal) throw new AnchorRefused(refusal);
  const first = edges?.start ?? 0;
  const last = edges?.end ?? text.length;
  let prefixStart = Math.max(first, startUtf16 - CONTEXT_UNITS);
  if (splitsSurrogatePair(text, prefixStart)) prefixStart += 1;
  let suffixEnd = Math.min(last, endUtf16 + CONTEXT_UNITS);
  if (splitsSurrogatePair(text, suffixEnd)) suffixEnd -= 1;
  const exact = text.slice(startUtf16, endUtf16);
  const startChar = charactersBefore(text, startUtf16);
  return {
    exact,
    prefix: text.slice(prefixStart, startUtf16),
    suffix: text.slice(endUtf16, suffixEnd),
    startUtf16,
    endUtf16,
    startChar,
    endChar: startChar + charactersBefore(exact, exact.length),
  };
}
