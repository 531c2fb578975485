declare const fromArchive: unique symbol;

/** Words cut out of a captured text by offsets. No other way makes them, so no component can print a typed quotation. */
export type ArchivedWords = string & { readonly [fromArchive]: true };

export interface ExcerptPlace {
  startUtf16: number;
  endUtf16: number;
  /** The words recorded when the excerpt was made. */
  exact: string;
}

/** Slices the excerpt out of its captured text; null where the text at the offsets is no longer the recorded words. */
export function wordsFromArchive(capturedText: string, place: ExcerptPlace): ArchivedWords | null {
  const words = capturedText.slice(place.startUtf16, place.endUtf16);
  return words.length > 0 && words === place.exact ? (words as ArchivedWords) : null;
}

/** A narrower piece of words already sliced; an empty range gives null. */
export function partOf(words: ArchivedWords, from: number, to: number): ArchivedWords | null {
  const part = words.slice(from, to);
  return part.length > 0 ? (part as ArchivedWords) : null;
}
