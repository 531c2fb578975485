export interface PassageParagraph {
  text: string;
  start: number;
  /** Offsets inside `text` that the highlight covers; null for a neighbour that only gives context. */
  marked: { from: number; to: number } | null;
  /** The document goes on between the paragraph before and this one, but was not captured. */
  gapBefore: boolean;
}

/** Paragraphs of a captured text with their offsets; blank lines separate, and belong to none. */
export function paragraphsOf(text: string): { text: string; start: number }[] {
  const paragraphs: { text: string; start: number }[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    if (match[0].trim().length > 0) paragraphs.push({ text: match[0], start: match.index });
  }
  return paragraphs;
}

/**
 * The paragraphs an excerpt stands in, with one on each side.
 * `gapStarts` holds the offsets at which a captured passage begins that does not follow the one before it.
 */
export function passageAround(
  text: string,
  startUtf16: number,
  endUtf16: number,
  gapStarts: readonly number[] = [],
): PassageParagraph[] {
  const all = paragraphsOf(text);
  const overlaps = all.map(
    (paragraph) => paragraph.start < endUtf16 && paragraph.start + paragraph.text.length > startUtf16,
  );
  const first = overlaps.indexOf(true);
  const last = overlaps.lastIndexOf(true);
  if (first < 0) return [];
  return all.slice(Math.max(0, first - 1), last + 2).map((paragraph) => {
    const end = paragraph.start + paragraph.text.length;
    const covered = paragraph.start < endUtf16 && end > startUtf16;
    return {
      ...paragraph,
      marked: covered
        ? {
            from: Math.max(startUtf16, paragraph.start) - paragraph.start,
            to: Math.min(endUtf16, end) - paragraph.start,
          }
        : null,
      gapBefore: gapStarts.includes(paragraph.start),
    };
  });
}
