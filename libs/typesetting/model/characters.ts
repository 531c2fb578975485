/** Isolates: what stands between start and end does not reorder what stands beside it. */
export const ISOLATE_START = '\u2068';
/** For words of the letter's own direction that hold a right-to-left name, perhaps as their first. */
export const LEFT_TO_RIGHT_ISOLATE = '\u2066';
export const ISOLATE_END = '\u2069';

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}]|[\u{1E800}-\u{1EFFF}]/u;
const RIGHT_TO_LEFT_LETTERS = new RegExp(RIGHT_TO_LEFT.source, 'gu');
const SHORT_HAN_NAME = /^[\p{Script=Han}·]{2,8}$/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]/u;
// XML 1.0 production [2] Char; lone surrogates count as illegal too.
const ILLEGAL_IN_XML =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

export function isShortHanName(text: string): boolean {
  return SHORT_HAN_NAME.test(text);
}

export function isEastAsian(text: string): boolean {
  return EAST_ASIAN.test(text);
}

/** Drops what no XML 1.0 document may hold, so that all four outputs print the same characters. */
export function printable(text: string): string {
  return text.replace(ILLEGAL_IN_XML, '');
}

/**
 * True for a sentence in Latin letters that quotes or names something written from right to left: its first strong letter
 * does not tell its direction, most of its letters do.
 */
export function isMostlyLeftToRight(text: string): boolean {
  const counted = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return counted(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/gu) > counted(RIGHT_TO_LEFT_LETTERS);
}

export function isolated(text: string, isolate: true | undefined): string {
  if (!isolate) return text;
  return `${isMostlyLeftToRight(text) ? LEFT_TO_RIGHT_ISOLATE : ISOLATE_START}${text}${ISOLATE_END}`;
}
