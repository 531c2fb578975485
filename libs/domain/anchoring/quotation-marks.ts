/** Opening and closing marks, as different languages set them. */
const PAIRS = ['“”', '„“', '„”', '«»', '»«', '‹›', '›‹', '‘’', '‚‘', '「」', '『』', '""', "''"] as const;

const isLetter = (unit: string | undefined) => unit !== undefined && /[\p{L}\p{N}]/u.test(unit);

interface Paragraph {
  from: number;
  to: number;
}

/** Blank lines part paragraphs; in a text without any, every line is one. */
function paragraphsOf(text: string): Paragraph[] {
  const parting = /\n[^\S\n]*\n/.test(text) ? /\r?\n(?:[^\S\n]*\r?\n)+/g : /\r?\n/g;
  const paragraphs: Paragraph[] = [];
  let from = 0;
  for (const { index, 0: gap } of text.matchAll(parting)) {
    paragraphs.push({ from, to: index });
    from = index + gap.length;
  }
  return [...paragraphs, { from, to: text.length }];
}

/** The two guillemets open in one language and close in another: the first of a text tells which. */
function mayOpen(text: string, open: string): boolean {
  const twins = ['«»', '‹›'].find((pair) => pair.includes(open));
  if (twins === undefined) return true;
  const first = [...twins].map((mark) => text.indexOf(mark)).filter((place) => place >= 0);
  return text[Math.min(...first)] === open;
}

function isQuotedBy(text: string, start: number, end: number, open: string, close: string): boolean {
  // Straight and single marks are apostrophes and inches too: they open before a word and close behind one.
  const isAmbiguous = `'‘’‚"`.includes(open);
  const opensAt = (at: number) => text[at] === open && !(isAmbiguous && isLetter(text[at - 1]));
  const closesAt = (at: number) => text[at] === close && !(isAmbiguous && isLetter(text[at + 1]));
  for (const { from, to } of paragraphsOf(text)) {
    if (to <= start) continue;
    // A quotation over several paragraphs opens each of them again, and closes the last.
    let isOpen = false;
    for (let at = from; at < to; at += 1) {
      if (isOpen && closesAt(at)) {
        isOpen = false;
        if (at >= end - 1) return true;
      } else if (opensAt(at)) isOpen = true;
      else if (!isOpen && at >= start && at < end && isLetter(text[at])) return false;
      if (!isOpen && at >= end) return false;
    }
    if (!isOpen) return false;
  }
  return false;
}

/**
 * True where the words between two UTF-16 offsets stand in quotation marks of any kind: between an opening mark before
 * them and its closing mark behind, with none in between, in one paragraph or in a run of paragraphs that each begin
 * with an opening mark. The marks may lie inside the offsets.
 */
export function isQuoted(text: string, start: number, end: number): boolean {
  return PAIRS.some(([open, close]) => mayOpen(text, open!) && isQuotedBy(text, start, end, open!, close!));
}
