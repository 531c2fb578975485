import { AnchorRefused, refuseOffsets, selectorsOf } from './selectors.ts';
import type { AnchorRefusal, Selectors } from './selectors.ts';
import { firstLoneSurrogate } from './text-units.ts';
import type { TextRange } from './text-units.ts';

/** Between two passages stands one blank line (decision 20). */
export const PASSAGE_SEPARATOR = '\n\n';

/** One passage of a passages capture: where it stands in the capture, and where it began in the full document. */
export interface Passage {
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly originalStart: number;
}

export interface PassagesCapture {
  readonly text: string;
  readonly passages: readonly Passage[];
}

export interface TextRefusal {
  readonly code: 'nul_character' | 'lone_surrogate';
  readonly offset: number;
  readonly message: string;
}

/**
 * Builds a passages capture from a full document: the passages joined by a blank line, and a table that says where
 * each came from (decision 20). `ranges` are UTF-16 offsets in the full text, in reading order, not overlapping.
 * Ordinals count from 1.
 * @throws AnchorRefused where a range is empty, out of range, splits a character or is out of order.
 */
export function joinPassages(fullText: string, ranges: readonly TextRange[]): PassagesCapture {
  const passages: Passage[] = [];
  const parts: string[] = [];
  let length = 0;
  let previousEnd = 0;
  ranges.forEach((range, index) => {
    const refusal = refuseOffsets(fullText, range.start, range.end);
    if (refusal) throw new AnchorRefused({ ...refusal, message: `Passage ${index + 1}: ${refusal.message}` });
    if (range.start < previousEnd) {
      throw new AnchorRefused({
        code: 'passage_out_of_order',
        message: `Passage ${index + 1} starts at ${range.start}, before the previous one ends at ${previousEnd}.`,
      });
    }
    const start = index === 0 ? 0 : length + PASSAGE_SEPARATOR.length;
    const end = start + (range.end - range.start);
    passages.push({ ordinal: index + 1, start, end, originalStart: range.start });
    parts.push(fullText.slice(range.start, range.end));
    length = end;
    previousEnd = range.end;
  });
  return { text: parts.join(PASSAGE_SEPARATOR), passages };
}

/** The passage that holds all of `[startUtf16, endUtf16)`, or nothing where the stretch crosses an edge. */
export function findPassage(passages: readonly Passage[], startUtf16: number, endUtf16: number): Passage | undefined {
  return passages.find((passage) => passage.start <= startUtf16 && endUtf16 <= passage.end);
}

/**
 * Says why a text cannot be stored as captured text, with the UTF-16 offset, or nothing (decision 22).
 * U+0000 has no place in a PostgreSQL text, and a lone surrogate has no UTF-8 form.
 */
export function refuseTextAsCapture(text: string): TextRefusal | undefined {
  const nul = text.indexOf('\u0000');
  const lone = firstLoneSurrogate(text);
  if (nul >= 0 && (lone < 0 || nul < lone)) {
    const message = `The text holds U+0000 at offset ${nul}. Keep it as a file, or remove the character at the source.`;
    return { code: 'nul_character', offset: nul, message };
  }
  if (lone >= 0) {
    const message = `The text holds half a character (a lone surrogate) at offset ${lone}. Keep it as a file.`;
    return { code: 'lone_surrogate', offset: lone, message };
  }
  return undefined;
}

/**
 * Carries an excerpt of a passages capture over to the full document by the passage's original start, and proves
 * that the same words stand there (decision 20). Returns the selectors in the full text, or the reason why not:
 * `outside_passage` where the excerpt crosses an edge, `text_differs` where capture, excerpt and document disagree.
 */
export function reanchorToFull(
  capture: PassagesCapture,
  excerpt: { readonly exact: string; readonly startUtf16: number; readonly endUtf16: number },
  fullText: string,
): { readonly selectors: Selectors } | { readonly refusal: AnchorRefusal } {
  const { startUtf16, endUtf16, exact } = excerpt;
  const invalid = refuseOffsets(capture.text, startUtf16, endUtf16);
  if (invalid) return { refusal: invalid };
  const passage = findPassage(capture.passages, startUtf16, endUtf16);
  if (!passage) {
    const message = `The excerpt ${startUtf16} to ${endUtf16} does not lie inside one passage.`;
    return { refusal: { code: 'outside_passage', message } };
  }
  const shift = passage.originalStart - passage.start;
  const words = capture.text.slice(startUtf16, endUtf16);
  const whole = capture.text.slice(passage.start, passage.end);
  const original = fullText.slice(passage.start + shift, passage.end + shift);
  if (words !== exact || whole !== original) {
    const message = `Passage ${passage.ordinal} does not read the same in the full document at ${passage.originalStart}.`;
    return { refusal: { code: 'text_differs', message } };
  }
  const moved = refuseOffsets(fullText, startUtf16 + shift, endUtf16 + shift);
  if (moved) return { refusal: moved };
  return { selectors: selectorsOf(fullText, startUtf16 + shift, endUtf16 + shift) };
}
