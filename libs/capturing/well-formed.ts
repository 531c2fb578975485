/**
 * A text without what no captured text may hold: U+0000 goes, and half a character becomes U+FFFD. For formats whose own
 * tables of characters are at times wrong.
 */
export function wellFormed(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}
