import type { Party, RegisteredOrganisation, Speaker, Suggestion, Words } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import type { Mention } from '../text/names.ts';
import type { QuotedSpan } from '../text/quotation-spans.ts';

/** Somebody introduced with a name or as a spokesperson, for the two look-backs. */
export interface Introduced {
  readonly at: number;
  readonly paragraph: number;
  readonly name: string | null;
  readonly speaker: Speaker;
}

/** One text as the rules see it. Masks and shadow have the text's length. */
export interface Reading {
  readonly text: string;
  readonly shadow: string;
  /** Registered names and quoted words out of sight. */
  readonly masked: string;
  readonly paragraphs: readonly Stretch[];
  readonly sentences: readonly (readonly Stretch[])[];
  readonly spans: readonly QuotedSpan[];
  readonly mentions: readonly Mention[];
  readonly mentionAt: ReadonlyMap<number, Mention>;
  /** Ids of the registry's media: they report, and are no party. */
  readonly media: ReadonlySet<string>;
  readonly introduced: Introduced[];
  readonly found: Suggestion[];
  work: number;
}

export function wordsAt(reading: Reading, start: number, end: number): Words {
  return { start, end, exact: reading.text.slice(start, end) };
}

/** The words without the spaces and the commas around them. */
export function trimmedAt(reading: Reading, start: number, end: number): Words {
  const words = reading.shadow.slice(start, end);
  const from = start + /^[ ,]*/.exec(words)![0].length;
  return wordsAt(reading, Math.min(from, end), Math.max(from, end - /[ ,]*$/.exec(words)![0].length));
}

export function organisationAt(reading: Reading, at: number): RegisteredOrganisation | null {
  return reading.mentionAt.get(at)?.organisation ?? null;
}

export function partyAt(reading: Reading, [start, end]: readonly [number, number]): Party {
  const mention = reading.mentionAt.get(start);
  if (mention) return { words: wordsAt(reading, mention.start, mention.end), organisationId: mention.organisation.id };
  return { words: trimmedAt(reading, start, end), organisationId: null };
}

/** The registered organisations named in a stretch of one paragraph, outside quotation marks. */
export function mentionsWithin(reading: Reading, { start, end }: Stretch): Mention[] {
  const found: Mention[] = [];
  let [low, high] = [0, reading.mentions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reading.mentions[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < reading.mentions.length && reading.mentions[at]!.end <= end; at += 1) {
    const mention = reading.mentions[at]!;
    if (reading.masked[mention.start] === '\uE000') found.push(mention);
  }
  return found;
}

/**
 * The organisation that a sentence has as its subject: the one it begins with, perhaps behind a day or a link word.
 * Media are nobody's subject here: they report.
 */
export function subjectOf(reading: Reading, sentence: Stretch): Mention | null {
  const words = reading.masked.slice(sentence.start, sentence.start + 60);
  const lead =
    /^["'(]*(?:(?:But|And|Meanwhile|However|Still|Separately|Last [a-z]+|On [A-Z][a-z]+|In [A-Z]?[a-z0-9]+(?: \d{4})?),? )?/u.exec(
      words,
    )![0];
  const mention = reading.mentionAt.get(sentence.start + lead.length);
  return mention && mention.organisation.kind !== 'media' ? mention : null;
}

/** The one company of the paragraph so far that is a sentence's subject; null where another is named beside it. */
export function soleSubjectBefore(reading: Reading, paragraph: number, at: number): Mention | null {
  const { start } = reading.paragraphs[paragraph]!;
  const named = mentionsWithin(reading, { start, end: at }).filter(({ organisation }) => organisation.kind !== 'media');
  if (named.length === 0 || new Set(named.map(({ organisation }) => organisation.id)).size > 1) return null;
  const sentences = reading.sentences[paragraph]!.filter((sentence) => sentence.start < at);
  for (const sentence of sentences.toReversed()) {
    const subject = subjectOf(reading, sentence);
    if (subject && subject.start < at) return subject;
  }
  return null;
}

/** Index of the stretch that holds a place, or the last one before it. */
export function holding(stretches: readonly Stretch[], at: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stretches[middle]!.start <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
