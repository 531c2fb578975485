import type { Speaker } from '../suggestion.ts';
import { FIRM, NEGATED, ORG, PERSON, QUOTED, ROLE, rule, SPOKES_ROLE, VERBAL } from './grammar.ts';
import { organisationAt, soleSubjectBefore, subjectOf, trimmedAt, type Reading } from './reading.ts';
import type { Stretch } from '../text/layout.ts';

export interface SpeakerRead {
  readonly speaker: Speaker;
  /** What the phrase told: the last part of the rule's id. */
  readonly form: string;
  readonly note: string | null;
}

interface Phrase extends Stretch {
  readonly paragraph: number;
  readonly sentence: Stretch;
  /** The speaker before it in the same paragraph, for "he" and "she". */
  readonly before: Speaker | null;
}

const A = '(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Aa]nother|[Ss]enior|[Ff]ormer|[Mm]r|[Ii]ts|[Tt]heir) )?';
const OF = '(?:of|for|at|with|from|to)';
const DESCRIBED = "(?:(?:the|a|an|rival|parent|its) )?(?:[\\p{L}-]+(?:'s)? ){0,4}?";
const FORMS: readonly (readonly [string, RegExp])[] = [
  [
    'organisation',
    rule(`^(?:[Tt]he )?(?:[\\p{Ll}][\\p{L}-]* ){0,4}(?<org>${ORG})(?:, (?:which|whose|the|a|an|based) .{1,100})?$`),
  ],
  [
    'role of organisation',
    rule(`^${A}(?:former |senior )?(?<org>${ORG})(?:'s?)? (?<role>${ROLE})(?:,? (?<person>${PERSON}))?(?:, .{1,80})?$`),
  ],
  [
    'role of organisation',
    rule(`^${A}(?<role>${ROLE}) (?:${OF}) ${DESCRIBED}(?<org>${ORG})(?:, .{0,40}?)??(?:,? (?<person>${PERSON}))?$`),
  ],
  [
    'person of organisation',
    rule(
      `^(?<person>${PERSON})(?: \\(\\d+\\))?,? ${A}(?<role>${ROLE})(?: and [^,]{1,50}?)?(?:,? ${OF}) ${DESCRIBED}(?<org>${ORG})(?:'s [\\p{L} ]{1,40})?$`,
    ),
  ],
  ['person of organisation', rule(`^(?<person>${PERSON}), ${A}(?<org>${ORG})(?:'s?)? (?<role>${ROLE})$`)],
  ['person of organisation', rule(`^(?<person>${PERSON}),? ${OF} (?:the )?(?<org>${ORG})$`)],
  ['the firm', rule(`^${A}(?<role>${ROLE}) ${OF} (?:the|that) (?<firm>${FIRM})(?:,? (?<person>${PERSON}))?$`)],
  ['pronoun subject', rule(`^(?<firm>[Ii]t|[Tt]he (?:[\\p{Ll}-]+ ){0,2}?${FIRM})$`)],
  [
    'pronoun subject',
    rule(`^(?:[Tt]he ${FIRM}'s|[Ii]ts|[Aa](?: company)?) (?<role>${ROLE})(?:,? (?<person>${PERSON}))?(?<firm>)$`),
  ],
  ['the spokesperson', rule(`^(?:[Tt]he|[Tt]hat|[Tt]he same) (?<spokes>${SPOKES_ROLE})$`)],
  ['the spokesperson', rule(`^(?<spokes>(?:[Cc]ompany )?${SPOKES_ROLE}) (?<person>${PERSON})$`)],
  ['pronoun', /^(?:[Hh]e|[Ss]he|[Tt]hey)$/u],
  ['person', rule(`^(?<person>${PERSON})$`)],
  ['person', rule(`^(?<person>${PERSON}), ${A}(?<role>[^${QUOTED}]{2,80})$`)],
];

const SPOKESPERSON = rule(SPOKES_ROLE);
const NEEDS_ORG = new Set(['organisation', 'role of organisation', 'person of organisation']);
const LEAD =
  /^(?:(?:and|but|while|as|when|after|though|although|Meanwhile|However|Still|But|And|While|As|Separately|Earlier|Later|Asked about [^,]{1,60}|In (?:an?|its|response) [^,]{1,80}|On [A-Z][a-z]+|At [^,]{1,60}|Last [a-z]+|In [A-Z]?[a-z0-9]+(?: \d{4})?|For (?:its|his|her) part|Speaking [^,]{1,60}),? )+/u;
const PAPER_LEAD =
  /^(?:an?|the) (?:[\p{L}-]+ )?(?:statement|letter|report|filing|e-?mail|post|message) (?:from|by|of) /u;

/** Whether a phrase may name somebody without being one of the known forms: few words, no verb, no quotation. */
function isLoose(words: string): boolean {
  return (
    words.length <= 90 &&
    words.split(' ').length <= 12 &&
    !VERBAL.test(words) &&
    !NEGATED.test(words) &&
    !words.includes(QUOTED) &&
    /\p{L}/u.test(words)
  );
}

/**
 * Reads the phrase that stands where a speaker stands. Null where it is no phrase for a speaker; an organisation is given
 * only where the phrase itself, the subject of its sentence or one of the two look-backs names it.
 */
export function readSpeaker(reading: Reading, phrase: Phrase, isStrict: boolean): SpeakerRead | null {
  const words = reading.masked.slice(phrase.start, phrase.end);
  if (words.length > 240) return null;
  const gap = /^[ ,—–-]*/u.exec(words)![0].length;
  const lead = gap + (LEAD.exec(words.slice(gap))?.[0].length ?? 0);
  const start = phrase.start + lead + (PAPER_LEAD.exec(words.slice(lead))?.[0].length ?? 0);
  const end = phrase.end - /[ ,]*$/.exec(words)![0].length;
  if (start >= end) return null;
  const given = reading.masked.slice(start, end);
  reading.work += given.length;
  const hasOrganisation = given.includes('\uE000');
  for (const [form, pattern] of FORMS) {
    if (NEEDS_ORG.has(form) !== hasOrganisation) continue;
    const match = pattern.exec(given);
    if (match) {
      const read = fromForm(reading, { ...phrase, start, end }, form, match);
      if (read) return read;
    }
  }
  if (
    isStrict ||
    !isLoose(given) ||
    /^(?:what|who|which|that|there|this|these|those|if|because|how|why|where)\b/iu.test(given)
  )
    return null;
  return { speaker: speakerOf(reading, { start, end }, null, null, null), form: 'no organisation', note: null };
}

function speakerOf(
  reading: Reading,
  { start, end }: Stretch,
  name: string | null,
  role: string | null,
  id: string | null,
): Speaker {
  const words = trimmedAt(reading, start, end);
  return { words, name: name ?? (role === null && id === null ? words.exact : null), role, organisationId: id };
}

function fromForm(reading: Reading, phrase: Phrase, form: string, match: RegExpExecArray): SpeakerRead | null {
  const places = match.indices?.groups ?? {};
  const said = (key: string) => {
    const place = places[key];
    return place ? reading.text.slice(phrase.start + place[0], phrase.start + place[1]).replace(/[, ]+$/u, '') : null;
  };
  const [name, role] = [said('person'), said('role') ?? said('spokes')];
  if (form === 'pronoun')
    return phrase.before?.name && phrase.before.role !== 'organisation'
      ? { speaker: phrase.before, form, note: 'the person who spoke before in this paragraph' }
      : null;
  if (form === 'the spokesperson') return fromSpokesperson(reading, phrase, name, role);
  if (form === 'person' && role === null) return fromSurname(reading, phrase, name!);
  if (form === 'the firm') {
    const subject = subjectOf(reading, phrase.sentence) ?? soleSubjectBefore(reading, phrase.paragraph, phrase.start);
    return {
      speaker: speakerOf(reading, phrase, name, role, subject?.organisation.id ?? null),
      form,
      note: subject ? 'the subject of the sentence' : null,
    };
  }
  if (form === 'pronoun subject') {
    const subject = soleSubjectBefore(reading, phrase.paragraph, phrase.start);
    const note = subject ? 'the only organisation of the paragraph before it' : null;
    return { speaker: speakerOf(reading, phrase, name, role, subject?.organisation.id ?? null), form, note };
  }
  // A former employee or director speaks for nobody but themselves.
  const isFormer = /\b(?:[Ff]ormer|[Ee]x)[ -]/u.test(match[0]);
  const organisation = places.org ? organisationAt(reading, phrase.start + places.org[0]) : null;
  if (places.org && !organisation) return null;
  const orgName = form === 'organisation' && organisation ? said('org') : null;
  const speaker = speakerOf(reading, phrase, name ?? orgName, role, isFormer ? null : (organisation?.id ?? null));
  introduce(reading, phrase, speaker, form === 'organisation' ? null : name);
  return { speaker, form, note: null };
}

function introduce(reading: Reading, { start, paragraph }: Phrase, speaker: Speaker, name: string | null): void {
  const isSpokesperson = speaker.role !== null && SPOKESPERSON.test(speaker.role);
  if (name === null && !isSpokesperson) return;
  let at = reading.introduced.length;
  while (at > 0 && reading.introduced[at - 1]!.at > start) at -= 1;
  if (reading.introduced[at - 1]?.at === start) reading.introduced[at - 1] = { at: start, paragraph, name, speaker };
  else reading.introduced.splice(at, 0, { at: start, paragraph, name, speaker });
}

/** "the spokesperson": the last one introduced, not more than three paragraphs before. */
function fromSpokesperson(
  reading: Reading,
  phrase: Phrase,
  name: string | null,
  role: string | null,
): SpeakerRead | null {
  const earlier = reading.introduced.findLast(
    (one) => one.speaker.role !== null && SPOKESPERSON.test(one.speaker.role) && one.at < phrase.start,
  );
  const isNear = earlier && phrase.paragraph - earlier.paragraph <= 3;
  const isOther = name !== null && earlier?.name && surnameOf(earlier.name) !== surnameOf(name);
  const id = isNear && !isOther ? earlier.speaker.organisationId : null;
  const speaker = speakerOf(reading, phrase, name ?? (isNear ? earlier.name : null), role, id);
  introduce(reading, phrase, speaker, name);
  const note = id ? `the last spokesperson introduced, at ${earlier!.at}` : null;
  return { speaker, form: 'the spokesperson', note };
}

const surnameOf = (name: string) => name.replace(/'s$/u, '').split(/\s/u).at(-1)!;

/** A name alone: the last person introduced with that surname; two people who share it are told apart by the given name. */
function fromSurname(reading: Reading, phrase: Phrase, name: string): SpeakerRead {
  const bare = name.replace(/^(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Dame|Lord|Lady)\.?\s/u, '');
  const same = reading.introduced.filter(
    (one) =>
      one.name !== null &&
      surnameOf(one.name) === surnameOf(bare) &&
      one.at < phrase.start &&
      (!/\s/u.test(bare) || one.name.endsWith(bare)),
  );
  const ids = new Set(same.map((one) => one.speaker.organisationId));
  const earlier = same.at(-1);
  if (!earlier || ids.size > 1) {
    return { speaker: speakerOf(reading, phrase, name, null, null), form: 'no organisation', note: null };
  }
  const { role, organisationId } = earlier.speaker;
  const speaker = { words: trimmedAt(reading, phrase.start, phrase.end), name: earlier.name, role, organisationId };
  return { speaker, form: 'surname', note: `the last person introduced with that surname, at ${earlier.at}` };
}
