/** What a stretch of the text is marked as. */
export type MarkKind = 'quotation' | 'paraphrase' | 'relation' | 'bare';

export interface TextMark {
  id: string;
  kind: MarkKind;
  start: number;
  end: number;
  /** Running number in the list beside the text, printed before the first word. */
  ordinal: number;
}

export interface Segment {
  start: number;
  text: string;
  marks: TextMark[];
  /** Marks that begin with this segment. */
  opening: TextMark[];
  picked: boolean;
}

/**
 * Cuts one paragraph at every edge of a mark and of the picked range, so that overlapping marks (a claim inside its
 * statement) can both be drawn. The segments together are the paragraph, character for character.
 */
export function segmentsOf(
  paragraph: { text: string; start: number },
  marks: readonly TextMark[],
  picked: { start: number; end: number } | null,
): Segment[] {
  const end = paragraph.start + paragraph.text.length;
  const inside = (offset: number) => offset > paragraph.start && offset < end;
  const edges = [...marks, ...(picked ? [picked] : [])].flatMap((range) => [range.start, range.end]).filter(inside);
  const cuts = [...new Set([paragraph.start, ...edges, end])].toSorted((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const stop = cuts[index + 1] as number;
    return {
      start,
      text: paragraph.text.slice(start - paragraph.start, stop - paragraph.start),
      marks: marks.filter((mark) => mark.start < stop && mark.end > start),
      opening: marks.filter((mark) => mark.start === start),
      picked: picked !== null && picked.start < stop && picked.end > start,
    };
  });
}
