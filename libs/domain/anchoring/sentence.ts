/** A stretch of a text in UTF-16 code units, the end not included. */
export interface Stretch {
  readonly startUtf16: number;
  readonly endUtf16: number;
}

const ABBREVIATION = /(?:\b(?:Co|Ltd|Corp|Inc|No|Mr|Mrs|Ms|Dr|St|Prof|vs|etc|cf)|(?:^|[\s(.])\p{L})\.$/u;
const SENTENCE_END = /[.!?…][”"’)\]]*(?=\s+["“‘([]?[\p{Lu}\p{Lo}\p{N}])/gu;
/** What may stand behind a clause that is whole: a mark, the end, or the next clause of the sentence. */
const BEHIND_A_CLAUSE = /^(?:\s*$|\s*[.,;:!?)”"’]|\s+(?:and|but)\b)/u;

/**
 * The sentence of the source that holds a stretch, without the spaces around it. A line break always ends a sentence; a
 * full stop after an abbreviation or an initial ends none. A stretch over several sentences gives all of them.
 */
export function sentenceAround(text: string, { startUtf16, endUtf16 }: Stretch): Stretch {
  const first = text.lastIndexOf('\n', startUtf16 - 1) + 1;
  const next = text.indexOf('\n', endUtf16);
  const last = next < 0 ? text.length : next;
  const paragraph = text.slice(first, last);
  const ends = [...paragraph.matchAll(SENTENCE_END)]
    .filter((match) => !ABBREVIATION.test(paragraph.slice(Math.max(0, match.index - 12), match.index + 1)))
    .map((match) => first + match.index + match[0].length);
  const from = Math.max(first, ...ends.filter((end) => end <= startUtf16));
  const to = Math.min(last, ...ends.filter((end) => end >= endUtf16));
  const words = text.slice(from, to);
  return {
    startUtf16: from + (words.length - words.trimStart().length),
    endUtf16: Math.max(endUtf16, to - (words.length - words.trimEnd().length)),
  };
}

/**
 * How words stand in their source: they open a sentence, they follow the word “that”, or they are a part from the middle
 * of one. Only the first two can be a clause, and only where they do not break off before its end.
 */
export function standingOf(text: string, stretch: Stretch): 'sentence' | 'that_clause' | 'fragment' {
  const sentence = sentenceAround(text, stretch);
  const before = text.slice(sentence.startUtf16, stretch.startUtf16);
  const behind = text.slice(stretch.endUtf16, sentence.endUtf16);
  if (!BEHIND_A_CLAUSE.test(behind) && !/[.!?]$/.test(text.slice(stretch.startUtf16, stretch.endUtf16)))
    return 'fragment';
  if (/^["“‘([]?$/.test(before)) return 'sentence';
  return /\bthat\s+["“]?$/.test(before) ? 'that_clause' : 'fragment';
}

/**
 * The clause that the source itself introduces with the “that” of its reporting words and that ends with the stretch:
 * of “told it in a statement that it is a 49 percent owner”, the words from “it is”. Null where the reporting words do
 * not stand before the stretch or have no “that”, so that no other “that” of the sentence is taken for it.
 */
export function clauseBehindCue(text: string, stretch: Stretch, cue: string | null): Stretch | null {
  const sentence = sentenceAround(text, stretch);
  if (!BEHIND_A_CLAUSE.test(text.slice(stretch.endUtf16, sentence.endUtf16))) return null;
  const before = text.slice(sentence.startUtf16, stretch.startUtf16).replace(/\s/gu, ' ');
  const reporting = cue?.trim().replace(/\s/gu, ' ') ?? '';
  const at = reporting === '' ? -1 : before.lastIndexOf(reporting);
  const that = /\bthat(?= |$)/.exec(reporting);
  if (at < 0 || that === null) return null;
  const from = at + that.index + 'that'.length;
  const between = before.slice(from);
  // Past the reporting words only what they hold themselves may stand, or a few words of the same clause.
  if (/[.;:!?”]/.test(between)) return null;
  return {
    startUtf16: sentence.startUtf16 + from + (between.length - between.trimStart().length),
    endUtf16: stretch.endUtf16,
  };
}
