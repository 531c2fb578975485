import { searchWords } from '@libs/platform/search';

export { shortNumberIn } from '@libs/domain/vocabulary';

/** Kinds in the order of the chain. */
export const CHAIN = [
  'organisation',
  'source',
  'excerpt',
  'statement',
  'claim',
  'finding',
  'assessment',
  'letter',
] as const;
export type ChainKind = (typeof CHAIN)[number];

const UNSPACED_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const MOST_WORDS = 8;

/** What was typed, as search words, each once. All of them must be met; more than eight narrow nothing down. */
export function wordsOf(typed: string): string[] {
  return searchWords(typed).slice(0, MOST_WORDS);
}

const SHORT = 2;

function isShort(word: string): boolean {
  return word.length <= SHORT && !UNSPACED_SCRIPT.test(word);
}

/**
 * Kinds in which a word may stand for its beginning. One or two typed letters begin a word of nearly every record: they
 * are completed to names only, and elsewhere stand for a whole word.
 */
export function completedKinds(words: string[]): ChainKind[] {
  return words.length === 1 && isShort(words[0]!) ? ['organisation'] : [...CHAIN];
}

/** The words to look for in the long texts; none where they are too short: they would match nearly every text. */
export function textWords(words: string[]): string[] {
  return words.every(isShort) || words.some(({ length }) => length < SHORT) ? [] : words;
}

/** A span in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

const LETTER = /[\p{L}\p{N}]/u;

function plain(character: string): string {
  return character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A text in its plain form, and where each of its units begins in the text itself. */
function plainForm(text: string): { folded: string; begins: number[] } {
  let folded = '';
  const begins: number[] = [];
  let at = 0;
  for (const character of text) {
    const form = plain(character);
    folded += form;
    for (let unit = 0; unit < form.length; unit += 1) begins.push(at);
    at += character.length;
  }
  return { folded, begins };
}

function startsWord(folded: string, at: number, word: string): boolean {
  return at === 0 || UNSPACED_SCRIPT.test(word) || !LETTER.test(folded[at - 1]!);
}

function findFolded(text: string, word: string): Span | null {
  const { folded, begins } = plainForm(text);
  const wanted = [...word].map(plain).join('');
  for (let at = folded.indexOf(wanted); at >= 0 && wanted !== ''; at = folded.indexOf(wanted, at + 1)) {
    // Marks belong to the letter before them, so a match ends where the next letter begins.
    if (startsWord(folded, at, word)) {
      return { start: begins[at]!, end: begins[at + wanted.length] ?? text.length };
    }
  }
  return null;
}

/** Where the first of the words begins a word of the text, whatever its capitals and accents; null where none does. */
export function findMatch(text: string, words: string[]): Span | null {
  for (const word of words) {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const boundary = UNSPACED_SCRIPT.test(word) ? '' : '(?<![\\p{L}\\p{N}\\p{M}])';
    const quick = new RegExp(`${boundary}${escaped}(?!\\p{M})`, 'iu').exec(text);
    const found = quick ? { start: quick.index, end: quick.index + quick[0].length } : findFolded(text, word);
    if (found) return found;
  }
  return null;
}

const BEFORE = 60;
const AROUND = 240;

/** A text cut in front of the match and behind it, with the match inside. Offsets of -1: nothing is marked. */
export interface Context {
  context: string;
  matchStart: number;
  matchEnd: number;
}

function toWordEdge(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s/u);
  if (space >= 0) return from + space + 1;
  const splitsPair = /[\uDC00-\uDFFF]/.test(text[from] ?? '');
  return splitsPair ? from + 1 : from;
}

/** Cuts a long text so that the match is always in sight: in front of the match, not behind. */
export function contextAround(text: string, match: Span | null): Context {
  const start = match?.start ?? 0;
  const end = match?.end ?? 0;
  const from = start > BEFORE ? toWordEdge(text, start - BEFORE, start) : 0;
  const until = text.length > from + AROUND ? toWordEdge(text, Math.max(end, from + AROUND - 30), from + AROUND) : -1;
  const front = from > 0 ? '… ' : '';
  const kept = until < 0 ? text.slice(from) : `${text.slice(from, Math.max(until, end)).trimEnd()} …`;
  const shift = front.length - from;
  return {
    context: `${front}${kept}`.replace(/[\n\r\t]/g, ' '),
    matchStart: match ? start + shift : -1,
    matchEnd: match ? end + shift : -1,
  };
}
