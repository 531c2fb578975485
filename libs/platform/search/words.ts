import { withoutTrailing } from '@libs/domain/anchoring';

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.&-]*/gu;
const UNSPACED_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const LONGEST_WORD = 64;

/** One form for letters with marks, wide letters and capitals, so that typing finds them all. */
export function foldWord(word: string): string {
  const plain = word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'");
  return withoutTrailing(plain, /[.'&-]/u);
}

/**
 * The search words of a text, each once. Scripts written without spaces give pairs of characters. A word with inner
 * dots or hyphens is found as a whole and by its parts.
 */
export function searchWords(text: string): string[] {
  const words = new Set<string>();
  for (const [found] of text.matchAll(WORD)) {
    if (UNSPACED_SCRIPT.test(found)) {
      const characters = [...found.normalize('NFKC')];
      if (characters.length === 1) words.add(found);
      for (let at = 0; at + 1 < characters.length; at += 1) words.add(characters[at]! + characters[at + 1]!);
      continue;
    }
    const folded = foldWord(found).slice(0, LONGEST_WORD);
    if (folded !== '') words.add(folded);
    for (const part of folded.split(/[.&'-]+/u)) if (part.length > 1) words.add(part);
  }
  return [...words];
}
