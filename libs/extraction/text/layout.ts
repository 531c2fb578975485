/** A stretch of the text by UTF-16 offsets, the end not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Blank lines part paragraphs; in a text without any, every line is one. Empty ones are left out. */
export function paragraphsOf(text: string): Stretch[] {
  const lines: Stretch[] = [];
  let from = 0;
  while (from <= text.length) {
    const next = text.indexOf('\n', from);
    const end = next < 0 ? text.length : next;
    lines.push({ start: from, end });
    from = end + 1;
  }
  const isBlank = ({ start, end }: Stretch) => text.slice(start, end).trim() === '';
  const inner = lines.slice(1, -1);
  if (!inner.some(isBlank)) return lines.filter((line) => !isBlank(line));
  const paragraphs: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (isBlank(line)) isOpen = false;
    else if (isOpen) paragraphs.at(-1)!.end = line.end;
    else {
      paragraphs.push({ ...line });
      isOpen = true;
    }
  }
  return paragraphs;
}

const ABBREVIATION =
  /(?:^|[^\p{L}\p{N}])(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Gov|No|vs|etc|cf|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\p{Lu})$/u;
const LEGAL_END = /(?:[^\p{L}](?:Co|Ltd|Corp|Inc|Bros|[ap]\.m|[A-Z]\.[A-Z])|\uE000)$/u;
const STARTER =
  /^["'(]*(?:The|A|An|It|Its|He|She|In|On|At|But|And|This|That|These|They|We|Both|Neither|According|Last|When|While|Since|After)\b/u;
const END = /[.!?…]["')\]»]*(?= +["'([«]?[\p{Lu}\p{Lo}\p{N}\uE000\uE001])/gu;

/**
 * The sentences of a paragraph of the masked text. A stop behind an abbreviation or an initial ends none; one behind
 * "Ltd." or a registered name that ends with a stop does where a word follows that begins sentences.
 */
export function sentencesOf(masked: string, { start, end }: Stretch, abbreviatedEnds: ReadonlySet<number>): Stretch[] {
  const words = masked.slice(start, end);
  const sentences: Stretch[] = [];
  let from = start;
  const push = (to: number) => {
    const lead = /^ */.exec(masked.slice(from, Math.min(to, from + 200)))![0].length;
    if (from + lead < to) sentences.push({ start: from + lead, end: to });
    from = to;
  };
  for (const match of words.matchAll(END)) {
    const at = match.index;
    const before = words.slice(Math.max(0, at - 12), at);
    const isStop = words[at] === '.';
    const next = words.slice(at + match[0].length, at + match[0].length + 16).trimStart();
    const isBehindName = abbreviatedEnds.has(start + at + 1);
    if (isStop && (isBehindName || (LEGAL_END.test(before) && !before.endsWith('\uE000')))) {
      if (!STARTER.test(next)) continue;
    } else if (isStop && ABBREVIATION.test(before)) continue;
    push(start + at + match[0].length);
  }
  push(end);
  return sentences;
}
