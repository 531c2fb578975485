/** The longest context kept on each side of a quotation, in UTF-16 units (evidence model, I4). */
export const CONTEXT_UNITS = 32;

/** A half-open stretch of text, `[start, end)`, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** True where `offset` falls between the two halves of one character (evidence model, I4). */
export function splitsSurrogatePair(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  return isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset));
}

/** The offset of the first surrogate without its partner, or -1. Such text has no UTF-8 form. */
export function firstLoneSurrogate(text: string): number {
  for (let offset = 0; offset < text.length; offset += 1) {
    const unit = text.charCodeAt(offset);
    if (isLowSurrogate(unit)) return offset;
    if (!isHighSurrogate(unit)) continue;
    if (offset + 1 >= text.length || !isLowSurrogate(text.charCodeAt(offset + 1))) return offset;
    offset += 1;
  }
  return -1;
}

/**
 * The number of code points before a UTF-16 offset: the count PostgreSQL's `substr` and `length` use,
 * so that `substr(text, characters + 1, n)` starts at the same place (decision 22).
 */
export function charactersBefore(text: string, offsetUtf16: number): number {
  let characters = 0;
  for (let offset = 0; offset < offsetUtf16; offset += 1) {
    if (!splitsSurrogatePair(text, offset)) characters += 1;
  }
  return characters;
}

/**
 * The text without the characters at its end that `character` matches, a pattern for one character of one unit.
 * A pattern such as `/[.,]+$/` would begin again at each of them and take quadratic time on user text.
 */
export function withoutTrailing(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
