// Every mark that quotes somewhere: English, German, French, Nordic, Japanese and Chinese pairs, primes, full-width and
// typed stand-ins. One that is missing here is a quotation that nobody compares with the record (rule Q1).
const DOUBLE = '“”„‟«»「」『』〝〞〟＂〈〉《》﹁﹂﹃﹄❝❞〃⹂״ʺˮ˝';
const SINGLE = '‘’‚‛‹›＇❛❜❮❯′‵ʹʼʻ׳`´';
const MARK = new RegExp(`["'${DOUBLE}${SINGLE}″‴‶‷]+|<<|>>`, 'gu');
const APOSTROPHE = /^['’ʼ＇‘′ʹ׳`´]$/u;
const WORD = /[\p{L}\p{N}]/u;

/** A stretch of a text by UTF-16 offsets, the end not included, with its words and the marks around them. */
export interface Passage {
  start: number;
  end: number;
  words: string;
}

/**
 * The passages of a text that stand in quotation marks of any kind, marks included; a mark without its fellow takes the
 * rest of the text. Apostrophes inside and behind words, and feet and inches behind figures, are not marks.
 * @param isRecorded whether the record holds what stands between two marks, by its offsets: such a pair is left out,
 *   with the marks inside it
 */
export function looseQuotations(
  text: string,
  isRecorded: (start: number, end: number) => boolean = () => false,
): Passage[] {
  const marks = [...text.matchAll(MARK)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => !isApostrophe(text, start, end) && !isMeasure(text, start, end));
  const loose: Passage[] = [];
  for (let at = 0; at < marks.length; at += 1) {
    const open = marks[at]!;
    const recorded = marks.findIndex((close, place) => place > at && isRecorded(open.end, close.start));
    if (recorded > at) {
      at = recorded;
      continue;
    }
    const close = marks[at + 1];
    const end = close?.end ?? text.length;
    loose.push({ start: open.start, end, words: text.slice(open.start, end).trim() });
    at += 1;
  }
  return loose;
}

/** "don’t", "customers’ products", "the ’90s". */
function isApostrophe(text: string, start: number, end: number): boolean {
  if (!APOSTROPHE.test(text.slice(start, end))) return false;
  const [before, after] = [text[start - 1] ?? ' ', text.slice(end)];
  if (WORD.test(before) && WORD.test(after[0] ?? ' ')) return true;
  if (/[sxz]/iu.test(before) && /^\s+\p{L}/u.test(after) && !opensBefore(text, start)) return true;
  return /^\d\ds?\b/u.test(after) && !WORD.test(before);
}

/** Whether a single mark that only opens stands before: then an s’ may be the end of what it quotes. */
function opensBefore(text: string, start: number): boolean {
  return /(?:^|[\s(])['‘’‚‛＇`´](?=\S)(?!\d\d)/u.test(text.slice(0, start));
}

function isMeasure(text: string, start: number, end: number): boolean {
  return /^(?:['"′″]|'')$/u.test(text.slice(start, end)) && /\d/u.test(text[start - 1] ?? ' ');
}
