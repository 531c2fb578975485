import type { Party, Speaker, Words } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import { ADJUNCT, ORG, PAPER, QUOTED, rule, SAID } from './grammar.ts';
import { mentionsWithin, partyAt, trimmedAt, wordsAt, type Reading } from './reading.ts';
import { readSpeaker, type SpeakerRead } from './speaker.ts';

/** Where in the text a phrase is looked for. */
export interface Place {
  readonly paragraph: number;
  readonly sentence: Stretch;
  readonly before: Speaker | null;
}

export interface Attribution extends SpeakerRead {
  readonly cue: Words;
  readonly toldTo: Party | null;
  readonly via: Speaker | null;
  /** The order of quotation, speaker and verb: the first part of the rule's id. */
  readonly order: string;
}

/** The reporting verbs between two places, outside quotation marks. */
export function sayings(reading: Reading, start: number, end: number): Stretch[] {
  reading.work += end - start;
  return [...reading.masked.slice(start, end).matchAll(SAID)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

const HEARER = rule(
  `^ (?<hearer>${ORG}|[Tt]he ${PAPER}|[^,.;:"${QUOTED}]{2,60}?)(?= (?:in|on|at|that|by|during|it|they|via|last|this|of its|of his|of her)\\b| ?[,.:;"]| [MTWFS][a-z]+day|$)`,
);

const THE_PAPER = rule(`^[Tt]he ${PAPER}$`);

/** To whom something was told: only behind "told" and the like. */
export function hearerBehind(reading: Reading, verb: Stretch, paragraph: number): Party | null {
  if (!/(?:told|tells)$/.test(reading.masked.slice(verb.start, verb.end))) return null;
  const match = HEARER.exec(reading.masked.slice(verb.end, verb.end + 120));
  const place = match?.indices?.groups?.hearer;
  if (!place) return null;
  return named(reading, [verb.end + place[0], verb.end + place[1]], paragraph);
}

/** A party as named; "the newspaper" is the only medium that the paragraph names, if it names just one. */
export function named(reading: Reading, place: readonly [number, number], paragraph: number): Party {
  const lead = /^[Tt]he (?=\uE000)/u.exec(reading.masked.slice(...place))?.[0].length ?? 0;
  const party = partyAt(reading, [place[0] + lead, place[1]]);
  if (party.organisationId !== null || !THE_PAPER.test(party.words?.exact ?? '')) return party;
  const media = mentionsWithin(reading, reading.paragraphs[paragraph]!).filter(
    ({ organisation }) => organisation.kind === 'media',
  );
  const ids = new Set(media.map(({ organisation }) => organisation.id));
  return ids.size === 1 ? { ...party, organisationId: [...ids][0]! } : party;
}

/** Tries a phrase that ends at a verb: whole, then behind the last "and", "but" or "while"; known forms first. */
export function speakerBefore(reading: Reading, start: number, verb: number, place: Place): SpeakerRead | null {
  const words = reading.masked.slice(start, verb);
  const starts = [
    0,
    ...[...words.matchAll(/(?:,? (?:and|but|while|as|after|although|though|because)|;|[—–]|,) /gu)]
      .slice(-4)
      .map((match) => match.index + match[0].length),
  ];
  const found: SpeakerRead[] = [];
  for (const from of starts) {
    const read = readSpeaker(reading, { start: start + from, end: verb, ...place }, true);
    if (read) found.push(read);
  }
  if (found.length > 0)
    return found.find(({ speaker }) => speaker.organisationId !== null && speaker.role !== null) ?? found[0]!;
  for (const from of starts) {
    const read = readSpeaker(reading, { start: start + from, end: verb, ...place }, false);
    if (read) return read;
  }
  return null;
}

const CUT = new RegExp(
  `, |[.;:"${QUOTED}]| (?:in (?:an?|its|response|reply)|on|when|as|after|during|before|while|last|via|by|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|who|which|that|referring|about|yesterday|today) `,
  'gu',
);

/** Tries the phrases that begin behind a verb, the longest first; one that gives an organisation wins. */
export function speakerBehind(reading: Reading, start: number, end: number, place: Place): SpeakerRead | null {
  const words = reading.masked.slice(start, Math.min(end, start + 240));
  const stop = words.search(new RegExp(`["${QUOTED};:]|\\.$`, 'u'));
  const whole = stop < 0 ? words.length : stop;
  const cuts = [...words.slice(0, whole).matchAll(CUT)].map((match) => match.index).filter((at) => at > 1);
  const ends = [...new Set([whole, ...cuts.slice(0, 6).toReversed()])];
  const found: SpeakerRead[] = [];
  for (const to of ends) {
    const read = readSpeaker(reading, { start, end: start + to, ...place }, true);
    if (read) found.push(read);
  }
  if (found.length > 0) return found.find(({ speaker }) => speaker.organisationId !== null) ?? found.at(-1)!;
  const last = ends.at(-1)!;
  return readSpeaker(reading, { start, end: start + last, ...place }, false);
}

/** `"…," said Y of Z`, `"…," Y said`, `"…," according to Y`: the words right behind a quotation. */
export function behindQuotation(reading: Reading, from: number, end: number, place: Place): Attribution | null {
  const words = reading.masked.slice(from, end);
  const gap = /^[ ,—–-]*/u.exec(words)![0].length;
  const according = /^according to /u.exec(words.slice(gap));
  if (according) {
    const at = from + gap + according[0].length;
    const read = speakerBehind(reading, at, end, place);
    return (
      read && {
        ...read,
        cue: wordsAt(reading, from + gap, at - 1),
        toldTo: null,
        via: null,
        order: 'quote - according to',
      }
    );
  }
  if (/^(?:and|but|while|or|which|who|with|for|of|in|to|as)\b/u.test(words.slice(gap))) return null;
  const stop = words.search(new RegExp(`["${QUOTED}]`, 'u'));
  const limit = stop < 0 ? end : from + stop;
  const verbs = sayings(reading, from, Math.min(limit, from + 300));
  const [first] = verbs;
  if (first && first.start === from + gap) {
    const read = speakerBehind(reading, first.end + 1, limit, place);
    return read && attributed(reading, read, first, place, 'quote - verb - speaker');
  }
  for (const verb of verbs.slice(0, 3)) {
    const read = readSpeaker(reading, { start: from, end: verb.start, ...place }, true);
    if (read) return attributed(reading, read, verb, place, 'quote - speaker - verb');
  }
  const read = first ? readSpeaker(reading, { start: from, end: first.start, ...place }, false) : null;
  return read && first ? attributed(reading, read, first, place, 'quote - speaker - verb') : null;
}

export function attributed(
  reading: Reading,
  read: SpeakerRead,
  verb: Stretch,
  place: Place,
  order: string,
): Attribution {
  return {
    ...read,
    cue: trimmedAt(reading, verb.start, verb.end),
    toldTo: hearerBehind(reading, verb, place.paragraph),
    via: null,
    order,
  };
}

const NESTED = rule(
  `(?<org>${ORG}), which (?<verb>(?:has |had |have )?(?:also )?(?:confirmed|said|says|stated|acknowledged|admitted|denied|told [^,.]{2,40}))(?: that)?[^,;${QUOTED}]{0,80}$`,
);
const PARTICIPLE =
  /(?:^|[ ,])(?<verb>saying|adding|calling|describing|noting|insisting|arguing|claiming|stating|warning|stressing)(?: [^;]{0,160})?$/u;
const LINK = rule(`^(?:${ADJUNCT}){0,3}(?: that|,|:)? *$`);

/** Who speaks the quotation that a sentence leads up to: `Y said: "…"`, `Y told X that … "…"`, `Z, which has confirmed that "…"`. */
export function beforeQuotation(
  reading: Reading,
  start: number,
  open: number,
  place: Place,
): (Attribution & { isClose: boolean }) | null {
  const words = reading.masked.slice(start, open);
  if (words.length > 500 || words.trim() === '') return null;
  reading.work += words.length;
  const verbs = sayings(reading, start, open);
  const nested = NESTED.exec(words);
  if (nested?.indices?.groups) {
    const [from, to] = nested.indices.groups.org!;
    const read = readSpeaker(reading, { start: start + from, end: start + to, ...place }, true);
    const [cueFrom, cueTo] = nested.indices.groups.verb!;
    const outer = verbs.find((verb) => verb.end < start + from);
    const via = outer ? speakerBefore(reading, start, outer.start, place) : null;
    if (read) {
      return {
        ...read,
        cue: wordsAt(reading, start + cueFrom, start + cueTo),
        toldTo: null,
        via: via?.speaker ?? null,
        order: 'organisation, which has confirmed that quote',
        isClose: true,
      };
    }
  }
  const according = /^According to /u.exec(words);
  if (according && verbs.length === 0) {
    const comma = words.indexOf(', ');
    const read =
      comma > 0
        ? readSpeaker(reading, { start: start + according[0].length, end: start + comma, ...place }, false)
        : null;
    if (read)
      return {
        ...read,
        cue: wordsAt(reading, start, start + 12),
        toldTo: null,
        via: null,
        order: 'according to speaker, quote',
        isClose: false,
      };
  }
  const verb = verbs.at(-1);
  if (!verb) return null;
  const participle = PARTICIPLE.exec(reading.masked.slice(verb.end, open));
  const read = speakerBefore(reading, start, verb.start, place) ?? inverted(reading, start, verb, place);
  if (!read) return null;
  const hearer = hearerBehind(reading, verb, place.paragraph);
  const behind = reading.masked.slice(hearer?.words ? hearer.words.end : verb.end, open);
  const isClose = LINK.test(behind);
  const order = hearer ? 'speaker told hearer that quote' : 'speaker - verb - quote';
  const made = attributed(reading, read, verb, place, order);
  if (!participle?.groups) return { ...made, isClose };
  const at = verb.end + participle[0].indexOf(participle.groups.verb!) + participle.index;
  return {
    ...made,
    cue: wordsAt(reading, at, at + participle.groups.verb!.length),
    order: 'speaker - participle - quote',
    isClose: true,
  };
}

/** `said Y: "…"` after an earlier part: the verb stands before its speaker only at the head of the sentence. */
function inverted(reading: Reading, start: number, verb: Stretch, place: Place): SpeakerRead | null {
  if (reading.masked.slice(start, verb.start).trim() !== '') return null;
  return readSpeaker(reading, { start: verb.end, end: verb.end + 100, ...place }, true);
}
