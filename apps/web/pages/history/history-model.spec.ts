import { fieldInWords, valueInWords } from '../../words/history.ts';
import { asKnownOn, changesOf, idsIn, type KeptVersion } from './history-model.ts';

const FIRM = '01930000-0000-7000-8000-000000000001';

function version(number: number, changedAt: string, snapshot: Record<string, unknown>): KeptVersion {
  return { version: number, changedAt, changedBy: 'Ann Example', reason: null, snapshot };
}

// Noon, so that the day is the same in most time zones.
const versions = [
  version(3, '2026-03-03T12:00:00.000Z', { id: 'x', version: 3, note: 'second', country: 'US', subjectId: FIRM }),
  version(2, '2026-03-03T11:00:00.000Z', { id: 'x', version: 2, note: 'first', country: 'US' }),
  version(1, '2026-03-01T12:00:00.000Z', { id: 'x', version: 1, note: null, country: null }),
];

describe('a history', () => {
  it('tells the version that stood at the end of a day', () => {
    expect(asKnownOn(versions, '2026-02-27')).toBeUndefined();
    expect(asKnownOn(versions, '2026-03-02')?.version).toBe(1);
    expect(asKnownOn(versions, '2026-03-04')?.version).toBe(3);
  });

  it('tells what a version changed, and nothing of its number', () => {
    expect(changesOf(versions, versions[1]!)).toEqual([
      { field: 'note', before: null, after: 'first' },
      { field: 'country', before: null, after: 'US' },
    ]);
    expect(changesOf(versions, versions[0]!)).toEqual([
      { field: 'note', before: 'first', after: 'second' },
      { field: 'subjectId', before: undefined, after: FIRM },
    ]);
    expect(changesOf(versions, versions[2]!)).toBeNull();
  });

  it('finds each id once', () => {
    expect(idsIn([...versions, versions[0]!])).toEqual([FIRM]);
  });
});

describe('a kept value in words', () => {
  const nameOf = (id: string) => (id === FIRM ? 'Sample Devices' : undefined);
  it.each([
    [null, 'not recorded'],
    ['', 'not recorded'],
    [[], 'not recorded'],
    [false, 'no'],
    [0, '0'],
    [FIRM, 'Sample Devices'],
    ['2024-05', 'May 2024'],
    ['not_enough_evidence', 'not enough evidence'],
    ['Plain words_with a line', 'Plain words_with a line'],
    [[FIRM, 'x'], 'Sample Devices\nx'],
    [{ madeOn: '2024-05-14', negated: true }, 'Said on: 14 May 2024; A denial: yes'],
  ])('%p is %s', (value, words) => {
    expect(valueInWords(value, nameOf)).toBe(words);
  });

  it('is cut where it is long, and says how long', () => {
    expect(valueInWords('a'.repeat(5000), nameOf)).toMatch(/a… \(5,000 characters\)$/);
  });

  it('stands under a label, its own name where there is no better one', () => {
    expect([fieldInWords('speakerRole'), fieldInWords('subjectId'), fieldInWords('answerStatementIds')]).toEqual([
      'Speaker role',
      'Subject',
      'Answer statement',
    ]);
  });
});
