import type { ExtractionWarning } from '../suggestion.ts';
import type { Stretch } from './layout.ts';

/** What stands between two marks; `open` and `close` are the places of the marks themselves. */
export interface QuotedSpan extends Stretch {
  readonly open: number;
  readonly close: number;
  /** Number of paragraphs it runs over. */
  readonly paragraphs: number;
}

const CLOSING: Record<string, string> = { '“': '”', '„': '“', '"': '"', '«': '»', '‘': '’', "'": "'" };
const isWord = (unit: string | undefined) => unit !== undefined && /[\p{L}\p{N}]/u.test(unit);
const mayStandBefore = (unit: string | undefined) => unit === undefined || /[\s([—–\-"'“‘:/]/u.test(unit);

function opensAt(text: string, at: number, first: number): boolean {
  const mark = text[at]!;
  if (!(mark in CLOSING)) return false;
  const before = at > first ? text[at - 1] : undefined;
  const after = text[at + 1];
  if (after === undefined || /\s/u.test(after)) return false;
  if (mark === '“' || mark === '«' || mark === '„') return true;
  if (!mayStandBefore(before)) return false;
  // "the ’90s" and "’em" are written with the closing mark or a straight one.
  return mark === '"' || !/^\d\ds?\b|^(?:em|til|tis|twas)\b/u.test(text.slice(at + 1, at + 6));
}

function closesAt(text: string, at: number, open: string): boolean {
  if (open !== '‘' && open !== "'") return open !== '"' || !isWord(text[at + 1]);
  if (isWord(text[at + 1]) || /\s/u.test(text[at - 1] ?? ' ')) return false;
  // Behind an s and before a word in lower case it is the sign of a plural: "the companies' products".
  return !(
    /s/iu.test(text[at - 1]!) && /^ (?!(?:said|says|added|told|according)\b)\p{Ll}/u.test(text.slice(at + 1, at + 14))
  );
}

interface Open {
  readonly at: number;
  readonly mark: string;
  readonly paragraphs: number;
}

/**
 * The stretches between quotation marks, outermost only, found by pairing marks inside each paragraph. One whose closing
 * mark is left out because the next paragraph opens again is one quotation. A mark without its fellow is a warning.
 */
export function quotedSpans(
  text: string,
  paragraphs: readonly Stretch[],
): { spans: QuotedSpan[]; warnings: ExtractionWarning[] } {
  const spans: QuotedSpan[] = [];
  const warnings: ExtractionWarning[] = [];
  let carried: Open | null = null;
  paragraphs.forEach((paragraph, index) => {
    const next = paragraphs[index + 1];
    const given = carried;
    carried = null;
    const found = spansOf(text, paragraph, given);
    for (const at of found.lost) warnings.push(unbalanced(at));
    spans.push(...found.spans);
    if (!found.open) return;
    const reopens = next && text.slice(next.start, next.end).trimStart()[0] === found.open.mark;
    if (reopens && found.open.mark !== "'") carried = { ...found.open, paragraphs: found.open.paragraphs + 1 };
    else if (!"'‘".includes(found.open.mark)) warnings.push(unbalanced(found.open.at));
  });
  return { spans, warnings };
}

function unbalanced(start: number): ExtractionWarning {
  return {
    code: 'unbalanced_mark',
    start,
    message: 'a quotation mark without its fellow: it was not read as a quotation',
  };
}

function spansOf(
  text: string,
  { start, end }: Stretch,
  carried: Open | null,
): { spans: QuotedSpan[]; open: Open | null; lost: number[] } {
  const spans: QuotedSpan[] = [];
  const lost: number[] = [];
  let open = carried;
  let at = start;
  if (carried) at += text.slice(start, end).indexOf(carried.mark) + 1;
  const isLost = new Set<string>();
  for (; at < end; at += 1) {
    if (open === null) {
      if (opensAt(text, at, start) && !isLost.has(text[at]!)) open = { at, mark: text[at]!, paragraphs: 1 };
      continue;
    }
    const { mark } = open;
    if (text[at] === CLOSING[mark] && closesAt(text, at, mark)) {
      if (at > open.at + 1)
        spans.push({ open: open.at, close: at, start: open.at + 1, end: at, paragraphs: open.paragraphs });
      open = null;
    } else if (text[at] === mark && '“«'.includes(mark)) {
      lost.push(open.at);
      open = { at, mark, paragraphs: 1 };
    } else if (at === end - 1 && "'‘".includes(mark)) {
      // An apostrophe that looked like an opening mark: read on behind it, once for each kind.
      isLost.add(mark);
      at = open.at;
      open = null;
    }
  }
  return { spans, open, lost };
}
