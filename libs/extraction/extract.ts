import type { Extraction, ExtractionOptions, ExtractionWarning, RegisteredOrganisation } from './suggestion.ts';
import { answers } from './rules/answers.ts';
import { indirectQuotations } from './rules/indirect.ts';
import { dates, newOrganisations, places } from './rules/names-dates-places.ts';
import { ownerships } from './rules/ownership.ts';
import { LONGEST_SENTENCE } from './rules/grammar.ts';
import { quotations } from './rules/quotations.ts';
import type { Reading } from './rules/reading.ts';
import { relations } from './rules/relations.ts';
import { paragraphsOf, sentencesOf, type Stretch } from './text/layout.ts';
import { legalNames, mentionsOf } from './text/names.ts';
import { quotedSpans } from './text/quotation-spans.ts';
import { masked, NAME_UNIT, QUOTED_UNIT, shadowOf } from './text/shadow.ts';

/**
 * Proposes what a text says: quotations with their speakers, relations, shares, answers, dates, places and organisations
 * that the registry lacks. Each is a suggestion for a person to decide on, with the id of its rule and the exact words:
 * `text.slice(start, end) === exact` in UTF-16 code units. No rule reads past its paragraph but for two look-backs, and
 * where no rule fits a field stays empty (evidence model, sections 9 and 10). Any text is taken; none throws.
 */
export function extract(
  text: string,
  registry: readonly RegisteredOrganisation[],
  options: ExtractionOptions = {},
): Extraction {
  const { reading, warnings, legal } = readingOf(text, registry);
  quotations(reading);
  indirectQuotations(reading);
  relations(reading);
  ownerships(reading);
  answers(reading);
  dates(reading, options);
  places(reading);
  newOrganisations(reading, legal);
  const suggestions = reading.found.toSorted((one, other) => one.excerpt.start - other.excerpt.start);
  return { suggestions, warnings, work: reading.work };
}

function readingOf(
  text: string,
  registry: readonly RegisteredOrganisation[],
): { reading: Reading; warnings: ExtractionWarning[]; legal: Stretch[] } {
  const shadow = shadowOf(text);
  const paragraphs = paragraphsOf(text);
  const { spans, warnings } = quotedSpans(text, paragraphs);
  const legal = legalNames(shadow);
  const mentions = mentionsOf(shadow, registry, legal);
  const hidden = spans.map(({ start, end }) => ({ start, end: /[.,!?]/.test(text[end - 1]!) ? end - 1 : end }));
  const quoted = masked(shadow, hidden, QUOTED_UNIT);
  const outside = mentions.filter(({ start }) => quoted[start] !== QUOTED_UNIT);
  const whole = masked(
    quoted,
    outside.map(({ start, end }) => ({ start, end: text[end - 1] === '.' ? end - 1 : end })),
    NAME_UNIT,
  );
  const abbreviated = new Set(outside.filter(({ end }) => text[end - 1] === '.').map(({ end }) => end));
  const sentences = paragraphs.map((paragraph) => sentencesOf(whole, paragraph, abbreviated));
  for (const sentence of sentences.flat()) {
    if (sentence.end - sentence.start <= LONGEST_SENTENCE) continue;
    const message = `a sentence of more than ${LONGEST_SENTENCE} units: no rule was tried on it`;
    warnings.push({ code: 'long_sentence', start: sentence.start, message });
  }
  const reading: Reading = {
    text,
    shadow,
    masked: whole,
    paragraphs,
    sentences,
    spans,
    mentions,
    mentionAt: new Map(mentions.map((mention) => [mention.start, mention])),
    media: new Set(registry.filter(({ kind }) => kind === 'media').map(({ id }) => id)),
    introduced: [],
    found: [],
    work: text.length,
  };
  return { reading, warnings, legal };
}
