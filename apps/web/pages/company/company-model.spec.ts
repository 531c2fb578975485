import { describe, expect, it } from '@jest/globals';
import type { AssessmentView, ComparisonView } from '@libs/contracts';
import { bandsOf, findingItems, readingsOf, readingsWith, stepsOf } from './comparison-model.ts';
import { requestLine, whyNoLetter } from './correspondence-model.ts';

const company = { id: 'netposa', shortName: 'NetPosa' };
const said = { value: '2019-11-27' };
const claim = (number: string) => ({ id: number, number, saidOn: said });
const finding = (number: string, follows: string | null = null) => ({
  id: number,
  number,
  excerpts: [{ id: `words of ${number}` }],
  subject: company,
  object: null,
  objectText: number,
  reportedOn: said,
  attributionLine: '',
  confirmed: false,
  follows: follows ? { id: follows } : null,
});
const assessment = (number: string, of: string, findings: string[]) => ({
  id: number,
  number,
  claim: { id: of },
  status: 'draft',
  evidence: findings.map((id) => ({ finding: { id }, statement: null, stance: 'context', weightNote: null })),
});
const view = (parts: object) =>
  ({ company, claims: [], findings: [], actsOfOthers: [], assessments: [], ...parts }) as unknown as ComparisonView;

const read = (shown: ComparisonView) => {
  const bands = bandsOf(shown, 'month');
  const readings = readingsOf(shown, bands);
  return { readings, steps: stepsOf(shown, bands, readings) };
};

describe('the steps of J and K', () => {
  it('are readings, claims without one, then findings that no reading considers', () => {
    const shown = view({
      claims: [claim('C-1'), claim('C-2')],
      findings: [finding('F-1'), finding('F-2')],
      actsOfOthers: [finding('F-3', 'F-1')],
      assessments: [assessment('A-1', 'C-1', ['F-1'])],
    });
    expect(read(shown).steps).toEqual(['A-1', 'C-2', 'F-3', 'F-2']);
  });

  it('reach every claim of a company that nobody has assessed', () => {
    expect(read(view({ claims: [claim('C-1'), claim('C-2')] })).steps).toEqual(['C-1', 'C-2']);
  });
});

describe('the readings of a record', () => {
  it('are found from the claim and from each finding', () => {
    const { readings } = read(
      view({
        claims: [claim('C-1')],
        findings: [finding('F-1')],
        assessments: [assessment('A-1', 'C-1', ['F-1']), assessment('A-2', 'C-1', [])],
      }),
    );
    expect(readingsWith(readings, 'C-1').map(({ assessment: { number } }) => number)).toEqual(['A-1', 'A-2']);
    expect(readingsWith(readings, 'F-1').map(({ assessment: { number } }) => number)).toEqual(['A-1']);
    expect(readingsWith(readings, 'F-9')).toEqual([]);
  });
});

describe('an act on the page of the company that acted', () => {
  it('is its own conduct, though it follows from a finding about another company', () => {
    const [item] = findingItems(view({ findings: [finding('F-3', 'F-1')] }));
    expect(item?.ofOther).toBe(false);
  });

  it('is the act of another party on the page of the company it follows from', () => {
    const [item] = findingItems(view({ findings: [finding('F-1')], actsOfOthers: [finding('F-3', 'F-1')] }));
    expect([item?.ofOther, item?.acts[0]?.ofOther]).toEqual([false, true]);
  });
});

describe('what a company was asked', () => {
  const asked = { number: 'A-7', askedOn: '2019-11-18', answerDueOn: '2019-12-02' } as AssessmentView;

  it('stands with the day, the due day and the reading that records it', () => {
    expect(requestLine(asked)).toBe('Asked 18 Nov 2019, answer due 2 Dec 2019 (A-7)');
  });

  it('names the reply and its grade where they are recorded', () => {
    const replied = {
      ...asked,
      answerDueOn: null,
      replyOutcome: 'answered',
      replyGrade: 'tangential',
    } as AssessmentView;
    expect(requestLine(replied)).toBe('Asked 18 Nov 2019 (A-7); reply: answered; graded tangential');
  });
});

describe('why no letter can be drafted', () => {
  const reported = view({ findings: [finding('F-1')] });
  it.each([
    ['nothing is reported', view({}), [{ companyId: null }], 'Nothing is reported yet'],
    ['no profile is there', reported, [], 'no letter profile for NetPosa'],
    ['the profile is another company’s', reported, [{ companyId: 'intel' }], 'no letter profile for NetPosa'],
    ['two profiles serve any company', reported, [{ companyId: null }, { companyId: null }], 'several letter profiles'],
  ])('%s', (_, shown, profiles, words) => {
    expect(whyNoLetter(shown, profiles)).toContain(words);
  });

  it('is nothing where the company has its own profile beside a general one', () => {
    expect(whyNoLetter(reported, [{ companyId: 'netposa' }, { companyId: null }])).toBeNull();
  });
});
