const SPACES = /[\s\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu;

/**
 * The text with curly quotation marks made straight and all spaces plain. Each unit stands for one unit, so that
 * offsets hold in the original (evidence model, section 9, rule 1). Units that the masks use are made dots.
 */
export function shadowOf(text: string): string {
  return text
    .replace(SPACES, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[“”„‟]/g, '"')
    .replace(/[\uE000\uE001]/g, '·');
}

/** Stands for a unit of a registered name. */
export const NAME_UNIT = '\uE000';
/** Stands for a unit inside quotation marks. */
export const QUOTED_UNIT = '\uE001';

/** A text with stretches put out of sight, each unit by one unit. */
export function masked(text: string, stretches: readonly { start: number; end: number }[], unit: string): string {
  let built = '';
  let at = 0;
  for (const { start, end } of stretches) {
    built += text.slice(at, start) + unit.repeat(end - start);
    at = end;
  }
  return built + text.slice(at);
}
