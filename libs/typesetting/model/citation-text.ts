import type { CitationEntry } from '../template/context.ts';
import { printDate } from '../template/print-value.ts';
import { isRightToLeft, isShortHanName } from './characters.ts';
import type { LetterRun } from './letter-model.ts';

const SHORT_HASH_DIGITS = 12;
const MARKS: Record<string, { open: string; close: string }> = {
  en: { open: '“', close: '”' },
  de: { open: '„', close: '“' },
  fr: { open: '« ', close: ' »' },
};

export function quotationMarks(locale: string): { open: string; close: string } {
  return MARKS[locale.split('-')[0] ?? ''] ?? { open: '“', close: '”' };
}

/**
 * The words of a footnote: who says it and through whom (rules L1 and L3), the document, its date and where
 * the date is from, the archive number with the excerpt, the start of the hash, the address, the reply.
 * An estimate is called one, so that it cannot pass for the company's figure (L2). `described` is the note
 * that has already described the same document: later notes name that note in place of repeating it.
 */
export function footnoteRuns(entry: CitationEntry, locale: string, described?: number): LetterRun[] {
  const runs = entry.paraphrase ? paraphraseRuns(entry) : [literal(`${leadOf(entry)} `), value(entry.saidBy)];
  if (entry.saidOn !== undefined) runs.push(literal(saidOnOf(entry, locale)));
  if (entry.reportedBy && !entry.paraphrase) runs.push(literal(', as reported by '), value(entry.reportedBy));
  if (described === undefined) runs.push(...documentRuns(entry, locale));
  else
    runs.push(
      literal(`: the document of note ${described}${entry.excerptNumber ? `, excerpt ${entry.excerptNumber}` : ''}.`),
    );
  if (entry.remark) runs.push(literal(` ${entry.remark}`));
  if (entry.companyReply) runs.push(literal(' Reply of the company: '), value(entry.companyReply), literal('.'));
  return runs;
}

function paraphraseRuns(entry: CitationEntry): LetterRun[] {
  const author = entry.reportedBy ? [value(possessive(entry.reportedBy))] : [literal('The source’s')];
  const verb: LetterRun[] = entry.toldTo ? [literal(' told '), value(entry.toldTo)] : [literal(' said')];
  return [...author, literal(' paraphrase of what '), value(entry.saidBy), ...verb];
}

function saidOnOf({ saidOn, saidOnOrigin }: CitationEntry, locale: string): string {
  if (!saidOn) return ' (date not stated)';
  return `, ${printDate(saidOn, locale)}${saidOnOrigin ? ` (${saidOnOrigin})` : ''}`;
}

/** “The Hill’s”, “Sample Devices’”. */
export function possessive(name: string): string {
  return name.endsWith('s') ? `${name}’` : `${name}’s`;
}

function documentRuns(entry: CitationEntry, locale: string): LetterRun[] {
  const runs: LetterRun[] = [literal(': '), { ...value(entry.title), emphasis: true }, literal(dateOf(entry, locale))];
  const archive = [
    entry.archiveNumber && `source ${entry.archiveNumber}`,
    entry.excerptNumber && `excerpt ${entry.excerptNumber}`,
    entry.sha256 &&
      `SHA-256 ${entry.hashOf ? `of the ${entry.hashOf} ` : ''}${entry.sha256.slice(0, SHORT_HASH_DIGITS)}`,
  ].filter(Boolean);
  if (archive.length > 0) runs.push(literal(` Archived as ${archive.join(', ')}.`));
  const address = webAddress(entry.url);
  if (address) runs.push(literal(' '), { kind: 'text', text: address, link: address });
  return runs;
}

/** What tells two citations of one document apart from citations of two documents. */
export function documentKey(entry: CitationEntry): string {
  return JSON.stringify([
    entry.archiveNumber ?? '',
    entry.sha256 ?? '',
    entry.url ?? '',
    entry.title,
    entry.publishedOn,
  ]);
}

function leadOf(entry: CitationEntry): string {
  switch (entry.assertionKind) {
    case 'reported':
      return 'Report of';
    case 'estimate':
      return 'Estimate, not a company figure, by';
    case 'company_statement':
      return 'Statement of';
    case 'fact':
      return 'Record of';
  }
}

function dateOf(entry: CitationEntry, locale: string): string {
  if (!entry.publishedOn) return ', undated.';
  const printed = `, ${printDate(entry.publishedOn, locale)}`;
  return entry.dateOrigin === 'by_hand' ? `${printed} (date entered by hand, not in the text).` : `${printed}.`;
}

/** An http, https or mailto address in its normal form; null for anything else (rule M6). */
export function webAddress(address: string | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const parsed = new URL(address);
  return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
}

function literal(text: string): LetterRun {
  return { kind: 'text', text };
}

function value(text: string): Extract<LetterRun, { kind: 'text' }> {
  return {
    kind: 'text',
    text,
    ...(isRightToLeft(text) && { isolate: true as const }),
    ...(isShortHanName(text) && { keepTogether: true as const }),
  };
}
