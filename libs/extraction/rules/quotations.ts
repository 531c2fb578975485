import type { QuotationSuggestion, Speaker } from '../suggestion.ts';
import type { Stretch } from '../text/layout.ts';
import type { QuotedSpan } from '../text/quotation-spans.ts';
import { behindQuotation, beforeQuotation, sayings, speakerBefore, type Attribution } from './attribution.ts';
import { NEGATED } from './grammar.ts';
import { holding, wordsAt, type Reading } from './reading.ts';

const NOBODY: Speaker = { words: null, name: null, role: null, organisationId: null };

const TITLE_BEFORE =
  /(?:\b(?:report|study|book|paper|article|song|album|film|novel|documentary|podcast|series|essay|chapter|section|titled|entitled|called|headlined|named|dubbed|known as|branded|so-called|nicknamed|codenamed|code-named|under the name|terms?|words?|phrases?|slogan|motto|label(?:l?ed)?|project|programme|program|campaign|marked|reading|which reads)|\bthe)[ ,:]*$/iu;
const JUDGING =
  /^(?:called|calls|described|describes|dismissed|dismisses|labelled|labeled|condemned|calling|describing)$/u;
const SMALL = new Set(['of', 'the', 'and', 'for', 'in', 'on', 'to', 'a', 'an', 'with', 'from', 'or', 'at', 'by']);

interface Made {
  readonly span: QuotedSpan;
  readonly suggestion: QuotationSuggestion;
  readonly attribution: Attribution | null;
  readonly until: number;
  readonly paragraph: number;
}

/** Direct and mixed quotations with their speakers. Words in marks that nobody is said to have spoken are left out. */
export function quotations(reading: Reading): void {
  let last: Made | null = null;
  let introduced = 0;
  for (const span of reading.spans) {
    const paragraph = holding(reading.paragraphs, span.close);
    for (; introduced <= paragraph; introduced += 1) introductions(reading, introduced);
    const made = quotationOf(reading, span, last);
    if (made) reading.found.push(made.suggestion);
    if (made) last = made;
  }
}

/** Reads who is introduced before a reporting verb, quoted or not: the look-backs find them. */
function introductions(reading: Reading, paragraph: number): void {
  for (const sentence of reading.sentences[paragraph]!) {
    for (const verb of sayings(reading, sentence.start, sentence.end).slice(0, 4)) {
      if (verb.start - sentence.start > 400) break;
      speakerBefore(reading, sentence.start, verb.start, { paragraph, sentence, before: null });
    }
  }
}

function quotationOf(reading: Reading, span: QuotedSpan, last: Made | null): Made | null {
  const paragraph = holding(reading.paragraphs, span.close);
  const first = holding(reading.paragraphs, span.open);
  const opening = reading.sentences[first]![holding(reading.sentences[first]!, span.open)]!;
  const sentences = reading.sentences[paragraph]!;
  const closingAt = holding(sentences, span.close);
  const words = reading.shadow.slice(span.start, span.end);
  const isWhole = isSentence(words);
  const behind = tailOf(reading, span, sentences, closingAt);
  const isNear = last !== null && last.paragraph === paragraph;
  const before = isNear ? last!.suggestion.speaker : null;
  const place = { paragraph, sentence: opening, before };
  const ahead = beforeQuotation(reading, opening.start, span.open, { ...place, paragraph: first });
  const isIntroduced = ahead?.isClose === true && /[,:] *$/.test(reading.masked.slice(opening.start, span.open));
  const continued = isNear ? continuing(reading, last!, span) : null;
  const tail = isIntroduced || behind === null ? null : behindQuotation(reading, span.close + 1, behind, place);
  const attribution = (isIntroduced && !continued ? ahead : null) ?? tail ?? continued ?? ahead;
  const head = reading.masked.slice(opening.start, span.open);
  const isOwnSentence = /^["'“‘(]*$/u.test(head);
  const isDirect = isWhole && (isOwnSentence || /[,:—–] *$/u.test(head) || continued !== null);
  if (!attribution ? !(isDirect && isOwnSentence) : !isDirect && isNoQuotation(head, words, attribution)) return null;
  if (attribution && attribution === ahead && !isDirect && !isGoverned(reading, attribution, span)) return null;
  const suggestion = suggestionOf(reading, span, isDirect ? 'direct' : 'mixed', attribution);
  return { span, suggestion, attribution, until: behind ?? span.close + 1, paragraph };
}

/** Where the attribution behind a quotation must end; null where the quotation has closed its sentence. */
function tailOf(reading: Reading, span: QuotedSpan, sentences: readonly Stretch[], at: number): number | null {
  const sentence = sentences[at]!;
  if (sentence.end > span.close + 2) return sentence.end;
  const isOpenEnded = /[?!,…—–-]$/u.test(reading.shadow.slice(span.start, span.end));
  const next = sentences[at + 1];
  return isOpenEnded && next ? next.end : null;
}

/** The same person goes on: `"A," said Y, "B."` and `"A," said Y. "B."`. */
function continuing(reading: Reading, last: Made, span: QuotedSpan): Attribution | null {
  if (!last.attribution || !last.attribution.order.startsWith('quote')) return null;
  const between = reading.masked.slice(last.span.close + 1, span.open);
  if (between.length > 300 || !/[,.:;—–] *$/u.test(between) || between.includes('\uE001')) return null;
  if (/[.!?] +\p{Lu}[^"]*[.!?] *$/u.test(between) && last.until < span.open - 2) return null;
  if (!/^[\p{Lu}\p{Ll}\p{N}]/u.test(reading.shadow.slice(span.start, span.start + 2))) return null;
  return {
    ...last.attribution,
    order: 'quote - continued',
    note: 'the same speaker, who is named between the two quotations',
  };
}

const isSentence = (words: string) =>
  (words.trim().split(/\s+/u).length >= 2 && /^["'([]*[\p{Lu}\p{N}\p{Lo}]/u.test(words)) ||
  /^["'([]*\p{Ll}[^]{20,}[.!?,]$/u.test(words);

/** Titles, names and single words in marks: scare quotes are nobody's words. */
function isNoQuotation(head: string, words: string, attribution: Attribution): boolean {
  const parts = words
    .replace(/[.,;:!?]+$/u, '')
    .split(/\s+/u)
    .filter(Boolean);
  const isJudging = JUDGING.test(attribution.cue.exact);
  if (TITLE_BEFORE.test(head) && !(isJudging && !/(?:called|labell?ed) *$/u.test(head) && !/\bthe *$/u.test(head)))
    return !(/\bthe *$/u.test(head) && parts.length >= 4);
  const isTitle = parts.length >= 2 && parts.every((part) => SMALL.has(part) || /^[\p{Lu}\p{N}]/u.test(part));
  if (isTitle) return true;
  return parts.length < 2 && !isJudging;
}

/** Whether the reporting verb really reaches the fragment: no other clause of somebody else stands between. */
function isGoverned(reading: Reading, attribution: Attribution, span: QuotedSpan): boolean {
  const between = reading.masked.slice(attribution.cue.end, span.open);
  return !/[;]|, (?:and|but|while) (?:the|a|an) /u.test(between);
}

function suggestionOf(
  reading: Reading,
  span: QuotedSpan,
  type: 'direct' | 'mixed',
  attribution: Attribution | null,
): QuotationSuggestion {
  const over =
    span.paragraphs > 1 ? `one quotation over ${span.paragraphs} paragraphs, with closing marks left out` : null;
  const note = [attribution?.note, over].filter(Boolean).join('; ') || null;
  return {
    kind: 'quotation',
    ruleId: attribution ? attribution.order : 'quote alone',
    excerpt: wordsAt(reading, span.start, span.end),
    reason: attribution
      ? `speaker read as: ${attribution.form}`
      : 'a whole sentence in quotation marks; its paragraph names no speaker',
    note,
    quotationType: type,
    speaker: attribution?.speaker ?? NOBODY,
    via: attribution?.via ?? null,
    toldTo: attribution?.toldTo ?? null,
    cue: attribution?.cue ?? null,
    negated: attribution ? NEGATED.test(attribution.cue.exact) : false,
  };
}
