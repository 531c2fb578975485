import type { CitationEntry, ExcerptEntry, SignatoryEntry } from './context.ts';

/** A value that waits outside the Markdown (rule M3). Its token stands in the text; the value never does. */
export type Slot =
  | { kind: 'text'; text: string; field: string }
  | { kind: 'quotation'; entry: ExcerptEntry; field: string }
  | { kind: 'citation'; entry: CitationEntry; field: string }
  | { kind: 'signatories'; entries: SignatoryEntry[]; field: string };

const START = '\uE000';
const END = '\uE001';
const FIRST_DIGIT = 0xe010;
const TOKEN = /\uE000([\uE010-\uE019]+)\uE001/g;

/** Private-use digits, so that Markdown sees neither a number nor punctuation. */
export function tokenFor(index: number): string {
  const digits = [...String(index)].map((digit) => String.fromCharCode(FIRST_DIGIT + Number(digit)));
  return `${START}${digits.join('')}${END}`;
}

/** Splits text at its tokens: literal pieces as strings, tokens as slot numbers, in order. */
export function splitAtTokens(text: string): (string | number)[] {
  const pieces: (string | number)[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    const digits = [...(match[1] ?? '')].map((digit) => digit.charCodeAt(0) - FIRST_DIGIT);
    pieces.push(Number(digits.join('')));
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}
