import { AssessmentsService } from '@libs/assessments';
import type {
  AssessmentView,
  ClaimView,
  ComparisonView,
  FindingView,
  OrganisationView,
  SourceView,
} from '@libs/contracts';
import { RecordAssessment } from '@libs/contracts';
import { Chain } from '../support/chain.ts';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People } from '../support/test-app.ts';

const WORDS = 'Alpha has a policy to not sell without a check.';
const SHARE = 'Alpha owns 49 percent of Beta.';
const SALE = 'Alpha sold drives to Beta, the register shows.';
const USE = 'Beta has served police departments.';
const RANDOM_ID = '018f0000-0000-7000-8000-000000000000';

let server: TestApp;
let ours: People;
let theirs: People;
let chain: Chain;
let alpha: OrganisationView;
let beta: OrganisationView;
let promise: ClaimView;
let share: ClaimView;
let dated: FindingView;
let undated: FindingView;

const claimOn = async (
  words: string,
  change: Record<string, unknown> = {},
  text = `${WORDS} ${SHARE} ${SALE} ${USE}`,
) => {
  const source = await chain.source(text);
  const excerpt = await chain.excerpt(source, words);
  const statement = await chain.statement(excerpt.id, {
    speakerOrganisationId: alpha.id,
    madeOn: '2019-01-14',
    ...(change.statement as object),
  });
  const { statement: _statement, ...fields } = change;
  return chain.claim(statement, alpha.id, fields);
};
const findingOn = async (words: string, change: Record<string, unknown> = {}) => {
  const source = await chain.source(words, { title: 'A register' });
  const excerpt = await chain.excerpt(source, words);
  return chain.made<FindingView>('findings', {
    findingType: 'supply',
    subjectId: alpha.id,
    objectId: beta.id,
    reportedVia: 'The Hill',
    reportedOn: '2019-11-27',
    reportedOnOrigin: 'in_text',
    excerptIds: [excerpt.id],
    ...change,
  });
};

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  chain = new Chain(ours.analyst);
  [alpha, beta] = [await chain.organisation('Alpha'), await chain.organisation('Beta')];
  promise = await claimOn(WORDS, { testableCondition: 'A sale without a check would contradict it.' });
  share = await claimOn(SHARE, { claimType: 'fact' });
  dated = await findingOn(SALE, { happenedOn: '2019-08-06', basis: 'official_record', authority: 'The register' });
  undated = await findingOn(SALE);
}, 60_000);
afterAll(() => server.close());

const reading = (change: Record<string, unknown> = {}) => ({
  claimId: promise.id,
  rationale: 'The register shows a sale in August, and no check on file.',
  verdict: 'inconsistent',
  asOf: '2019-12-03',
  evidence: [{ findingId: dated.id, stance: 'contradicts' }],
  ...change,
});
const openReading = { verdict: 'not_enough_evidence', evidence: [] as unknown[] };
const recorded = (change: Record<string, unknown> = {}) => chain.made<AssessmentView>('assessments', reading(change));
const refusedWith = async (change: Record<string, unknown>) => {
  const refused = await ours.analyst.post('assessments', reading(change));
  return [refused.status, refused.body.code];
};

describe('an assessment', () => {
  it('is recorded as a draft, revised and withdrawn, and keeps its history', async () => {
    const draft = await recorded();
    expect(draft).toMatchObject({
      number: expect.stringMatching(/^A-\d+$/),
      claim: { id: promise.id, number: promise.number },
      company: { shortName: 'Alpha' },
      verdict: 'inconsistent',
      asOf: '2019-12-03',
      grade: 'official_record',
      evidence: [
        { finding: { number: dated.number, label: 'Alpha, supply to Beta' }, statement: null, stance: 'contradicts' },
      ],
      status: 'draft',
      firstReader: 'Analyst Example',
      firstReaderRole: 'analyst',
      secondReader: null,
      publishedAt: null,
    });
    expect((await ours.viewer.get(`assessments/${draft.id}`)).body).toEqual(draft);
    const known = (await ours.viewer.get(`claims/${promise.id}`)).body as ClaimView;
    expect(known.assessments.map(({ number }) => number)).toContain(draft.number);

    const evidence = [
      { findingId: dated.id, stance: 'qualifies' },
      { findingId: undated.id, stance: 'context' },
    ];
    const change = { version: 1, verdict: 'partly_consistent', evidence };
    const revised = await ours.lead.patch(`assessments/${draft.id}`, change);
    expect(revised).toMatchObject({
      status: 200,
      body: { verdict: 'partly_consistent', firstReader: 'Lead Example', grade: 'one_report', version: 2 },
    });
    const reason = 'Read against the wrong claim';
    const withdrawn = await ours.analyst.post(`assessments/${draft.id}/withdraw`, { version: 2, reason });
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn', statusReason: reason } });
    const { items } = (await ours.viewer.get(`assessments/${draft.id}/history`)).body;
    expect(items.map((item: { version: number }) => item.version)).toEqual([3, 2, 1]);
    expect(items[2].snapshot.evidence).toMatchObject([{ findingId: dated.id, stance: 'contradicts' }]);
    const again = await ours.analyst.patch(`assessments/${draft.id}`, { version: 3, asOf: '2019-12-04' });
    expect(again).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
    expect((await ours.viewer.get(`assessments?claim=${promise.id}`)).body.total).toBe(0);
  });

  it('is listed by company and by claim', async () => {
    const claim = await claimOn(WORDS);
    const { id } = await recorded({ claimId: claim.id });
    const ids = async (query: string) =>
      (await ours.viewer.get(`assessments?${query}`)).body.items.map((item: AssessmentView) => item.id);
    expect(await ids(`claim=${claim.id}`)).toEqual([id]);
    expect(await ids(`company=${alpha.id}`)).toContain(id);
    expect(await ids(`company=${beta.id}`)).toEqual([]);
  });

  it('of another workspace is not found, and its records cannot be named', async () => {
    const { id } = await recorded();
    expect((await theirs.analyst.get(`assessments/${id}`)).status).toBe(404);
    expect((await theirs.analyst.get(`assessments/${id}/history`)).status).toBe(404);
    const decision = { version: 1, verdict: 'inconsistent' };
    expect((await theirs.lead.post(`assessments/${id}/confirm`, decision)).status).toBe(404);
    expect((await theirs.analyst.post('assessments', reading())).status).toBe(404);
    expect(await refusedWith({ evidence: [{ findingId: RANDOM_ID, stance: 'context' }] })).toEqual([404, 'not_found']);
    expect((await theirs.viewer.get(`companies/${alpha.id}/comparison`)).status).toBe(404);
    expect((await theirs.viewer.get('companies')).body.items).toEqual([]);
  });

  it('is recorded and confirmed by researchers only', async () => {
    const { id } = await recorded();
    for (const person of [ours.viewer, ours.drafter]) {
      expect((await person.post('assessments', reading())).status).toBe(403);
      expect((await person.patch(`assessments/${id}`, { version: 1, asOf: '2019-12-04' })).status).toBe(403);
      expect((await person.post(`assessments/${id}/confirm`, { version: 1, verdict: 'inconsistent' })).status).toBe(
        403,
      );
      expect((await person.post(`assessments/${id}/withdraw`, { version: 1, reason: 'no' })).status).toBe(403);
    }
  });

  it('is not changed by a writer who saw an older version', async () => {
    const { id } = await recorded();
    await ours.analyst.patch(`assessments/${id}`, { version: 1, asOf: '2019-12-04' });
    const late = await ours.lead.post(`assessments/${id}/confirm`, { version: 1, verdict: 'inconsistent' });
    expect(late).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    expect((await ours.viewer.get(`assessments/${id}`)).body).toMatchObject({ asOf: '2019-12-04', status: 'draft' });
  });

  it('is refused with the problems by path', async () => {
    const both = { findingId: dated.id, statementId: RANDOM_ID, stance: 'context' };
    const wrong = await ours.analyst.post('assessments', reading({ rationale: 'so', asOf: '2019', evidence: [both] }));
    expect(wrong.status).toBe(422);
    expect(wrong.body.problems.map(({ path }: { path: string }) => path).sort()).toEqual([
      'asOf',
      'evidence.0',
      'rationale',
    ]);
    const twice = { findingId: dated.id, stance: 'context' };
    const repeated = await ours.analyst.post('assessments', reading({ evidence: [twice, twice] }));
    expect(repeated).toMatchObject({ status: 422, body: { problems: [{ path: 'evidence.1', code: 'named_twice' }] } });
  });
});

describe('a draft', () => {
  it('weighs conduct of unknown order as context only', async () => {
    const on = (stance: string, verdict: string) =>
      refusedWith({ verdict, evidence: [{ findingId: undated.id, stance }] });
    expect(await on('contradicts', 'inconsistent')).toEqual([409, 'order_unknown']);
    const { id: claimId } = await claimOn(WORDS, { statement: { madeOn: null, madeOnOrigin: null } });
    expect(await refusedWith({ claimId })).toEqual([409, 'order_unknown']);
    expect(await on('context', 'inconsistent')).toEqual([409, 'evidence_missing']);
    expect(await on('context', 'not_enough_evidence')).toEqual([201, undefined]);
  });

  it('is borne by its stances, and stands on a day that has come and on which all of it was known', async () => {
    const on = (verdict: string, stance: string) =>
      refusedWith({ verdict, evidence: [{ findingId: dated.id, stance }] });
    expect(await on('inconsistent', 'supports')).toEqual([409, 'verdict_not_borne']);
    expect(await refusedWith({ asOf: '2019-11-26' })).toEqual([409, 'as_of_too_early']);
    expect(await refusedWith({ asOf: '2999-01-01' })).toEqual([409, 'as_of_in_future']);
  });

  it('weighs acts of others only where a chain of findings leads to them from the company', async () => {
    const act = { subjectId: beta.id, objectId: alpha.id, happenedOn: '2019-08-06' };
    const loose = await findingOn(USE, act);
    const led = await findingOn(USE, { ...act, followsFindingId: dated.id });
    const second = await findingOn(USE, { ...act, followsFindingId: led.id });
    const on = (findingId: string) => refusedWith({ evidence: [{ findingId, stance: 'contradicts' }] });
    expect(await on(loose.id)).toEqual([409, 'not_of_the_company']);
    expect(await on(led.id)).toEqual([201, undefined]);
    expect(await on(second.id)).toEqual([201, undefined]);
    const evidence = [{ findingId: loose.id, stance: 'context' }];
    expect(await refusedWith({ ...openReading, evidence })).toEqual([201, undefined]);
  });

  it('compares two reports of one state at one time, although neither dates it', async () => {
    const owned = await findingOn(SHARE, { findingType: 'ownership', share: { exact: 49 } });
    const evidence = [{ findingId: owned.id, stance: 'supports', weightNote: 'the share only' }];
    const draft = await recorded({ claimId: share.id, verdict: 'consistent', evidence });
    expect(draft).toMatchObject({ status: 'draft', grade: 'one_report', evidence: [{ weightNote: 'the share only' }] });
  });

  it('says what was asked, when and by when, before a company has "not explained"', async () => {
    const verdict = 'not_explained';
    const asked = { askedWhat: 'When did supply stop?', askedOn: '2019-11-18', answerDueOn: '2019-12-02' };
    expect(await refusedWith({ verdict })).toEqual([409, 'request_missing']);
    expect(await refusedWith({ verdict, ...asked, replyOutcome: 'no_reply', asOf: '2019-12-02' })).toEqual([
      409,
      'answer_not_due',
    ]);
    expect(await refusedWith({ verdict, ...asked })).toEqual([409, 'reply_missing']);
    const silence = { ...asked, replyOutcome: 'no_reply', replyGrade: null };
    expect(await recorded({ verdict, ...silence })).toMatchObject({ verdict, ...silence });
    expect(await refusedWith({ verdict, ...silence, answerDueOn: '2019-11-17' })).toEqual([409, 'request_misdated']);
    expect(await refusedWith({ verdict, ...silence, replyGrade: 'none' })).toEqual([409, 'grade_without_reply']);
    const evaded = { ...asked, replyOutcome: 'answered', replyGrade: 'tangential' };
    expect(await recorded({ verdict, ...evaded, asOf: '2019-11-30' })).toMatchObject(evaded);
  });

  it('does not call a claim untestable that has a test', async () => {
    expect(await refusedWith({ verdict: 'cannot_be_tested', evidence: [] })).toEqual([409, 'claim_can_be_tested']);
  });
});

describe('the second reader', () => {
  const confirm = (person: People['lead'], id: string, verdict: string, version = 1) =>
    person.post(`assessments/${id}/confirm`, { version, verdict, note: 'read on its own' });

  it('publishes with the same verdict', async () => {
    const claim = await claimOn(WORDS);
    const { id } = await recorded({ claimId: claim.id });
    const published = await confirm(ours.lead, id, 'inconsistent');
    expect(published).toMatchObject({
      status: 200,
      body: {
        status: 'published',
        secondReader: 'Lead Example',
        secondReaderRole: 'lead',
        secondVerdict: 'inconsistent',
        secondNote: 'read on its own',
        statusReason: null,
        version: 2,
      },
    });
    expect(published.body.publishedAt).toEqual(expect.any(String));
    const revised = await ours.analyst.patch(`assessments/${id}`, { version: 2, asOf: '2019-12-04' });
    expect(revised).toMatchObject({ status: 409, body: { code: 'already_published' } });
    expect(await confirm(ours.admin, id, 'inconsistent', 2)).toMatchObject({ status: 409 });
    const refused = await ours.lead.post(`findings/${dated.id}/withdraw`, { version: 1, reason: 'wrong' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_relied_on' } });
  });

  it('is not who wrote it, nor who revised it', async () => {
    const { id } = await recorded();
    expect(await confirm(ours.analyst, id, 'inconsistent')).toMatchObject({
      status: 409,
      body: { code: 'own_assessment' },
    });
    await ours.lead.patch(`assessments/${id}`, { version: 1, asOf: '2019-12-04' });
    for (const person of [ours.analyst, ours.lead]) {
      expect((await confirm(person, id, 'inconsistent', 2)).body.code).toBe('own_assessment');
    }
    expect((await confirm(ours.admin, id, 'inconsistent', 2)).body.status).toBe('published');
  });

  it('sends it to review with another verdict', async () => {
    const { id } = await recorded();
    const differs = await confirm(ours.lead, id, 'not_enough_evidence');
    expect(differs.body).toMatchObject({
      status: 'in_review',
      secondVerdict: 'not_enough_evidence',
      statusReason: expect.stringContaining('disagree'),
      publishedAt: null,
    });
    const revised = await ours.analyst.patch(`assessments/${id}`, { version: 2, ...openReading });
    expect(revised.body).toMatchObject({ status: 'draft', secondReader: null, secondVerdict: null });
    expect((await confirm(ours.lead, id, 'not_enough_evidence', 3)).body.status).toBe('published');
  });

  it('sends it to review while a rule for publishing is not met', async () => {
    const alleged = await findingOn(SALE, { basis: 'allegation', happenedOn: '2019-08-06' });
    const { id } = await recorded({ evidence: [{ findingId: alleged.id, stance: 'contradicts' }] });
    const kept = await confirm(ours.lead, id, 'inconsistent');
    expect(kept.body).toMatchObject({
      status: 'in_review',
      secondVerdict: 'inconsistent',
      statusReason: expect.stringContaining('allegation'),
    });
  });

  it('replaces an earlier published reading of the same findings', async () => {
    const claim = await claimOn(WORDS);
    const first = await recorded({ claimId: claim.id });
    await confirm(ours.lead, first.id, 'inconsistent');
    const other = await recorded({ claimId: claim.id, ...openReading });
    await confirm(ours.lead, other.id, 'not_enough_evidence');
    const later = await recorded({ claimId: claim.id, asOf: '2020-01-01' });
    await confirm(ours.lead, later.id, 'inconsistent');
    expect((await ours.viewer.get(`assessments/${first.id}`)).body).toMatchObject({
      status: 'superseded',
      statusReason: `Replaced by ${later.number}.`,
    });
    const { items } = (await ours.viewer.get(`assessments?claim=${claim.id}`)).body;
    expect(items.map(({ id }: AssessmentView) => id)).toEqual([other.id, later.id]);
  });
});

describe('an assessment from a case pack', () => {
  it('keeps its number and readers, and is published only where the rules allow', async () => {
    const claim = await claimOn(WORDS);
    const readers = {
      firstReader: { name: 'Sample Analyst', role: 'analyst' },
      secondReader: { name: 'Sample Lead', role: 'lead' },
    };
    const given = { number: 6100, status: 'published' as const, ...readers };
    const service = server.app.get(AssessmentsService);
    const input = RecordAssessment.parse(reading({ claimId: claim.id }));
    const view = await server.inWorkspace('ours', (tx) => service.record(tx, input, given));
    expect(view).toMatchObject({
      number: 'A-6100',
      status: 'published',
      firstReader: 'Sample Analyst',
      secondReader: 'Sample Lead',
      secondReaderRole: 'lead',
      secondVerdict: 'inconsistent',
    });
    const alone = { ...given, number: 6101, secondReader: null };
    await expect(server.inWorkspace('ours', (tx) => service.record(tx, input, alone))).rejects.toMatchObject({
      code: 'second_reader_missing',
    });
    expect((await recorded({ claimId: claim.id })).number).toBe('A-6101');
  });
});

describe('an assessment of a claim that few may see', () => {
  it('is absent for everyone else, in the list, by id and on the page of the company', async () => {
    const claim = await claimOn(WORDS);
    const insider = await moveToFew(server, 'ours', claim.excerpt.sourceId);
    expect((await ours.analyst.post('assessments', reading({ claimId: claim.id }))).status).toBe(404);
    const made = await insider.post('assessments', reading({ claimId: claim.id }));
    expect(made.status).toBe(201);
    const { id } = made.body as AssessmentView;
    for (const path of [`assessments/${id}`, `assessments/${id}/history`]) {
      expect((await ours.admin.get(path)).status).toBe(404);
      expect((await insider.get(path)).status).toBe(200);
    }
    const shown = async (person: typeof insider) => {
      const view = (await person.get(`companies/${alpha.id}/comparison`)).body as ComparisonView;
      return [view.claims.some((one) => one.id === claim.id), view.assessments.some((one) => one.id === id)];
    };
    expect(await shown(insider)).toEqual([true, true]);
    expect(await shown(ours.lead)).toEqual([false, false]);
    const confirmed = await ours.lead.post(`assessments/${id}/confirm`, { version: 1, verdict: 'inconsistent' });
    expect(confirmed.status).toBe(404);
  });
});

describe('a claim with a later version', () => {
  it('is held against conduct of its own time only', async () => {
    const first = await claimOn(WORDS);
    const text = `${WORDS} Always. ${SHARE}`;
    const capture = { capturedText: text, retrievedAt: '2019-07-15T00:00:00Z' };
    const path = `sources/${first.excerpt.sourceId}/captures`;
    const { source } = await chain.made<{ source: SourceView }>(path, capture);
    const excerpt = await chain.excerpt(source, `${WORDS} Always.`);
    const said = { speakerOrganisationId: alpha.id, madeOn: '2019-07-15' };
    const statement = await chain.statement(excerpt.id, said);
    const second = await chain.claim(statement, alpha.id, { supersedesClaimId: first.id, drift: 'tightened' });
    expect(second).toMatchObject({ seriesId: first.seriesId, seriesVersion: 2 });
    expect(await refusedWith({ claimId: first.id })).toEqual([409, 'version_not_in_force']);
    expect(await refusedWith({ claimId: second.id })).toEqual([201, undefined]);
  });
});
