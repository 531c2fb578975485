import fc from 'fast-check';
import { parsePartialDate } from '@libs/domain/dates';
import { VERDICTS, type ReplyGrade, type Stance, type Verdict } from '@libs/domain/vocabulary';
import {
  assessmentProblems,
  refuseAssessment,
  refuseVerdict,
  stanceFor,
  testedTimeOf,
  versionInForce,
} from './index.ts';
import type { AssessmentDraft } from './index.ts';

const on = parsePartialDate;
const anchored = [{ anchorStatus: 'exact' as const }];
const sound: AssessmentDraft = {
  verdict: 'inconsistent',
  status: 'published',
  rationale: 'The register shows a sale to the city police without an end-use statement.',
  asOf: '2019-12-03',
  today: '2019-12-04',
  claim: {
    made: on('2019-01-14'),
    tested: 'future',
    testableCondition: 'A written end-use statement.',
    excerpts: anchored,
  },
  evidence: [
    {
      stance: 'contradicts',
      conduct: on('2019-08-06'),
      reported: on('2019-11-27'),
      ofCompany: true,
      excerpts: anchored,
    },
  ],
  firstReader: 'farouk',
  secondReader: 'lindqvist',
};
const context = { ...sound.evidence[0]!, stance: 'context' as const };
const silent = { verdict: 'not_enough_evidence' as const, evidence: [] };
const asked = {
  askedWhat: 'When did supply stop?',
  askedOn: '2019-11-18',
  dueOn: '2019-12-02',
  outcome: 'no_reply' as const,
  grade: null,
};
const answered = (grade: ReplyGrade | null) => ({ ...asked, outcome: 'answered' as const, grade });
const codes = (change: Partial<AssessmentDraft>) => assessmentProblems({ ...sound, ...change }).map(({ code }) => code);
const notExplained = (request: AssessmentDraft['request'], asOf = '2019-12-03') =>
  codes({
    verdict: 'not_explained',
    request,
    asOf,
    evidence: [{ ...sound.evidence[0]!, stance: 'qualifies', reported: on('2019-11-18') }],
  });

describe('an assessment', () => {
  it('stands where every rule is met', () => {
    expect(refuseAssessment(sound)).toBeUndefined();
  });

  it.each<[string, Partial<AssessmentDraft>, string[]]>([
    ['C4 without a rationale', { rationale: '  ' }, ['rationale_missing']],
    ['C4 without a rationale, even as a draft', { rationale: '', status: 'draft' }, ['rationale_missing']],
    ['D4 without as_of', { asOf: null }, ['as_of_missing']],
    ['C2 with an invented verdict', { verdict: 'guilty' as never }, ['verdict_unknown']],
    ['C4 without a second reader', { secondReader: null }, ['second_reader_missing']],
    ['C4 read twice by one person', { secondReader: 'farouk' }, ['same_reader']],
    ['C4 read by an engagement owner', { engagementOwners: ['lindqvist'] }, ['reader_owns_engagement']],
    ['C4 first read by an engagement owner', { engagementOwners: ['farouk'] }, ['reader_owns_engagement']],
    ['C7 with readers who disagree', { secondVerdict: 'consistent' }, ['readers_disagree']],
    [
      'C4 with an orphaned claim',
      { claim: { ...sound.claim, excerpts: [{ anchorStatus: 'orphaned' }] } },
      ['claim_not_anchored'],
    ],
    [
      'C4 with a fuzzy anchor nobody confirmed',
      { claim: { ...sound.claim, excerpts: [{ anchorStatus: 'fuzzy' }] } },
      ['claim_not_anchored'],
    ],
    [
      'C4 without an excerpt of the conduct',
      { evidence: [{ ...sound.evidence[0]!, excerpts: [] }] },
      ['conduct_not_anchored'],
    ],
    [
      'C6 on context alone',
      { evidence: [{ ...sound.evidence[0]!, stance: 'context' }] },
      ['evidence_missing', 'order_unknown'],
    ],
    [
      'D1 on conduct before the commitment',
      { evidence: [{ ...sound.evidence[0]!, conduct: on('2018') }] },
      ['stance_not_open'],
    ],
    [
      'D3 on conduct of unknown order',
      { evidence: [{ ...sound.evidence[0]!, conduct: on('2019') }] },
      ['stance_not_open', 'order_unknown'],
    ],
    [
      'D3 on conduct without a date',
      { evidence: [{ ...sound.evidence[0]!, stance: 'qualifies', conduct: on('') }] },
      ['verdict_not_borne', 'order_unknown'],
    ],
    [
      'decision 5 on an act of a third party',
      { evidence: [{ ...sound.evidence[0]!, ofCompany: false }] },
      ['not_of_the_company'],
    ],
    ['D4 on a day before the claim', { asOf: '2019-01-13', ...silent }, ['as_of_too_early']],
    [
      'D4 on a day before the conduct',
      { asOf: '2019-08-05', ...silent, evidence: [context] },
      ['as_of_too_early', 'as_of_too_early'],
    ],
    ['D4 on a day before the report', { asOf: '2019-11-26' }, ['as_of_too_early']],
    ['D4 on a day to come', { asOf: '2019-12-05' }, ['as_of_in_future']],
    ['C3 as untestable although it has a test', { verdict: 'cannot_be_tested', evidence: [] }, ['claim_can_be_tested']],
  ])('is refused: %s', (_title, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it.each<[string, Partial<AssessmentDraft>]>([
    [
      'a draft without second reader or anchors',
      { status: 'draft', secondReader: null, claim: { ...sound.claim, excerpts: [] } },
    ],
    ['a disagreement in review', { status: 'in_review', secondVerdict: 'consistent' }],
    [
      'a fuzzy anchor confirmed by a person',
      { claim: { ...sound.claim, excerpts: [{ anchorStatus: 'fuzzy', confirmedByPerson: true }] } },
    ],
    ['readers who agree', { secondVerdict: 'inconsistent' }],
    ['"not enough evidence" on the claim alone', { verdict: 'not_enough_evidence', evidence: [] }],
    [
      '"cannot be tested" on the claim alone',
      { verdict: 'cannot_be_tested', evidence: [], claim: { ...sound.claim, testableCondition: null } },
    ],
    [
      'a partly consistent verdict on undated conduct',
      {
        verdict: 'partly_consistent',
        evidence: [{ ...sound.evidence[0]!, stance: 'qualifies', conduct: on('No date.') }],
      },
    ],
    [
      'an ownership share compared as a state of things',
      {
        verdict: 'consistent',
        claim: { ...sound.claim, tested: 'state' },
        evidence: [{ ...sound.evidence[0]!, stance: 'supports', conduct: on('No date.') }],
      },
    ],
    [
      'a denial contradicted by earlier conduct',
      { claim: { ...sound.claim, tested: 'past' }, evidence: [{ ...sound.evidence[0]!, conduct: on('2018') }] },
    ],
    ['an act of a third party as context', { ...silent, evidence: [{ ...context, ofCompany: false }] }],
    ['a verdict of the day itself', { asOf: '2019-12-04' }],
    ['a verdict in the month of the report', { evidence: [{ ...sound.evidence[0]!, reported: on('2019-12') }] }],
  ])('stands: %s', (_title, change) => {
    expect(codes(change)).toEqual([]);
  });

  it.each([
    ['nothing asked', null, '2019-12-03', ['request_missing']],
    ['no wording', { ...asked, askedWhat: ' ' }, '2019-12-03', ['request_missing']],
    ['no due date', { ...asked, dueOn: null }, '2019-12-03', ['request_missing']],
    ['silence on the due date', asked, '2019-12-02', ['answer_not_due']],
    ['silence the day after', asked, '2019-12-03', []],
    [
      'a tangential reply before the due date',
      { ...asked, outcome: 'answered' as const, grade: 'tangential' as const },
      '2019-11-30',
      [],
    ],
    ['a refusal before the due date', { ...asked, outcome: 'declined' as const }, '2019-11-30', []],
    ['an answer that says nothing, on the due date', answered('none'), '2019-12-02', ['answer_not_due']],
    ['an answer that says nothing, the day after', answered('none'), '2019-12-03', []],
    ['an answer that nobody graded', answered(null), '2019-12-03', ['reply_missing']],
    ['a request of which nothing is known', { ...asked, outcome: null }, '2019-12-03', ['reply_missing']],
    ['a due date before the request', { ...asked, dueOn: '2019-11-17' }, '2019-12-03', ['request_misdated']],
    ['a due date on the day of the request', { ...asked, dueOn: '2019-11-18' }, '2019-12-03', []],
    [
      'a tangential reply before the request',
      answered('tangential'),
      '2019-11-17',
      ['as_of_too_early', 'request_misdated'],
    ],
    ['a grade without a reply', { ...asked, grade: 'none' as const }, '2019-12-03', ['grade_without_reply']],
    [
      'a partial answer',
      { ...asked, outcome: 'answered' as const, grade: 'partial' as const },
      '2019-12-03',
      ['answered_in_substance'],
    ],
    ['a bounced request', { ...asked, outcome: 'bounced' as const }, '2019-12-03', ['request_bounced']],
  ])('"not explained" after %s', (_title, request, asOf, expected) => {
    expect(notExplained(request, asOf)).toEqual(expected);
  });

  it('is never published by one reader, whatever the verdict', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VERDICTS),
        fc.constantFrom(null, 'farouk'),
        fc.string(),
        (verdict, secondReader, rationale) => {
          expect(refuseAssessment({ ...sound, verdict, secondReader, rationale })).toBeDefined();
        },
      ),
    );
  });
});

describe('the verdict that the stances bear (C2, C6)', () => {
  it.each<[Verdict, Stance[], boolean]>([
    ['consistent', ['supports'], true],
    ['consistent', ['supports', 'qualifies', 'context'], true],
    ['consistent', ['qualifies'], false],
    ['consistent', ['contradicts'], false],
    ['consistent', ['supports', 'contradicts'], false],
    ['inconsistent', ['contradicts'], true],
    ['inconsistent', ['supports', 'contradicts'], true],
    ['inconsistent', ['supports'], false],
    ['inconsistent', ['qualifies'], false],
    ['partly_consistent', ['qualifies'], true],
    ['partly_consistent', ['supports', 'contradicts'], true],
    ['partly_consistent', ['supports'], false],
    ['partly_consistent', ['contradicts', 'context'], false],
    ['cannot_be_tested', [], true],
    ['cannot_be_tested', ['context', 'qualifies'], true],
    ['cannot_be_tested', ['contradicts'], false],
    ['cannot_be_tested', ['supports'], false],
    ['not_explained', ['contradicts'], true],
    ['not_enough_evidence', ['supports'], true],
  ])('%s on %j: %s', (verdict, stances, borne) => {
    expect(refuseVerdict(verdict, stances)?.code).toBe(borne ? undefined : 'verdict_not_borne');
  });
});

describe('the stance that the dates leave open (D1, D3)', () => {
  it.each([
    ['2019-11-27', '2019', 'future', 'unknown', ['context']],
    ['2019-11-27', '2018', 'future', 'before', ['qualifies', 'context']],
    ['2019-11-27', '2018', 'past', 'before', ['supports', 'contradicts', 'qualifies', 'context']],
    ['2019-11-27', '2020', 'past', 'after', ['qualifies', 'context']],
    ['2019-11-27', '2019-11-28', 'future', 'after', ['supports', 'contradicts', 'qualifies', 'context']],
    ['2019-11-27', 'No date.', 'future', 'unknown', ['context']],
    ['2019-11-27', 'No date.', 'state', 'unknown', ['supports', 'contradicts', 'qualifies', 'context']],
  ] as const)('claim %s, conduct %s, about the %s', (claim, conduct, tested, conductIs, stances) => {
    expect(stanceFor(on(claim), on(conduct), tested)).toMatchObject({ conductIs, stances });
  });

  it('follows the type of the claim', () => {
    const types = ['commitment', 'policy', 'denial', 'fact', 'knowledge', 'limitation'] as const;
    expect(types.map(testedTimeOf)).toEqual(['future', 'future', 'past', 'state', 'state', 'state']);
  });
});

describe('the version in force on the day of the conduct (D2)', () => {
  const versions = [
    { id: 'v1', from: on('2018-01-01'), until: on('2019-01-14') },
    { id: 'v2', from: on('2019-01-14'), until: on('2020-06-01') },
  ];
  it.each([
    ['2017-12-31', { version: null, reason: 'none' }],
    ['2018-01-01', { version: 'v1' }],
    ['2019-01-13', { version: 'v1' }],
    ['2019-01-14', { version: 'v2' }],
    ['2019', { version: null, reason: 'unknown' }],
    ['2019-08', { version: 'v2' }],
    ['2020-06-01', { version: null, reason: 'none' }],
    ['No date.', { version: null, reason: 'unknown' }],
  ])('%s', (conduct, expected) => {
    expect(versionInForce(versions, on(conduct))).toEqual(expected);
  });
});
