import { parsePartialDate, resolveWeekday } from '@libs/domain/dates';
import type { DateSuggestion, ExtractionOptions } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import { wordsAt, type Reading } from './reading.ts';

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.)';
const DATE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2} ${MONTH} \\d{4}|${MONTH} \\d{1,2}, ?\\d{4}|${MONTH} \\d{4}|(?<=\\b(?:in|since|until|during|of|by|from) )(?:19|20)\\d{2}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?![\\p{L}\\p{N}-])`,
  'gu',
);
const WEEKDAY = /day$/u;

/** Dates as written; a weekday alone is resolved from the day of publication, if that is given, and marked derived. */
export function dates(reading: Reading, { publishedDate }: ExtractionOptions): void {
  reading.work += reading.shadow.length;
  for (const { index, 0: words } of reading.shadow.matchAll(DATE)) {
    const isWeekday = WEEKDAY.test(words);
    const read = isWeekday ? (publishedDate ? resolveWeekday(words, publishedDate) : null) : parsePartialDate(words);
    const found: DateSuggestion = {
      kind: 'date',
      ruleId: isWeekday ? 'date: weekday' : 'date: as written',
      excerpt: wordsAt(reading, index, index + words.length),
      reason: isWeekday ? 'the latest such day on or before publication' : 'a date as sources write it',
      note: null,
      precision: read?.precision ?? 'none',
      first: read?.first ?? null,
      last: read?.last ?? null,
      derived: isWeekday && read !== null,
    };
    reading.found.push(found);
  }
}

const PLACE =
  /(?<![\p{L}])(?:in|at|near|across|throughout|outside|inside) (?:the )?(?<place>\p{Lu}[\p{L}\p{M}'-]+(?: \p{Lu}[\p{L}\p{M}'-]+){0,2})(?![\p{L}\uE000])/dgu;
const NO_PLACE = new RegExp(
  `^(?:${MONTH}|[A-Z][a-z]+day|The|A|An|Q[1-4]|Mr|Mrs|Ms|Dr|Parliament|Congress|English|Chinese|French|Spring|Summer|Autumn|Winter|Annex|Appendix|Article|Chapter|Section|Table|Figure|Schedule)(?![\\p{L}])`,
  'u',
);

/** Names behind "in", "at", "near" and the like: proposals, since no list of places is kept here. */
export function places(reading: Reading): void {
  reading.work += reading.masked.length;
  for (const match of reading.masked.matchAll(PLACE)) {
    const [start, end] = match.indices!.groups!.place!;
    const words = reading.shadow.slice(start, end).replace(/'s$/u, '');
    if (NO_PLACE.test(words)) continue;
    reading.found.push({
      kind: 'place',
      ruleId: 'place: behind a preposition',
      excerpt: wordsAt(reading, start, start + words.length),
      reason: 'a proper noun behind a preposition of place',
      note: null,
    });
  }
}

/** Runs of proper nouns with a legal suffix that the registry lacks, each name once. */
export function newOrganisations(reading: Reading, legal: readonly Stretch[]): void {
  const seen = new Set<string>();
  let next = 0;
  for (const { start, end } of legal) {
    while (next < reading.mentions.length && reading.mentions[next]!.end <= start) next += 1;
    const mention = reading.mentions[next];
    if (mention && mention.start < end) continue;
    const words = wordsAt(reading, start, end);
    if (seen.has(words.exact)) continue;
    seen.add(words.exact);
    reading.found.push({
      kind: 'new_organisation',
      ruleId: 'new organisation: legal suffix',
      excerpt: words,
      reason: 'a run of proper nouns with a legal suffix that no registered name covers',
      note: null,
    });
  }
}
