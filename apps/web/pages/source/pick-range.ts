export interface TextRange {
  start: number;
  end: number;
}

const boundaries = (text: string, granularity: 'sentence' | 'word', language: string): TextRange[] =>
  [...new Intl.Segmenter(language, { granularity }).segment(text)]
    .filter((part) => granularity === 'sentence' || part.isWordLike)
    .map((part) => ({ start: part.index, end: part.index + part.segment.length }))
    .map((range) => trimmed(text, range))
    .filter((range) => range.end > range.start);

/**
 * An abbreviation or an initial at the end of what a segmenter takes for a sentence: the sentence goes on. Words that
 * end sentences as often (etc., e.g. at the very end) are left to the segmenter.
 */
const goesOn =
  /(?:^|[\s(“"‘'])(?:(?:Co|Ltd|Corp|Inc|Bros|Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|Gen|St|No|Nos|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|[a-z]\.m|(?:\p{Lu}\.)*\p{Lu})\.$/u;

/** Company forms and times end sentences too: then the next words begin like a sentence of their own. */
const mayEnd = /(?:Co|Ltd|Corp|Inc|Bros|[ap]\.m|(?:\p{Lu}\.)+\p{Lu})\.$/u;
const beginsAnew = /^[“"‘']?(?:The|A|An|It|Its|He|She|They|We|But|And|In|On|At|This|That|These|However|Nobody)\b/u;

function mergedAfterAbbreviations(text: string, sentences: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const sentence of sentences) {
    const before = merged.at(-1);
    const words = before ? text.slice(before.start, before.end) : '';
    const ends = mayEnd.test(words) && beginsAnew.test(text.slice(sentence.start, sentence.end));
    if (before && goesOn.test(words) && !ends) merged[merged.length - 1] = { start: before.start, end: sentence.end };
    else merged.push(sentence);
  }
  return merged;
}

/** Drops white space at both ends of a range; the text itself is never touched. */
export function trimmed(text: string, range: TextRange): TextRange {
  const words = text.slice(range.start, range.end);
  return {
    start: range.start + (words.length - words.trimStart().length),
    end: range.end - (words.length - words.trimEnd().length),
  };
}

/** The sentences of a text in order; none runs over a line break. */
export function sentencesOf(text: string, language: string): TextRange[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap((line) =>
    mergedAfterAbbreviations(line[0], boundaries(line[0], 'sentence', language)).map(({ start, end }) => ({
      start: start + line.index,
      end: end + line.index,
    })),
  );
}

export type PickStep = 'next' | 'previous' | 'longer' | 'shorter' | 'start-later' | 'start-earlier';

/**
 * One keyboard step of picking words: to the next or previous sentence, or one end by one word. The range never
 * becomes empty and never leaves the text.
 */
export function stepped(text: string, language: string, range: TextRange, step: PickStep): TextRange {
  if (step === 'next' || step === 'previous') {
    const sentences = sentencesOf(text, language);
    const found =
      step === 'next'
        ? sentences.find(({ start }) => start > range.start)
        : sentences.findLast(({ start }) => start < range.start);
    return found ?? range;
  }
  const words = boundaries(text, 'word', language);
  const moved = {
    longer: { ...range, end: words.find(({ end }) => end > range.end)?.end ?? range.end },
    shorter: { ...range, end: words.findLast(({ end }) => end < range.end)?.end ?? range.end },
    'start-later': { ...range, start: words.find(({ start }) => start > range.start)?.start ?? range.start },
    'start-earlier': { ...range, start: words.findLast(({ start }) => start < range.start)?.start ?? range.start },
  }[step];
  return moved.start < moved.end ? moved : range;
}
