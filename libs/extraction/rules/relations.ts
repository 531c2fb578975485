import type { ActSuggestion, Party, RelationSuggestion, RelationType } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import { LONGEST_SENTENCE, NEGATED, ORG, QUOTED, rule } from './grammar.ts';
import { partyAt, subjectOf, trimmedAt, wordsAt, type Reading } from './reading.ts';
import { reporterOf } from './reporter.ts';
import type { Place } from './attribution.ts';

const AUX =
  "(?:(?:has|have|had|also|reportedly|allegedly|previously|directly|indirectly|recently|still|continues to|continued to|did not|didn't|does not|doesn't|do not|has not|have not|hasn't|haven't|never|no longer|was|were|been|began to|started) ){0,3}";
const BODY = `(?:U\\.[SKN]\\.|[^.;:${QUOTED}])`;
const DESCRIBED = "(?:(?:the|a|an|its) )?(?:[\\p{L}][\\p{L}-]*(?:'s)? ){0,4}?";
/** Authorities that no registry need know: they are given as words, never as an organisation. */
const AUTHORITY =
  "(?:(?:[\\p{L}][\\p{L}.'-]* ){0,4}?(?:police|authorities|law enforcement|ministry|Ministry|army|military|armed forces|security (?:forces|services|agencies|agency)|government|governments|prison|prisons|border (?:guard|agency|force)|intelligence (?:service|agency|services))(?: (?:departments?|agencies|agency|forces?|units?|service|of (?:the )?\\p{Lu}[\\p{L}]*(?: \\p{Lu}[\\p{L}]*){0,2}|in (?:the )?(?:\\p{Lu}[\\p{L}]*|[a-z]+ of [a-z]+)(?: \\p{Lu}[\\p{L}]*){0,2})){0,2})";
const TARGET = `(?:${DESCRIBED}(?<object>${ORG})|(?<authority>${AUTHORITY}))`;
const PLACE_OR_BODY = `(?:${ORG}|[\\p{Lu}][\\p{L}'-]+(?: [\\p{Lu}][\\p{L}'-]+){0,4})`;
const SUBJECTS = `(?<subjects>${ORG}(?:(?:, | and |, and )${ORG}){0,3})(?:, [^,;:${QUOTED}]{2,80},)?`;
const PRODUCT = `(?<product>(?!(?:to|with|from|in|that|for|by) )${BODY}{2,140}?)`;

interface Rule {
  readonly id: string;
  readonly type: RelationType;
  readonly pattern: RegExp;
}

const RULES: readonly Rule[] = [
  {
    id: 'seller sold product to buyer',
    type: 'supply',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:sold|sells|sell|selling|supplied|supplies|supply|supplying|shipped|ships|ship|delivered|delivers|exported|exports|provided|provides|provide|leased|leases|licensed|licenses|gave|gives)) ${PRODUCT} to ${TARGET}`,
      'g',
    ),
  },
  {
    id: 'seller supplied buyer with product',
    type: 'supply',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:supplied|supplies|supply|provided|provides|provide|equipped|equips|equip|furnished)) ${TARGET}(?:, [^;:${QUOTED}]{2,120}?,)? with (?<product>${BODY}{2,140}?)(?=[.,;]|$| (?:that|which|it|used|between|since|in \\d|from \\d)\\b)`,
      'g',
    ),
  },
  {
    id: 'buyer bought product from seller',
    type: 'supply',
    pattern: rule(
      `(?<object>${ORG})(?:, [^,;:${QUOTED}]{2,80},)? (?<cue>${AUX}(?:bought|buys|buy|purchased|purchases|sourced|sources|obtained|acquired|procured|ordered)) ${PRODUCT} from ${DESCRIBED}(?<subjects>${ORG}(?: and ${ORG})?)`,
      'g',
    ),
  },
  {
    id: 'product sold to buyer by seller',
    type: 'supply',
    pattern: rule(
      `(?<product>(?:[\\p{L}-]+ ){1,6}?)(?:made by [\\p{L} ]{2,30} )?(?<cue>(?:was|were|is|are|has been|have been|had been)(?: (?:also|reportedly|not|never|allegedly))* (?:sold|supplied|shipped|delivered|provided)) to ${TARGET}(?: [^,.;${QUOTED}]{0,40}?)? by ${DESCRIBED}(?<subjects>${ORG}(?: and ${ORG})?)`,
      'g',
    ),
  },
  {
    id: 'seller resold product to buyer',
    type: 'resale',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:resold|resells|resell|re-exported|distributed|distributes)) ${PRODUCT} to ${TARGET}`,
      'g',
    ),
  },
  {
    id: 'product resold by seller to buyer',
    type: 'resale',
    pattern: rule(
      `(?<subjects>${ORG}(?:'s)?) (?:[\\p{L}-]+ ){1,5}?(?<cue>(?:was|were|is|are|has been|have been)(?: (?:also|reportedly|not|never))* (?:resold|re-exported)) (?:through [^,.;]{2,60} )?to ${TARGET}`,
      'g',
    ),
  },
  {
    id: 'investor invested in company',
    type: 'investment',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:invested|invests|invest))(?: (?<product>[^.;:,${QUOTED}]{2,60}?))? in ${DESCRIBED}(?<object>${ORG})`,
      'g',
    ),
  },
  {
    id: 'investor backed company',
    type: 'investment',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:led|joined|took part in)) (?<product>(?:an? |the )?${BODY}{0,60}?(?:funding|investment|financing|seed) round) (?:in|of|for) ${DESCRIBED}(?<object>${ORG})`,
      'g',
    ),
  },
  {
    id: 'company served authority',
    type: 'supply',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:served|serves|serve|equipped|equips)) (?<authority>${AUTHORITY}(?: and (?:the |[\\p{Lu}][\\p{L}]*'s )?${AUTHORITY})?)`,
      'g',
    ),
  },
  {
    id: 'company makes product used by authority',
    type: 'supply',
    pattern: rule(
      `(?<subjects>${ORG}), which (?<cue>(?:also )?(?:reportedly )?(?:produces|makes|develops|sells|manufactures|builds)) (?<product>[^.;:,${QUOTED}]{2,80}?) used by (?<authority>${AUTHORITY})`,
      'g',
    ),
  },
  {
    id: 'organisation placed on list',
    type: 'listing',
    pattern: rule(
      `${SUBJECTS} (?<cue>${AUX}(?:has been|have been|had been|was|were)(?: (?:also|not|never|later|recently))* (?:placed|put|added|included|listed|entered)) (?:on|to|in) (?<product>(?:the |a |an |its )?${BODY}{0,80}?(?:blacklist|[Ee]ntity [Ll]ist|sanctions list|watch ?list|[Ll]ist|[Rr]egister)(?![\\p{L}]))`,
      'g',
    ),
  },
  {
    id: 'authority placed organisation on list',
    type: 'listing',
    pattern: rule(
      `(?<cue>(?:placed|put|added|listed|blacklisted)) ${DESCRIBED}(?<subjects>${ORG}(?: and ${ORG})?) (?:on|to) (?<product>(?:the |a |an |its )?${BODY}{0,80}?(?:blacklist|[Ee]ntity [Ll]ist|sanctions list|watch ?list|[Ll]ist)(?![\\p{L}]))`,
      'g',
    ),
  },
];

/** A word without which no rule of the kind fits: tried first, since it is quick. */
const NEEDED: Record<RelationType, RegExp> = {
  supply:
    /sold|sell|suppl|ship|deliver|export|provid|leas|licens|gave|gives|equip|furnish|bought|buy|purchas|sourc|obtain|acquir|procur|order|serve|produc|make|develop|manufact|build/u,
  resale: /resold|resell|re-export|distribut/u,
  investment: /invest|fund|financ|seed/u,
  listing: /[Ll]ist|[Rr]egister/u,
};

const FUNDS = /\b(?:seed (?:money|funding|capital)|venture capital|funding|capital|investment)\b/u;
const ACTS = rule(
  `(?<subject>${ORG}|\\b[Ii]t\\b),? (?:which )?(?<cue>${AUX}(?:done work|does work|worked|works|operates|operated|run|runs|ran|built|builds|installed|installs|deployed|deploys|dumped|discharged|evicted|detained|forced)) (?<what>${BODY}{3,140})`,
  'g',
);
const HYPOTHETICAL =
  /\b(?:if|whether|could|may|might|would|should|plans? to|planned to|wants? to|hopes? to|agreed to|intends? to|considering)\b[^,]{0,40}$/u;

/** Relations between registered organisations, or from one to an authority, with who reports them; in quotations none. */
export function relations(reading: Reading): void {
  let last: RelationSuggestion | undefined;
  reading.paragraphs.forEach((_, paragraph) => {
    for (const sentence of reading.sentences[paragraph]!) {
      if (sentence.end - sentence.start > LONGEST_SENTENCE) continue;
      const place = { paragraph, sentence, before: null };
      const already = reading.found.length;
      const words = reading.masked.slice(sentence.start, sentence.end);
      if (words.includes('\uE000')) {
        const taken: Stretch[] = [];
        for (const each of RULES) relationsBy(reading, place, each, taken);
        actsOf(reading, place, taken);
      }
      customerOf(reading, place, last);
      last = reading.found.slice(already).findLast((one): one is RelationSuggestion => one.kind === 'relation') ?? last;
    }
  });
}

function relationsBy(reading: Reading, place: Place, { id, type, pattern }: Rule, taken: Stretch[]): void {
  const { start, end } = place.sentence;
  const words = reading.masked.slice(start, end);
  reading.work += words.length;
  if (!NEEDED[type].test(words) || (pattern.source.startsWith('(?<product>') && !/ by /u.test(words))) return;
  for (const match of words.matchAll(pattern)) {
    const at = match.indices!.groups!;
    const stretch = { start: start + match.index, end: start + match.index + match[0].length };
    if (taken.some((other) => other.start < stretch.end && stretch.start < other.end)) continue;
    if (!words.startsWith(', which', at.subjects![1]) && !isFree(words, at.subjects![0])) continue;
    const moved = (place: [number, number]): [number, number] => [start + place[0], start + place[1]];
    const cue = trimmedAt(reading, ...moved(at.cue!));
    if (HYPOTHETICAL.test(words.slice(0, at.cue![0])) && !/continues? to/.test(cue.exact)) continue;
    const target = at.object ?? at.authority ?? at.product;
    const object = type === 'listing' ? partyOfWords(reading, moved(at.product!)) : partyAt(reading, moved(target!));
    const product = at.product && type !== 'listing' ? trimmedAt(reading, ...moved(at.product)) : null;
    const relationType = type === 'supply' && product && FUNDS.test(product.exact) ? 'investment' : type;
    taken.push(stretch);
    const attribution = reporterOf(reading, place, stretch, cue);
    for (const mention of subjectsIn(reading, moved(at.subjects!))) {
      if (mention.organisationId === object.organisationId) continue;
      const found: RelationSuggestion = {
        kind: 'relation',
        ruleId: id,
        excerpt: trimmedAt(reading, stretch.start, stretch.end),
        reason: `the words "${cue.exact}" between the two`,
        note: null,
        relationType,
        subject: mention,
        object,
        product,
        cue,
        ...attribution,
        negated: NEGATED.test(cue.exact),
      };
      reading.found.push(found);
    }
  }
}

const CUSTOMER = rule(
  `^(?<authority>${PLACE_OR_BODY})(?:, [^;:${QUOTED}]{2,120},)? (?<cue>is|was) (?:one|a|another|among the) (?:of its |its )?(?<what>customers?|clients?|buyers?)(?![\\p{L}])`,
);

/** "Aksu, a city that …, is one customer": of the company that the sentence before is about, in the same paragraph. */
function customerOf(reading: Reading, place: Place, last: RelationSuggestion | undefined): void {
  const { start, end } = place.sentence;
  const match = CUSTOMER.exec(reading.masked.slice(start, end));
  const at = match?.indices?.groups;
  if (
    !match ||
    !at ||
    last?.relationType !== 'supply' ||
    last.excerpt.start < reading.paragraphs[place.paragraph]!.start
  )
    return;
  const cue = wordsAt(reading, start + at.cue![0], start + at.what![1]);
  const attribution = reporterOf(reading, place, { start, end: cue.end }, cue);
  reading.found.push({
    kind: 'relation',
    ruleId: 'customer of the company before',
    excerpt: wordsAt(reading, start, cue.end),
    reason: `the words "${cue.exact}"`,
    note: 'the supplier is the subject of the relation before it in the paragraph',
    relationType: 'supply',
    subject: last.subject,
    object: partyAt(reading, [start + at.authority![0], start + at.authority![1]]),
    product: null,
    cue,
    ...attribution,
    negated: false,
  });
}

/** A name behind a preposition or with a possessive is not the one that acts: "a rival of X sold …". */
function isFree(words: string, at: number): boolean {
  const before = words.slice(Math.max(0, at - 24), at);
  return (
    !/(?<!\b(?:[Aa]ccording))\b(?:of|by|from|to|with|for|against|at|like|unlike|than|near|via|through|behind) (?:the )?$/u.test(
      before,
    ) || /\b(?:by|from|added|placed|put|listed) (?:[\p{L}]+ ){0,2}$/u.test(before)
  );
}

function partyOfWords(reading: Reading, [start, end]: [number, number]): Party {
  return { words: trimmedAt(reading, start, end), organisationId: null };
}

function subjectsIn(reading: Reading, [start, end]: [number, number]): Party[] {
  return [...reading.masked.slice(start, end).matchAll(/\uE000+/gu)].flatMap(({ index }) => {
    const mention = reading.mentionAt.get(start + index);
    if (!mention || mention.organisation.kind === 'media') return [];
    return [{ words: wordsAt(reading, mention.start, mention.end), organisationId: mention.organisation.id }];
  });
}

/** What a registered organisation did or where it works, with the one who says so. Only where somebody reports it. */
function actsOf(reading: Reading, place: Place, taken: readonly Stretch[]): void {
  const { start, end } = place.sentence;
  const words = reading.masked.slice(start, end);
  for (const match of words.matchAll(ACTS)) {
    const at = match.indices!.groups!;
    const stretch = { start: start + match.index, end: start + match.index + match[0].trimEnd().length };
    const cueAt = start + at.cue![0];
    if (taken.some((other) => other.start <= cueAt && cueAt < other.end) || !isFree(words, at.subject![0])) continue;
    if (HYPOTHETICAL.test(words.slice(0, at.cue![0]))) continue;
    const attribution = reporterOf(reading, place, stretch, { start: cueAt, end: start + at.cue![1] });
    if (attribution.reporter === null && attribution.reportingCue === null) continue;
    const isPronoun = /^it$/iu.test(words.slice(...at.subject!));
    const subject = isPronoun
      ? saidOfItself(reading, place, attribution.reporter)
      : partyAt(reading, [start + at.subject![0], start + at.subject![1]]);
    if (!subject?.organisationId) continue;
    const found: ActSuggestion = {
      kind: 'act',
      ruleId: 'act of an organisation',
      excerpt: trimmedAt(reading, stretch.start, stretch.end),
      reason: 'somebody says what it does',
      note: isPronoun ? '"it" is the speaker\'s own organisation' : null,
      subject,
      cue: trimmedAt(reading, start + at.cue![0], start + at.cue![1]),
      ...attribution,
      negated: NEGATED.test(words.slice(...at.cue!)),
    };
    reading.found.push(found);
  }
}

/** "it" behind "a spokesperson for X said that": X, unless the sentence has another subject. */
function saidOfItself(reading: Reading, place: Place, reporter: Party | null): Party | null {
  if (!reporter?.organisationId) return null;
  const subject = subjectOf(reading, place.sentence);
  return subject && subject.organisation.id !== reporter.organisationId
    ? null
    : { words: reporter.words, organisationId: reporter.organisationId };
}
