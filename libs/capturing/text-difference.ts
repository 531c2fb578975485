import { setImmediate as nextTurn } from 'node:timers/promises';
import { diffArrays, diffWordsWithSpace } from 'diff';

export interface DifferencePart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

export interface TextDifference {
  /** What is the same or removed, put together, is the earlier text; what is the same or added, the later one. */
  parts: DifferencePart[];
  /** Whether some passages were too different to be compared by words: they stand as removed and added whole. */
  isCoarse: boolean;
}

/** Milliseconds that the program may do nothing else, and that one comparison may take in all. */
const TURN = 40;
const MOST = 2000;

/**
 * What changed from one text to a later one, by words. Lines that are the same are found first, then the words of those that
 * are not. Nothing is normalised: a no-break space in place of a space is a change.
 */
export async function textDifference(before: string, after: string): Promise<TextDifference> {
  const until = performance.now() + MOST;
  const parts: DifferencePart[] = [];
  let isCoarse = false;
  for (const { removed, added, same } of blocksOf(before, after)) {
    if (same !== '') push(parts, 'same', same);
    if (removed === '' || added === '') {
      push(parts, 'removed', removed);
      push(parts, 'added', added);
      continue;
    }
    const left = until - performance.now();
    const words = left > 0 ? diffWordsWithSpace(removed, added, { timeout: Math.min(TURN, left) }) : undefined;
    if (words === undefined) isCoarse = true;
    for (const word of words ?? [
      { removed: true, added: false, value: removed },
      { removed: false, added: true, value: added },
    ]) {
      push(parts, word.removed ? 'removed' : word.added ? 'added' : 'same', word.value);
    }
    await nextTurn();
  }
  return { parts, isCoarse };
}

interface Block {
  same: string;
  removed: string;
  added: string;
}

/** The texts in turns: lines that are the same, then lines that one or both have in their place. */
function blocksOf(before: string, after: string): Block[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const changes = diffArrays(old, fresh, { timeout: TURN });
  if (changes === undefined) return [between(old, fresh)];
  const blocks: Block[] = [{ same: '', removed: '', added: '' }];
  for (const { removed, added, value } of changes) {
    const text = value.join('');
    if (removed) blocks.at(-1)!.removed += text;
    else if (added) blocks.at(-1)!.added += text;
    else blocks.push({ same: text, removed: '', added: '' });
  }
  return blocks;
}

/** Where the lines are too different to be set against each other: what is between the same beginning and the same end. */
function between(old: string[], fresh: string[]): Block {
  let from = 0;
  while (from < old.length && from < fresh.length && old[from] === fresh[from]) from += 1;
  return { same: old.slice(0, from).join(''), removed: old.slice(from).join(''), added: fresh.slice(from).join('') };
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function push(parts: DifferencePart[], kind: DifferencePart['kind'], text: string): void {
  if (text === '') return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

/** What of the same text is shown around a change, in UTF-16 code units. */
const AROUND = 400;

/** A part, or how many code units of the same text are left out in its place. */
export type ShownPart = DifferencePart | { kind: 'left_out'; text: null; lengthUtf16: number };

/** The parts with long stretches of the same text cut to what stands next to a change. */
export function aroundChanges(parts: readonly DifferencePart[]): ShownPart[] {
  return parts.flatMap((part, index): ShownPart[] => {
    const head = index === 0 ? 0 : AROUND;
    const tail = index === parts.length - 1 ? 0 : AROUND;
    if (part.kind !== 'same' || part.text.length <= head + tail + AROUND) return [part];
    const begin = betweenWords(part.text, head);
    const end = betweenWords(part.text, part.text.length - tail);
    return [
      { kind: 'same' as const, text: part.text.slice(0, begin) },
      { kind: 'left_out' as const, text: null, lengthUtf16: end - begin },
      { kind: 'same' as const, text: part.text.slice(end) },
    ].filter(({ text }) => text !== '');
  });
}

/** A place near by that does not split a word; in a text without blanks, one that does not split a character. */
function betweenWords(text: string, at: number): number {
  if (at === 0 || at === text.length) return at;
  const blank = text.slice(Math.max(0, at - 40), at).search(/\s\S*$/);
  if (blank >= 0) return Math.max(0, at - 40) + blank + 1;
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at;
}
