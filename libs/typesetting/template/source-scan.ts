import { LIMITS } from './limits.ts';
import type { TemplateProblem, TemplateProblemCode } from './problems.ts';

const PRIVATE_USE = /[\uE000-\uF8FF]/g;

/**
 * The checks that must pass before any parser sees the source (rules H1 and H2): parsing deep nesting is
 * itself the attack. Counts are taken from the raw characters, comments included, so a comment cannot hide
 * a block from them.
 */
export function scanSource(source: unknown): TemplateProblem[] {
  if (typeof source !== 'string') {
    return [{ line: 1, column: 1, code: 'not_text', message: 'A template is text; anything else is refused.' }];
  }
  if (source.length > LIMITS.sourceCharacters) {
    const message = `The template has ${source.length} characters; at most ${LIMITS.sourceCharacters} are allowed.`;
    return [{ line: 1, column: 1, code: 'too_long', message }];
  }
  const problems: TemplateProblem[] = [];
  const report = (offset: number, code: TemplateProblemCode, message: string) =>
    problems.push({ ...placeOf(source, offset), code, message });

  const reserved = source.search(PRIVATE_USE);
  if (reserved >= 0) {
    report(reserved, 'reserved_character', 'Characters U+E000 to U+F8FF are reserved; remove this one.');
  }
  const raw = source.indexOf('{{{{');
  if (raw >= 0) report(raw, 'construct_not_allowed', 'Raw blocks ({{{{ }}}}) are not allowed.');

  scanMustaches(source, report);
  return problems;
}

function scanMustaches(source: string, report: (offset: number, code: TemplateProblemCode, message: string) => void) {
  let mustaches = 0;
  let opens = 0;
  for (let at = source.indexOf('{{'); at >= 0; at = source.indexOf('{{', at + 2)) {
    mustaches += 1;
    if (mustaches === LIMITS.mustaches + 1) {
      report(at, 'too_many_fields', `More than ${LIMITS.mustaches} fields and blocks; split the letter.`);
      return;
    }
    const end = source.indexOf('}}', at);
    const inner = source.slice(at + 2, end < 0 ? source.length : end).replace(/^~/, '');
    if (/^[#^]/.test(inner)) {
      opens += 1;
      if (opens === LIMITS.blockOpens + 1) {
        report(at, 'too_deep', `More than ${LIMITS.blockOpens} blocks; a letter needs far fewer.`);
        return;
      }
    }
    if (inner.startsWith('!')) continue;
    if (inner.length > LIMITS.mustacheCharacters) {
      report(at, 'too_long', `A field or block tag is longer than ${LIMITS.mustacheCharacters} characters.`);
    }
    if (inner.includes('(')) {
      report(at, 'construct_not_allowed', 'Calls within calls, ( ), are not allowed. Name one field.');
    }
  }
}

/** The 1-based line and column of a UTF-16 offset. */
export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}
