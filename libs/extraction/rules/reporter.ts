import type { Party, Words } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import { named, sayings, speakerBefore, speakerBehind, type Place } from './attribution.ts';
import { trimmedAt, wordsAt, type Reading } from './reading.ts';

export interface Reporter {
  readonly reporter: Party | null;
  readonly reportingCue: Words | null;
}

/**
 * Who reports what a stretch of a sentence says: the speaker of a reporting verb before it or behind it, or of
 * "according to". Null where the sentence names nobody: then the words are the document's own, or "reportedly" in
 * the verb itself says that somebody else's they are.
 */
export function reporterOf(reading: Reading, place: Place, { start, end }: Stretch, verb: Stretch): Reporter {
  const { sentence } = place;
  const words = reading.masked.slice(sentence.start, sentence.end);
  const verbs = sayings(reading, sentence.start, sentence.end);
  const isBefore = (verb: Stretch) =>
    verb.end <= start && / that\b|: *$|, $/u.test(reading.masked.slice(verb.end, start + 1));
  const before = verbs.findLast(isBefore);
  if (before) {
    const party = partyBefore(reading, sentence.start, before, place);
    if (party) return { reporter: party, reportingCue: wordsAt(reading, before.start, before.end) };
  }
  const noting = /, (?:noting|adding|saying) that /u.exec(reading.masked.slice(sentence.start, start + 1));
  const behind =
    verbs.find((verb) => verb.start >= end) ?? (noting ? verbs.find((verb) => verb.end < start) : undefined);
  if (behind) {
    const comma = reading.masked.lastIndexOf(', ', behind.start - 1);
    if (comma >= sentence.start) {
      const party = partyBefore(reading, comma + 2, behind, place);
      if (party) return { reporter: party, reportingCue: wordsAt(reading, behind.start, behind.end) };
    }
  }
  const according = /\b[Aa]ccording to /u.exec(words);
  if (according) {
    const at = sentence.start + according.index + according[0].length;
    const read = speakerBehind(reading, at, sentence.end, place);
    const reporter = read?.speaker.words
      ? named(reading, [read.speaker.words.start, read.speaker.words.end], place.paragraph)
      : null;
    const given =
      reporter && read ? { ...reporter, organisationId: reporter.organisationId ?? read.speaker.organisationId } : null;
    if (given) return { reporter: given, reportingCue: wordsAt(reading, at - 13, at - 1) };
  }
  const reportedly = /\b(?:reportedly|allegedly)\b/u.exec(reading.masked.slice(verb.start, verb.end));
  const at = reportedly ? verb.start + reportedly.index : 0;
  return { reporter: null, reportingCue: reportedly ? wordsAt(reading, at, at + reportedly[0].length) : null };
}

function partyBefore(reading: Reading, start: number, verb: Stretch, place: Place): Party | null {
  const read = speakerBefore(reading, start, verb.start, place);
  if (!read?.speaker.words) return null;
  const { organisationId, words } = read.speaker;
  if (organisationId !== null) return { words, organisationId };
  const lead = /^.*(?=\b[Tt]he [a-z]+$)/u.exec(trimmedAt(reading, words.start, words.end).exact)?.[0].length ?? 0;
  return named(reading, [words.start + lead, words.end], place.paragraph);
}
