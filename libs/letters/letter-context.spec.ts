import type { FindingView } from '@libs/contracts';
import { excessProblems, type LetterRecord } from './letter-context.ts';

function recordWith(count: number, words = 10): LetterRecord {
  const findings = Array.from({ length: count }, (_, at) => ({
    id: `f${at}`,
    findingType: 'supply',
    excerpts: [{ sourceId: 's', startUtf16: at * 10, endUtf16: at * 10 + words }],
    answers: [],
  }));
  return {
    company: { id: 'c' },
    findings,
    actsOfOthers: [],
    claims: [],
    answersInSources: [],
  } as unknown as LetterRecord;
}

describe('what a first-contact letter takes', () => {
  it.each([
    ['as many reports as the letter type allows', recordWith(12), []],
    [
      'one report more',
      recordWith(13),
      [
        {
          path: 'findingIds',
          code: 'too_many_findings',
          message:
            '13 entries for “what was reported”, and a letter has room for 12: choose fewer findings, on the screen with ' +
            '“Choose findings” or with plumbline letter --finding F-1, once for each',
        },
      ],
    ],
  ])('is known before sources are read: %s', (_title, record, problems) => {
    expect(excessProblems(record)).toEqual(problems);
  });

  it('counts findings on the same words as one report', () => {
    const { findings, ...rest } = recordWith(1);
    expect(excessProblems({ ...rest, findings: Array<FindingView>(13).fill(findings[0]!) })).toEqual([]);
  });

  it('is known in the time of sorting the findings', () => {
    const began = performance.now();
    expect(excessProblems(recordWith(20_000))).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
