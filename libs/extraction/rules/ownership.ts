import type { OwnershipSuggestion, Party } from '../suggestion.ts';
import { LONGEST_SENTENCE, NEGATED, ORG, QUOTED, rule } from './grammar.ts';
import { organisationAt, trimmedAt, wordsAt, type Reading } from './reading.ts';
import { reporterOf } from './reporter.ts';
import type { Place } from './attribution.ts';

const TENS: Record<string, number> = {
  ten: 10,
  fifteen: 15,
  twenty: 20,
  'twenty-five': 25,
  thirty: 30,
  forty: 40,
  'forty-nine': 49,
  fifty: 50,
  'fifty-one': 51,
  sixty: 60,
  seventy: 70,
  'seventy-five': 75,
  eighty: 80,
  ninety: 90,
  five: 5,
};
const SHARE = `(?<bound>(?:(?:at least|more than|over|up to|less than|under|about|around|nearly|almost) )?)(?<number>\\d{1,3}(?:\\.\\d{1,3})?|${Object.keys(TENS).join('|')})(?:-| )?(?:per ?cent|percent|%|pc)`;
const STAKE = '(?:stake|share|shareholding|interest|holding)';
const DESCRIBED = "(?:(?:the|a|an|its|rival) )?(?:[\\p{L}][\\p{L}-]*(?:'s)? ){0,4}?";
const WHO = `(?<owner>${ORG}|\\bit\\b)`;
const RULES: readonly (readonly [string, RegExp])[] = [
  [
    'owner owns share of object',
    rule(
      `${WHO}(?:, [^,;:${QUOTED}]{2,80},)? (?<cue>(?:(?:also|still|reportedly|no longer|does not|doesn't|has) )*(?:own|owns|owned|hold|holds|held|has|have|controls?|acquired|bought|took)) (?:an? |the )?${SHARE}(?:,? (?<qualifier>[a-z-]+))?(?: ${STAKE})? (?:of|in) ${DESCRIBED}(?<object>${ORG})`,
      'g',
    ),
  ],
  [
    'owner is share owner of object',
    rule(
      `${WHO}(?:,)? (?<cue>is|was|is not|remains|became|,)?,? ?(?:an? |the )${SHARE},? ?(?<qualifier>[a-z-]+)?,? (?:owner|shareholder|holder) (?:of|in) ${DESCRIBED}(?<object>${ORG})`,
      'g',
    ),
  ],
  [
    'object is owned by owner',
    rule(
      `(?<object>${ORG}),?(?: which)? (?<cue>(?:is|was)(?: (?:also|not))?) ${SHARE}(?<qualifier>) (?:owned|held|controlled) by ${DESCRIBED}(?<owner>${ORG})`,
      'g',
    ),
  ],
  [
    'share of object owned by owner',
    rule(
      `${SHARE}(?<qualifier>) of ${DESCRIBED}(?<object>${ORG}) (?<cue>(?:is|was) (?:owned|held|controlled)) by ${DESCRIBED}(?<owner>${ORG})`,
      'g',
    ),
  ],
  [
    "owner's share in object",
    rule(
      `(?<owner>${ORG})(?<cue>'s?) ${SHARE},? ?(?<qualifier>[a-z-]+)? ${STAKE} in ${DESCRIBED}(?<object>${ORG})`,
      'g',
    ),
  ],
];

/** Shares of ownership, in percent, each with owner, object and qualifier as written. Nothing is computed over a chain. */
export function ownerships(reading: Reading): void {
  reading.paragraphs.forEach((_, paragraph) => {
    for (const sentence of reading.sentences[paragraph]!) {
      if (sentence.end - sentence.start > LONGEST_SENTENCE) continue;
      if (!/per ?cent|%|pc\b/u.test(reading.masked.slice(sentence.start, sentence.end))) continue;
      const place = { paragraph, sentence, before: null };
      const taken = new Set<number>();
      for (const [id, pattern] of RULES) ownershipsBy(reading, place, id, pattern, taken);
    }
  });
}

function ownershipsBy(reading: Reading, place: Place, ruleId: string, pattern: RegExp, taken: Set<number>): void {
  const { start, end } = place.sentence;
  const words = reading.masked.slice(start, end);
  reading.work += words.length;
  for (const match of words.matchAll(pattern)) {
    const at = match.indices!.groups!;
    const { number, bound, qualifier } = match.groups!;
    if (taken.has(at.number![0])) continue;
    const share = TENS[number!] ?? Number(number);
    if (share > 100) continue;
    const stretch = { start: start + match.index, end: start + match.index + match[0].length };
    const attribution = reporterOf(reading, place, stretch, stretch);
    const owner = ownerAt(reading, start + at.owner![0], start + at.owner![1], attribution.reporter);
    const object = organisationAt(reading, start + at.object![0]);
    if (!owner || !object || owner.organisationId === object.id) continue;
    taken.add(at.number![0]);
    const cue = at.cue ?? at.number!;
    const isQualified = qualifier && !/^(?:stake|share|shareholding|interest|holding|owner)$/.test(qualifier);
    const found: OwnershipSuggestion = {
      kind: 'ownership',
      ruleId,
      excerpt: trimmedAt(reading, stretch.start, stretch.end),
      reason: 'a percentage between owner and object',
      note: null,
      owner,
      object: objectAt(reading, start + at.object![0]),
      share,
      bound: /least|more|over/.test(bound!)
        ? 'minimum'
        : /up to|less|under|nearly|almost/.test(bound!)
          ? 'maximum'
          : 'exact',
      qualifier: isQualified ? wordsAt(reading, start + at.qualifier![0], start + at.qualifier![1]) : null,
      cue: trimmedAt(reading, start + cue[0], start + cue[1]),
      ...attribution,
      negated: NEGATED.test(words.slice(...cue)),
    };
    reading.found.push(found);
  }
}

function objectAt(reading: Reading, at: number): Party {
  const { start, end, organisation } = reading.mentionAt.get(at)!;
  return { words: wordsAt(reading, start, end), organisationId: organisation.id };
}

/** "it" is the organisation that says so itself; of anybody else's "it" nothing is known. */
function ownerAt(reading: Reading, start: number, end: number, reporter: Party | null): Party | null {
  if (reading.mentionAt.has(start)) return objectAt(reading, start);
  return reporter?.organisationId
    ? { words: wordsAt(reading, start, end), organisationId: reporter.organisationId }
    : null;
}
