import type { RecordSource } from '@libs/contracts';
import {
  dateProblems,
  refuseWhileReliedOn,
  selectExcerpt,
  shortened,
  sourceProblems,
  textHash,
} from './source.rules.ts';

const HASH = 'a'.repeat(64);

const base: RecordSource = {
  title: 'A report',
  sourceTypes: ['thirdParty'],
  url: null,
  archiveUrl: null,
  publisher: null,
  publishedOn: null,
  publishedOnOrigin: null,
  assertedBy: null,
  language: 'en',
  licence: null,
  captureKind: 'full',
  retrievedAt: null,
  capturedText: 'The text.',
  passages: null,
  originalSha256: null,
  originalLengthUtf16: null,
  syndicatedFromId: null,
};

const passage = (startUtf16: number, endUtf16: number, originalStartUtf16: number) => ({
  startUtf16,
  endUtf16,
  originalStartUtf16,
});

const inPassages: RecordSource = {
  ...base,
  captureKind: 'passages',
  capturedText: 'One.\n\nTwo.',
  passages: [passage(0, 4, 10), passage(6, 10, 40)],
  originalSha256: HASH,
  originalLengthUtf16: 44,
};

function problemsOf(input: RecordSource): string[] {
  return sourceProblems(input).map(({ path, code }) => `${path} ${code}`);
}

describe('a source', () => {
  it.each([
    ['a full capture', base],
    ['passages of a longer text', inPassages],
    ['a stub', { ...base, captureKind: 'stub' as const, capturedText: null }],
    ['one single passage', { ...inPassages, capturedText: 'One.', passages: [passage(0, 4, 0)] }],
  ])('is accepted as %s', (_title, input) => {
    expect(problemsOf(input)).toEqual([]);
  });

  it.each([
    ['a stub with text', { captureKind: 'stub' as const }, ['capturedText stub_with_text']],
    ['a capture without text', { capturedText: null }, ['capturedText text_missing']],
    ['an empty text', { capturedText: '' }, ['capturedText text_missing']],
    ['U+0000', { capturedText: 'ab\u0000' }, ['capturedText nul_character']],
    ['half a character', { capturedText: 'a\ud83d' }, ['capturedText lone_surrogate']],
    ['passages of a full capture', { passages: [passage(0, 9, 0)] }, ['passages passages_not_expected']],
    ['a hash without a length', { originalSha256: HASH }, ['originalLengthUtf16 original_missing']],
    ['a date without origin', { publishedOn: '2019-11' }, ['publishedOnOrigin origin_missing']],
    ['an origin without date', { publishedOnOrigin: 'in_text' as const }, ['publishedOnOrigin origin_without_date']],
    [
      'a day that does not exist',
      { publishedOn: '2019-02-29', publishedOnOrigin: 'in_text' as const },
      ['publishedOn no_such_date'],
    ],
  ])('is refused for %s', (_title, change, expected) => {
    expect(problemsOf({ ...base, ...change })).toEqual(expected);
  });

  it.each([
    ['without a table', { passages: [] }, ['passages passages_missing']],
    [
      'that do not begin with the text',
      { passages: [passage(1, 4, 0), passage(6, 10, 40)] },
      ['passages.0.startUtf16 passage_gap'],
    ],
    ['with a gap', { passages: [passage(0, 4, 0), passage(7, 10, 40)] }, ['passages.1.startUtf16 passage_gap']],
    ['not joined by a blank line', { capturedText: 'One. \nTwo.' }, ['passages.1.startUtf16 separator_missing']],
    ['that leave text over', { capturedText: 'One.\n\nTwo.!' }, ['passages.1.endUtf16 text_left_over']],
    [
      'beyond the text',
      { passages: [passage(0, 4, 0), passage(6, 11, 30)] },
      ['passages.1.endUtf16 offsets_out_of_range'],
    ],
    [
      'that are empty',
      { capturedText: 'One.\n\n', passages: [passage(0, 4, 0), passage(6, 6, 30)] },
      ['passages.1.endUtf16 excerpt_empty'],
    ],
    [
      'that cut a character',
      { capturedText: '\u{1F600}\n\n', passages: [passage(0, 1, 0)] },
      ['passages.0.endUtf16 surrogate_pair_split', 'passages.0.endUtf16 text_left_over'],
    ],
    [
      'out of order in the document',
      { passages: [passage(0, 4, 37), passage(6, 10, 40)] },
      ['passages.1.originalStartUtf16 passage_out_of_order'],
    ],
    [
      'after the end of the document',
      { originalLengthUtf16: 43 },
      ['passages.1.originalStartUtf16 offsets_out_of_range'],
    ],
    [
      'without hash and length of the document',
      { originalSha256: null, originalLengthUtf16: null },
      ['originalSha256 original_missing', 'originalLengthUtf16 original_missing'],
    ],
  ])('is refused for passages %s', (_title, change, expected) => {
    expect(problemsOf({ ...inPassages, ...change })).toEqual(expected);
  });

  it('may begin a passage where the one before ends in the document', () => {
    expect(problemsOf({ ...inPassages, passages: [passage(0, 4, 36), passage(6, 10, 40)] })).toEqual([]);
  });

  it('has the hash of its UTF-8 bytes', () => {
    // The published test vector of SHA-256 for "abc", and the same text with a no-break space in front.
    expect(textHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(textHash('\u00a0abc')).not.toBe(textHash(' abc'));
  });
});

describe('an excerpt', () => {
  const text = 'One\u00a0two.\n\nThree four.';
  const passages = [
    { ordinal: 1, start: 0, end: 8, originalStart: 5 },
    { ordinal: 2, start: 10, end: 21, originalStart: 50 },
  ];

  it('takes its neighbours from its passage', () => {
    const selected = selectExcerpt(text, passages, { startUtf16: 10, endUtf16: 15, exact: 'Three' });
    expect(selected).toMatchObject({ selectors: { prefix: '', suffix: ' four.', startChar: 10, endChar: 15 } });
  });

  it.each([
    ['other words', 0, 7, 'One two', 'exact text_differs'],
    ['two passages', 4, 15, 'two.\n\nThree', 'startUtf16 outside_passage'],
    ['an end after the text', 10, 22, 'Three four.', 'endUtf16 offsets_out_of_range'],
    ['no character', 3, 3, 'x', 'startUtf16 excerpt_empty'],
  ])('is refused for %s', (_title, startUtf16, endUtf16, exact, expected) => {
    const selected = selectExcerpt(text, passages, { startUtf16, endUtf16, exact });
    expect('problems' in selected && selected.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([expected]);
  });

  it('is told what stands at the offsets', () => {
    const selected = selectExcerpt(text, [], { startUtf16: 0, endUtf16: 3, exact: 'Two' });
    expect(selected).toEqual({
      problems: [{ path: 'exact', code: 'text_differs', message: 'At 0 to 3 the text reads “One”.' }],
    });
  });
});

describe('a record that others rely on', () => {
  it('names each of them once', () => {
    const answer = { kind: 'answer' as const, number: null, indicator: 'P1' };
    const reliants = [{ kind: 'claim' as const, number: 115, indicator: null }, answer, answer];
    expect(refuseWhileReliedOn('excerpt', reliants)).toBe(
      'Other records rely on this excerpt: C-115, the answer to P1. Withdraw or change them first.',
    );
  });

  it('may go when nothing is left', () => {
    expect(refuseWhileReliedOn('excerpt', [])).toBeNull();
  });
});

describe('a label', () => {
  it('is cut between characters, and only when it is long', () => {
    expect(shortened('\u{1F600}'.repeat(120))).toBe('\u{1F600}'.repeat(120));
    expect(shortened('\u{1F600}'.repeat(121))).toBe(`${'\u{1F600}'.repeat(120)}…`);
  });
});

describe('a date', () => {
  it('has an origin, and an origin has a date', () => {
    expect(dateProblems('madeOn', null, null)).toEqual([]);
    expect(dateProblems('madeOn', '2020-02-29', 'derived')).toEqual([]);
    expect(dateProblems('madeOn', '2019-02-29', null).map(({ path }) => path)).toEqual(['madeOn', 'madeOnOrigin']);
  });
});
