import {
  answersTo,
  conductInterval,
  outcomeOf,
  refuseChange,
  refuseDraft,
  refusePublishing,
  replaces,
  splitClaims,
  versionsOf,
  type Weighed,
  type WeighedEvidence,
} from './assessment.rules.ts';

const exact = { anchorStatus: 'exact' as const };
const undated = { happenedOn: null, startedOn: null, endedOn: null };
const reportedOn = { value: '2019-11-12' };
const sale: WeighedEvidence = {
  stance: 'contradicts',
  ofCompany: true,
  finding: { ...undated, happenedOn: '2019-08-06', reportedOn, grade: 'official_record', excerpts: [exact] },
  statement: null,
};
const sound: Weighed = {
  assessment: {
    verdict: 'inconsistent',
    rationale: 'The register shows a sale without an end-use statement.',
    asOf: '2019-12-03',
    askedWhat: null,
    askedOn: null,
    answerDueOn: null,
    replyOutcome: null,
    replyGrade: null,
    firstReader: 'Farouk',
    secondReader: 'Lindqvist',
    secondVerdict: 'inconsistent',
  },
  claim: {
    id: 'c81',
    claimType: 'commitment',
    testableCondition: 'A written end-use statement.',
    saidOn: { value: '2019-01-14' },
    excerpt: exact,
  },
  versions: versionsOf([{ id: 'c81', saidOn: { value: '2019-01-14' } }]),
  evidence: [sale],
  today: '2019-12-03',
};
const written = (change: Partial<Weighed['assessment']>): Weighed => ({
  ...sound,
  assessment: { ...sound.assessment, ...change },
});
const resting = (...evidence: WeighedEvidence[]): Weighed => ({ ...sound, evidence });
const onFinding = (change: object, stance = sale.stance): WeighedEvidence => ({
  ...sale,
  stance,
  finding: { ...sale.finding!, ...change },
});
const onStatement = (stance: WeighedEvidence['stance']): WeighedEvidence => ({
  stance,
  ofCompany: true,
  finding: null,
  statement: { madeOn: { value: '2019-11-20' }, excerpt: exact },
});

describe('a draft', () => {
  it.each<[string, Weighed, string | null]>([
    ['with its reason and evidence', sound, null],
    ['without a second reader', written({ secondReader: null, secondVerdict: null }), null],
    ['without a reason', written({ rationale: ' ' }), 'rationale_missing'],
    ['on conduct of unknown order', resting(onFinding({ happenedOn: '2019' })), 'order_unknown'],
    ['on conduct without a date', resting(onFinding(undated, 'supports')), 'order_unknown'],
    ['on conduct that began and may go on', resting(onFinding({ ...undated, startedOn: '2018' })), 'order_unknown'],
    ['on conduct before the commitment', resting(onFinding({ happenedOn: '2018' })), 'stance_not_open'],
    ['on an act of a third party', resting({ ...sale, ofCompany: false }), 'not_of_the_company'],
    ['on support alone', resting({ ...sale, stance: 'supports' }), 'verdict_not_borne'],
    ['on a day before the finding was reported', written({ asOf: '2019-11-11' }), 'as_of_too_early'],
    ['on a day to come', written({ asOf: '2019-12-04' }), 'as_of_in_future'],
    ['on a statement against the words', resting(onStatement('contradicts')), 'order_unknown'],
    ['without an account of what was asked', written({ verdict: 'not_explained' }), 'request_missing'],
    ['that calls a test impossible', written({ verdict: 'cannot_be_tested' }), 'claim_can_be_tested'],
  ])('%s', (_title, weighed, code) => {
    expect(refuseDraft(weighed)?.code ?? null).toBe(code);
  });

  it('takes conduct of unknown order as context', () => {
    const context = onFinding(undated, 'context');
    expect(
      refuseDraft({ ...resting(context), assessment: { ...sound.assessment, verdict: 'not_enough_evidence' } }),
    ).toBe(null);
  });

  it.each([
    ['2019-06-30', 'c81', null],
    ['2019-06-30', 'c82', 'stance_not_open'],
    ['2019-08-06', 'c82', null],
    ['2019-08-06', 'c81', 'version_not_in_force'],
    ['2019-07', 'c81', 'version_not_in_force'],
  ])('tests the version that stood on the day of the conduct, %s: %s', (happenedOn, id, code) => {
    const series = [
      { id: 'c81', saidOn: { value: '2019-01-14' } },
      { id: 'c82', saidOn: { value: '2019-07-15' } },
    ];
    const { saidOn } = series.find((version) => version.id === id)!;
    const weighed = { ...resting(onFinding({ happenedOn })), claim: { ...sound.claim, id, saidOn } };
    expect(refuseDraft({ ...weighed, versions: versionsOf(series) })?.code ?? null).toBe(code);
  });

  it('compares two reports of one state at one time', () => {
    const share: Weighed = {
      ...written({ verdict: 'consistent', asOf: '2019-11-27' }),
      claim: { ...sound.claim, claimType: 'fact', saidOn: { value: '2019-11' } },
      evidence: [onFinding({ ...undated, grade: 'one_report' }, 'supports')],
    };
    expect(refuseDraft(share)).toBeNull();
  });
});

describe('a published assessment', () => {
  it.each<[string, Weighed, string | null]>([
    ['with two readers and both sides anchored', sound, null],
    ['without a second reader', written({ secondReader: null }), 'second_reader_missing'],
    ['read twice by one person', written({ secondReader: 'Farouk' }), 'same_reader'],
    [
      'on an orphaned claim',
      { ...sound, claim: { ...sound.claim, excerpt: { anchorStatus: 'orphaned' } } },
      'claim_not_anchored',
    ],
    ['on orphaned conduct', resting(onFinding({ excerpts: [{ anchorStatus: 'orphaned' }] })), 'conduct_not_anchored'],
    ['on an allegation alone', resting(onFinding({ grade: 'allegation' })), 'grade_too_weak'],
    ['on an allegation beside a record', resting(sale, onFinding({ grade: 'allegation' })), null],
    [
      'on a statement alone',
      {
        ...resting(onStatement('qualifies')),
        assessment: { ...sound.assessment, verdict: 'partly_consistent', secondVerdict: 'partly_consistent' },
      },
      'grade_missing',
    ],
    ['that a draft could not be either', written({ rationale: '' }), 'rationale_missing'],
  ])('%s', (_title, weighed, code) => {
    expect(refusePublishing(weighed)?.code ?? null).toBe(code);
  });

  it('needs no conduct where the words say too little', () => {
    const verdict = 'not_enough_evidence' as const;
    expect(refusePublishing({ ...written({ verdict, secondVerdict: verdict }), evidence: [] })).toBeNull();
  });
});

describe('the second reader', () => {
  it('publishes with the same verdict', () => {
    expect(outcomeOf(sound)).toEqual({ status: 'published', reason: null });
  });

  it('sends it to review with another verdict, or while a rule is not met', () => {
    expect(outcomeOf(written({ secondVerdict: 'not_explained' }))).toEqual({
      status: 'in_review',
      reason: 'The readers disagree: first "inconsistent", second "not explained".',
    });
    const orphaned = outcomeOf({ ...sound, claim: { ...sound.claim, excerpt: { anchorStatus: 'orphaned' } } });
    expect(orphaned).toEqual({ status: 'in_review', reason: expect.stringContaining('anchored excerpt of the claim') });
  });
});

describe('what was decided', () => {
  it('is changed only while it is open', () => {
    expect(refuseChange('draft', null)).toBeNull();
    expect(refuseChange('in_review', null)).toBeNull();
    expect(refuseChange('published', null)?.code).toBe('already_published');
    expect(refuseChange('superseded', null)?.code).toBe('already_published');
    expect(refuseChange('withdrawn', 'wrong claim')).toEqual({
      code: 'withdrawn',
      message: 'This assessment was withdrawn: wrong claim',
    });
  });

  it('is replaced by a later reading of the same findings only', () => {
    const earlier = { asOf: '2019-11-27', findingIds: ['f206', 'f207'] };
    expect(replaces({ asOf: '2020-01-01', findingIds: ['f207', 'f300'] }, earlier)).toBe(true);
    expect(replaces({ asOf: '2019-11-27', findingIds: ['f206'] }, earlier)).toBe(true);
    expect(replaces({ asOf: '2019-11-26', findingIds: ['f206'] }, earlier)).toBe(false);
    expect(replaces({ asOf: '2020-01-01', findingIds: ['f208'] }, earlier)).toBe(false);
    expect(replaces({ asOf: '2020-01-01', findingIds: [] }, earlier)).toBe(false);
    expect(replaces({ asOf: '2020-01-01', findingIds: [] }, { ...earlier, findingIds: [] })).toBe(true);
  });

  it.each([
    [{ ...undated, happenedOn: '2019-11' }, '2019-11-01', '2019-11-30'],
    [{ ...undated, startedOn: '2018', endedOn: '2019-05' }, '2018-01-01', '2019-05-31'],
    [{ ...undated, startedOn: '2018' }, '2018-01-01', null],
    [{ ...undated, endedOn: '2019' }, null, '2019-12-31'],
    [undated, null, null],
  ])('looks at the days the conduct can have taken: %#', (dates, first, last) => {
    expect(conductInterval(dates)).toMatchObject({ first, last });
  });
});

describe('answers', () => {
  const finding = { excerpts: [{ sourceId: 'the-hill' }], answers: [{ id: 'st115' }] };
  const claim = {
    answersAllegation: true,
    excerpt: { sourceId: 'the-hill' },
    statements: [{ id: 'st115' }, { id: 'st117' }],
  };

  it('are those recorded, and what the same source gives as an answer, each once', () => {
    expect(answersTo([finding], [claim])).toEqual([{ id: 'st115' }, { id: 'st117' }]);
    expect(answersTo([finding], [{ ...claim, answersAllegation: false }])).toEqual([{ id: 'st115' }]);
    expect(answersTo([finding], [{ ...claim, excerpt: { sourceId: 'another' } }])).toEqual([{ id: 'st115' }]);
  });
});

describe('words said elsewhere', () => {
  const report = { reportedOn: { value: '2019-11-26' }, excerpts: [{ sourceId: 'the-hill' }] };
  const later = {
    saidOn: { value: '2020-12' },
    excerpt: { sourceId: 'a-later-letter' },
    answersAllegation: false,
    seriesVersion: 1,
    assessments: [],
  };
  const reading = { id: 'a', number: 'A-61', label: '' };
  it.each<[string, object, boolean]>([
    ['later words in another place', {}, true],
    ['words of the same source', { excerpt: { sourceId: 'the-hill' } }, false],
    ['earlier words', { saidOn: { value: '2019-01-14' } }, false],
    ['words without a date', { saidOn: { value: null } }, false],
    ['words that may be earlier', { saidOn: { value: '2019' } }, false],
    ['an answer to what is reported', { answersAllegation: true }, false],
    ['a later version of a series', { seriesVersion: 2 }, false],
    ['words that have been read against a finding', { assessments: [reading] }, false],
  ])('%s', (_title, change, elsewhere) => {
    const claim = { ...later, ...change };
    const expected = elsewhere ? { claims: [], saidElsewhere: [claim] } : { claims: [claim], saidElsewhere: [] };
    expect(splitClaims([claim], [report])).toEqual(expected);
  });

  it('need a report that they come after', () => {
    expect(splitClaims([later], [])).toEqual({ claims: [later], saidElsewhere: [] });
  });
});
