import { looseQuotations } from '@libs/domain/wording';
import type { LetterModel, LetterRun } from './letter-model.ts';
import { paragraphsOf } from './letter-sentences.ts';

/** Words in quotation marks that are bound to no excerpt, with the field and the notes of their paragraph. */
export interface UnboundQuotation {
  /** Marks included. */
  words: string;
  /** Path of the field in which the first mark stands; null for the template's own words. */
  field: string | null;
  block: number;
}

/** What stands between two marks in one paragraph, as the record is asked about it. */
export interface MarkedWords {
  words: string;
  field: string | null;
  citationKeys: string[];
}

/**
 * Every quotation of the body that is bound to no excerpt. Paragraphs are read whole, before they are cut into
 * sentences, so that a quotation of two sentences is one. Bound quotations are left out with all that is inside them.
 * @param isRecorded whether the cited report itself holds these words between marks, as the recorded words of a speaker
 */
export function unboundQuotations(
  model: LetterModel,
  isRecorded: (marked: MarkedWords) => boolean,
): UnboundQuotation[] {
  const keys = new Map(model.footnotes.map((note) => [note.number, note.citationKey]));
  return model.blocks.flatMap((block, index) =>
    paragraphsOf(block).flatMap((runs) => {
      const text = runs.map(flatOf).join('');
      const citationKeys = runs.flatMap((run) => (run.kind === 'footnote' ? (keys.get(run.number) ?? []) : []));
      const holds = (start: number, end: number) =>
        isRecorded({ words: text.slice(start, end), field: fieldAt(runs, start), citationKeys });
      return looseQuotations(text, holds).map(({ words, start }) => ({
        words,
        field: fieldAt(runs, start),
        block: index,
      }));
    }),
  );
}

/** A bound quotation is one sign that is no mark; a note is none at all. */
function flatOf(run: LetterRun): string {
  if (run.kind === 'text') return run.text;
  return run.kind === 'break' ? '\n' : run.kind === 'quotation' ? '\uFFFC' : '';
}

function fieldAt(runs: LetterRun[], place: number): string | null {
  let at = 0;
  for (const run of runs) {
    at += flatOf(run).length;
    if (place < at) return run.kind === 'text' ? (run.field ?? null) : null;
  }
  return null;
}
