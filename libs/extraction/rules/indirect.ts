import type { QuotationSuggestion } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import { hearerBehind, sayings, speakerBefore, speakerBehind, type Place } from './attribution.ts';
import { LONGEST_SENTENCE, ADJUNCT, NEGATED, ORG, QUOTED, rule } from './grammar.ts';
import { organisationAt, subjectOf, trimmedAt, wordsAt, type Reading } from './reading.ts';
import { readSpeaker, type SpeakerRead } from './speaker.ts';

const STATING =
  /(?:said|says|told|tells|added|adds|stated|states|noted|notes|explained|explains|insisted|insists|argued|argues|claimed|claims|confirmed|confirms|acknowledged|acknowledges|admitted|admits|maintained|maintains|announced|replied|responded|stressed|emphasised|emphasized|pledged|promised|vowed|conceded|countered|reiterated|asserted|asserts)$/u;
const THAT = rule(`^(?:${ADJUNCT}){0,3},? that (?<clause>[^${QUOTED}]{8,})$`);
const BARE = rule(`^(?:${ADJUNCT}){0,3} (?<clause>(?:it|its|they|their|the (?:company|firm|group)) [^${QUOTED}]{8,})$`);
const DENIED = rule(
  `^(?: (?:on [A-Z][a-z]+|repeatedly|strongly))? (?<clause>(?:that |the |any |all |all such |these |those |allegations|claims|having |being |selling |supplying |using |wrongdoing|involvement)[^${QUOTED};]{3,})$`,
);
const ADDING = rule(
  `, (?<cue>adding|noting|saying|insisting|stressing)(?: in (?:an?|the) [a-z]+)? that (?<clause>[^${QUOTED}]{8,})$`,
);

/** Statements in the reporter's words: never in quotation marks, never a medium's own reporting. */
export function indirectQuotations(reading: Reading): void {
  reading.paragraphs.forEach((_, paragraph) => {
    for (const sentence of reading.sentences[paragraph]!) {
      if (sentence.end - sentence.start > LONGEST_SENTENCE) continue;
      const place = { paragraph, sentence, before: null };
      reading.found.push(...(accordingTo(reading, place) ?? reported(reading, place)));
    }
  });
}

function clauseEnd(reading: Reading, { end }: Stretch): number {
  const last = reading.shadow.slice(end - 4, end);
  return end - /[.!?"')\] ]*$/.exec(last)![0].length;
}

function reported(reading: Reading, place: Place): QuotationSuggestion[] {
  const { sentence } = place;
  const end = clauseEnd(reading, sentence);
  const found: QuotationSuggestion[] = [];
  for (const verb of sayings(reading, sentence.start, end).slice(0, 4)) {
    const cue = reading.masked.slice(verb.start, verb.end);
    const isDenial = /(?:denied|denies)$/.test(cue);
    if (!isDenial && !STATING.test(cue)) continue;
    const hearer = hearerBehind(reading, verb, place.paragraph);
    const from = hearer?.words?.end ?? verb.end;
    const behind = reading.masked.slice(from, end);
    const match = THAT.exec(behind) ?? (isDenial ? DENIED.exec(behind) : BARE.exec(behind));
    const clause = match?.indices?.groups?.clause;
    if (!clause || /\b(?:not|never|n't)\b/.test(cue)) continue;
    const cut = cutOf(behind.slice(clause[0]));
    const words = { start: from + clause[0], end: cut === null ? end : from + clause[0] + cut };
    for (const read of speakersBefore(reading, sentence.start, verb.start, place)) {
      found.push(made(reading, read, words, verb, isDenial, hearer, isDenial ? 'speaker denied' : 'speaker said that'));
    }
    if (found.length > 0) break;
  }
  const added = adding(reading, place, end, found);
  return added ? [...found, added] : found;
}

/** Where the clause gives way to another cue of the same sentence. */
function cutOf(clause: string): number | null {
  const at = clause.search(/, (?:adding|noting|saying|insisting|stressing)\b|; /u);
  return at < 8 ? null : at;
}

const JOINED = rule(`^(?<one>${ORG})(?:, (?<two>${ORG}))? and (?<last>${ORG})$`);

/** Everybody before the verb: of "A and B said", both. Media report, and are no speakers here. */
function speakersBefore(reading: Reading, start: number, verb: number, place: Place): SpeakerRead[] {
  const words = reading.masked.slice(start, verb).trimEnd();
  const joined = JOINED.exec(words)?.indices?.groups;
  if (joined) {
    return [joined.one, joined.two, joined.last].flatMap((at) => {
      const read = at ? readSpeaker(reading, { start: start + at[0], end: start + at[1], ...place }, true) : null;
      return read ? [read] : [];
    });
  }
  const read = speakerBefore(reading, start, verb, place);
  return read && !isMedium(reading, read) ? [read] : [];
}

function isMedium(reading: Reading, { speaker }: SpeakerRead): boolean {
  return reading.mentions.some(
    ({ organisation }) => organisation.id === speaker.organisationId && organisation.kind === 'media',
  );
}

/** "…," Y told X, adding that …: the words behind the participle are Y's. */
function adding(
  reading: Reading,
  place: Place,
  end: number,
  found: readonly QuotationSuggestion[],
): QuotationSuggestion | null {
  const { sentence } = place;
  const words = reading.masked.slice(sentence.start, end);
  const match = ADDING.exec(words);
  const places = match?.indices?.groups;
  if (!places) return null;
  const cue = { start: sentence.start + places.cue![0], end: sentence.start + places.cue![1] };
  const clause = { start: sentence.start + places.clause![0], end };
  const first = found[0] ?? quotedIn(reading, sentence);
  const subject = subjectOf(reading, sentence);
  if (!first && !subject) return null;
  if (first?.speaker.organisationId && reading.media.has(first.speaker.organisationId)) return null;
  const speaker = first?.speaker ?? {
    words: wordsAt(reading, subject!.start, subject!.end),
    name: null,
    role: null,
    organisationId: organisationAt(reading, subject!.start)!.id,
  };
  if (!first && /\b(?:reported|according to)\b/u.test(words)) return null;
  return made(
    reading,
    { speaker, form: 'the speaker of the sentence', note: null },
    clause,
    cue,
    false,
    null,
    'speaker, adding that',
  );
}

function quotedIn(reading: Reading, { start, end }: Stretch): QuotationSuggestion | undefined {
  for (let at = reading.found.length - 1; at >= 0; at -= 1) {
    const one = reading.found[at]!;
    if (one.kind === 'quotation' && one.excerpt.start > start && one.excerpt.end < end) return one;
  }
  return undefined;
}

const ACCORDING = /^(?:[Aa]ccording to) /u;

function accordingTo(reading: Reading, place: Place): QuotationSuggestion[] | null {
  const { sentence } = place;
  const end = clauseEnd(reading, sentence);
  const words = reading.masked.slice(sentence.start, end);
  const first = ACCORDING.exec(words);
  const comma = words.indexOf(', ');
  if (first && comma > 0 && !words.slice(comma).includes(QUOTED)) {
    const read = readSpeaker(
      reading,
      { start: sentence.start + first[0].length, end: sentence.start + comma, ...place },
      true,
    );
    if (!read || isMedium(reading, read) || read.speaker.organisationId === null) return null;
    const cue = { start: sentence.start, end: sentence.start + first[0].length - 1 };
    return [made(reading, read, { start: sentence.start + comma + 2, end }, cue, false, null, 'according to speaker')];
  }
  const last = /, according to /u.exec(words);
  if (!last || words.includes(QUOTED)) return null;
  const at = sentence.start + last.index;
  const read = speakerBehind(reading, at + last[0].length, end, place);
  if (!read || isMedium(reading, read) || read.speaker.organisationId === null) return null;
  return [
    made(
      reading,
      read,
      { start: sentence.start, end: at },
      { start: at + 2, end: at + last[0].length - 1 },
      false,
      null,
      'according to speaker',
    ),
  ];
}

function made(
  reading: Reading,
  read: SpeakerRead,
  clause: Stretch,
  cue: Stretch,
  isDenial: boolean,
  toldTo: QuotationSuggestion['toldTo'],
  ruleId: string,
): QuotationSuggestion {
  const excerpt = trimmedAt(reading, clause.start, clause.end);
  return {
    kind: 'quotation',
    ruleId,
    excerpt,
    reason: `speaker read as: ${read.form}`,
    note: read.note,
    quotationType: 'indirect',
    speaker: read.speaker,
    via: null,
    toldTo,
    cue: wordsAt(reading, cue.start, cue.end),
    negated: isDenial || NEGATED.test(reading.shadow.slice(excerpt.start, Math.min(excerpt.end, excerpt.start + 60))),
  };
}
