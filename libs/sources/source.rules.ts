import { createHash } from 'node:crypto';
import type { RecordExcerpt, RecordSource } from '@libs/contracts';
import {
  findPassage,
  PASSAGE_SEPARATOR,
  refuseOffsets,
  refuseTextAsCapture,
  rematch,
  selectorsOf,
} from '@libs/domain/anchoring';
import type { Anchor, Passage, Rematch, Selectors } from '@libs/domain/anchoring';
import { parsePartialDate } from '@libs/domain/dates';
import { shortNumber, type DateOrigin, type NumberedKind } from '@libs/domain/vocabulary';
import type { InputProblem } from '@libs/platform/errors';

/** SHA-256 over the text's UTF-8 bytes, as small hexadecimal digits. */
export function textHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A date needs its origin and the reverse; a day must be in the calendar. The origin stands at `<path>Origin`. */
export function dateProblems(path: string, value: string | null, origin: DateOrigin | null): InputProblem[] {
  const originPath = `${path}Origin`;
  if (value === null) {
    if (origin === null) return [];
    return [{ path: originPath, code: 'origin_without_date', message: 'there is no date: leave its origin out too' }];
  }
  const problems = calendarProblems(path, value);
  if (origin === null) {
    const message = 'say where the date comes from: in_text, entered_by_hand or derived';
    problems.push({ path: originPath, code: 'origin_missing', message });
  }
  return problems;
}

/** A partial date of the right shape may still name a day that does not exist, such as 2019-02-30. */
export function calendarProblems(path: string, value: string | null): InputProblem[] {
  if (value === null || parsePartialDate(value).precision !== 'none') return [];
  return [{ path, code: 'no_such_date', message: `${value} is not in the calendar` }];
}

export function textProblems(path: string, text: string): InputProblem[] {
  const refusal = refuseTextAsCapture(text);
  return refusal ? [{ path, code: refusal.code, message: refusal.message }] : [];
}

/** Everything that keeps a source from being recorded, by path. */
export function sourceProblems(input: RecordSource): InputProblem[] {
  return [
    ...dateProblems('publishedOn', input.publishedOn, input.publishedOnOrigin),
    ...captureProblems(input),
    ...originalProblems(input),
  ];
}

function captureProblems({ captureKind, capturedText: text, passages }: RecordSource): InputProblem[] {
  const problems: InputProblem[] = [];
  if (captureKind === 'stub' && text !== null) {
    problems.push({ path: 'capturedText', code: 'stub_with_text', message: 'a stub holds no text' });
  }
  if (captureKind !== 'passages' && passages !== null && passages.length > 0) {
    const message = `a capture of kind ${captureKind} has no passages`;
    problems.push({ path: 'passages', code: 'passages_not_expected', message });
  }
  if (captureKind === 'stub') return problems;
  if (text === null || text === '') {
    return [...problems, { path: 'capturedText', code: 'text_missing', message: 'paste the captured text' }];
  }
  const unfit = textProblems('capturedText', text);
  if (unfit.length > 0 || captureKind !== 'passages') return [...problems, ...unfit];
  if (passages === null || passages.length === 0) {
    return [...problems, { path: 'passages', code: 'passages_missing', message: 'name the passages of the text' }];
  }
  return [...problems, ...passageProblems(text, passages)];
}

function originalProblems(input: RecordSource): InputProblem[] {
  const { captureKind, originalSha256, originalLengthUtf16: length, passages } = input;
  const problems: InputProblem[] = [];
  const needed = captureKind === 'passages' || originalSha256 !== null || length !== null;
  const message = 'a passages capture names the hash and the length of the full document, both or neither elsewhere';
  if (needed && originalSha256 === null) problems.push({ path: 'originalSha256', code: 'original_missing', message });
  if (needed && length === null) problems.push({ path: 'originalLengthUtf16', code: 'original_missing', message });
  (passages ?? []).forEach((passage, index) => {
    const end = passage.originalStartUtf16 + passage.endUtf16 - passage.startUtf16;
    if (length === null || end <= length) return;
    problems.push({
      path: `passages.${index}.originalStartUtf16`,
      code: 'offsets_out_of_range',
      message: `the passage would end at ${end}, after the end of the full document at ${length}`,
    });
  });
  return problems;
}

/** The passages must be the whole text, in the order of the document, with one blank line between two of them. */
function passageProblems(text: string, passages: NonNullable<RecordSource['passages']>): InputProblem[] {
  const problems: InputProblem[] = [];
  passages.forEach((passage, index) => {
    const { startUtf16: start, endUtf16: end, originalStartUtf16: originalStart } = passage;
    const say = (field: string, code: string, message: string) =>
      problems.push({ path: `passages.${index}.${field}`, code, message });
    const before = index === 0 ? null : passages[index - 1]!;
    const expected = before === null ? 0 : before.endUtf16 + PASSAGE_SEPARATOR.length;
    const refusal = refuseOffsets(text, start, end);
    if (start !== expected) {
      say('startUtf16', 'passage_gap', `must be ${expected}: passages follow each other after one blank line`);
    } else if (before !== null && text.slice(before.endUtf16, start) !== PASSAGE_SEPARATOR) {
      say('startUtf16', 'separator_missing', 'there is no blank line between this passage and the one before');
    } else if (refusal) {
      say('endUtf16', refusal.code, refusal.message);
    }
    if (before !== null && originalStart < before.originalStartUtf16 + before.endUtf16 - before.startUtf16) {
      say('originalStartUtf16', 'passage_out_of_order', 'the passage starts before the end of the one before it');
    }
    if (index === passages.length - 1 && end < text.length) {
      say('endUtf16', 'text_left_over', `must be ${text.length}: the text goes on after the last passage`);
    }
  });
  return problems;
}

/** The selectors of a chosen excerpt, or the problems by path. The words sent along must stand at the offsets. */
export function selectExcerpt(
  text: string,
  passages: readonly Passage[],
  { startUtf16, endUtf16, exact }: RecordExcerpt,
): { readonly selectors: Selectors } | { readonly problems: InputProblem[] } {
  const refusal = refuseOffsets(text, startUtf16, endUtf16);
  if (refusal) {
    const path = endUtf16 > text.length ? 'endUtf16' : 'startUtf16';
    return { problems: [{ path, code: refusal.code, message: refusal.message }] };
  }
  const passage = findPassage(passages, startUtf16, endUtf16);
  if (passages.length > 0 && !passage) {
    const message = `Offsets ${startUtf16} to ${endUtf16} do not lie within one passage.`;
    return { problems: [{ path: 'startUtf16', code: 'outside_passage', message }] };
  }
  const selectors = selectorsOf(text, startUtf16, endUtf16, passage);
  if (selectors.exact === exact) return { selectors };
  const message = `At ${startUtf16} to ${endUtf16} the text reads “${shortened(selectors.exact)}”.`;
  return { problems: [{ path: 'exact', code: 'text_differs', message }] };
}

/**
 * How an excerpt stands in a newer full text of its document, with the score to four digits. The words of a passage
 * are expected at the passage's own place in the document.
 */
export function standingIn(text: string, excerpt: Anchor, passages: readonly Passage[]): Rematch {
  const passage = findPassage(passages, excerpt.startUtf16, excerpt.endUtf16);
  const shift = passage ? passage.originalStart - passage.start : 0;
  const expected = { startUtf16: excerpt.startUtf16 + shift, endUtf16: excerpt.endUtf16 + shift };
  const found = rematch({ ...excerpt, ...expected }, text, []);
  return found.status === 'orphaned' ? found : { ...found, score: Math.round(found.score * 10_000) / 10_000 };
}

/** A live record that would lose its ground. Answers of a round have no number of their own. */
export interface Reliant {
  kind: NumberedKind | 'answer';
  number: number | null;
  indicator: string | null;
}

/** Why a record must stay as it is: the short numbers of what rests on it. Null where nothing does. */
export function refuseWhileReliedOn(what: string, reliants: readonly Reliant[]): string | null {
  if (reliants.length === 0) return null;
  const names = reliants.map(({ kind, number, indicator }) =>
    kind === 'answer' ? `the answer to ${indicator}` : shortNumber(kind, number!),
  );
  return `Other records rely on this ${what}: ${[...new Set(names)].join(', ')}. Withdraw or change them first.`;
}

/** The fields among these that a revision gives another value. */
export function changedAmong<Fields extends object>(
  fields: readonly (keyof Fields & string)[],
  before: Fields,
  after: Partial<Fields>,
): string[] {
  const isOther = (field: keyof Fields) => JSON.stringify(after[field]) !== JSON.stringify(before[field]);
  return fields.filter((field) => after[field] !== undefined && isOther(field));
}

const LABEL_CHARACTERS = 120;

/** The beginning of a text for labels and messages; never half a character. */
export function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LABEL_CHARACTERS + 2));
  return characters.length <= LABEL_CHARACTERS ? text : `${characters.slice(0, LABEL_CHARACTERS).join('')}…`;
}
