import type { ExcerptView, FindingView, OrganisationView, SourceView, StatementView } from '@libs/contracts';
import { Chain } from '../support/chain.ts';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People } from '../support/test-app.ts';

const SALE = 'Alpha sold drives to Beta, the Journal reported.';
const USE = 'Beta has served police departments.';
const ANSWER = 'We follow all laws, Alpha said.';
const TEXT = `${SALE} ${USE} ${ANSWER}`;
const RANDOM_ID = '018f0000-0000-7000-8000-000000000000';

let server: TestApp;
let ours: People;
let theirs: People;
let chain: Chain;
let alpha: OrganisationView;
let beta: OrganisationView;
let source: SourceView;
let sale: ExcerptView;
let answer: StatementView;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  chain = new Chain(ours.analyst);
  [alpha, beta] = [await chain.organisation('Alpha'), await chain.organisation('Beta')];
  source = await chain.source(TEXT);
  sale = await chain.excerpt(source, SALE);
  answer = await chain.statement((await chain.excerpt(source, ANSWER)).id, { speakerOrganisationId: alpha.id });
}, 60_000);
afterAll(() => server.close());

const supply = (change: Record<string, unknown> = {}) => ({
  findingType: 'supply',
  subjectId: alpha.id,
  objectId: beta.id,
  productText: 'drives',
  reportedBy: 'The Wall Street Journal',
  reportedVia: 'The Hill',
  reportedOn: '2019-11-26',
  reportedOnOrigin: 'derived',
  excerptIds: [sale.id],
  answerStatementIds: [answer.id],
  ...change,
});
const recorded = (change: Record<string, unknown> = {}) => chain.made<FindingView>('findings', supply(change));
const problemPaths = async (change: Record<string, unknown>) => {
  const refused = await ours.analyst.post('findings', supply(change));
  expect(refused.status).toBe(422);
  return refused.body.problems.map(({ path }: { path: string }) => path);
};

describe('a finding', () => {
  it('is recorded with its attribution, grade, excerpts and answers, and keeps its history', async () => {
    const finding = await recorded();
    expect(finding).toMatchObject({
      number: expect.stringMatching(/^F-\d+$/),
      grade: 'one_report',
      confirmed: false,
      subject: { shortName: 'Alpha' },
      object: { shortName: 'Beta' },
      attributionLine: 'The Wall Street Journal reported, as relayed by The Hill',
      conductDateLine: 'conduct date not stated',
      reportedOn: { value: '2019-11-26', precision: 'day', origin: 'derived' },
      excerpts: [{ exact: SALE }],
      answers: [{ id: answer.id }],
      status: 'published',
      version: 1,
    });
    expect((await ours.viewer.get(`findings/${finding.id}`)).body).toEqual(finding);

    const change = { version: 1, objectId: null, objectText: 'police', happenedOn: '2018', answerStatementIds: [] };
    const revised = await ours.analyst.patch(`findings/${finding.id}`, change);
    expect(revised).toMatchObject({
      status: 200,
      body: { version: 2, object: null, objectText: 'police', conductDateLine: '2018', answers: [], cueText: null },
    });
    expect(revised.body.excerpts).toHaveLength(1);

    const reason = 'The paper corrected it';
    const withdrawn = await ours.lead.post(`findings/${finding.id}/withdraw`, { version: 2, reason });
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn', voidReason: reason } });
    expect((await ours.viewer.get(`findings/${finding.id}`)).body.voidReason).toBe(reason);
    const { items } = (await ours.viewer.get(`findings/${finding.id}/history`)).body;
    expect(items.map((item: { version: number }) => item.version)).toEqual([3, 2, 1]);
    expect(items[2].snapshot).toMatchObject({ excerptIds: [sale.id], answerStatementIds: [answer.id] });
    const again = await ours.lead.patch(`findings/${finding.id}`, { version: 3, role: 'sold' });
    expect(again).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
  });

  it('is listed by organisation and by source, without withdrawn ones', async () => {
    const other = await chain.organisation('Gamma');
    const finding = await recorded({ subjectId: other.id });
    const gone = await recorded({ subjectId: other.id });
    await ours.lead.post(`findings/${gone.id}/withdraw`, { version: 1, reason: 'recorded twice' });
    const ids = async (query: string) =>
      (await ours.viewer.get(`findings?${query}`)).body.items.map(({ id }: FindingView) => id);
    expect(await ids(`organisation=${other.id}`)).toEqual([finding.id]);
    expect(await ids(`organisation=${beta.id}`)).toContain(finding.id);
    expect(await ids(`source=${source.id}`)).toContain(finding.id);
    expect(await ids(`source=${RANDOM_ID}`)).toEqual([]);
    expect((await ours.viewer.get(`findings?organisation=${other.id}&offset=5`)).body).toEqual({ items: [], total: 1 });
  });

  it('of another workspace is not found, and its records cannot be named', async () => {
    const { id } = await recorded();
    expect((await theirs.analyst.get(`findings/${id}`)).status).toBe(404);
    expect((await theirs.analyst.get(`findings/${id}/history`)).status).toBe(404);
    expect((await theirs.lead.post(`findings/${id}/withdraw`, { version: 1, reason: 'not mine' })).status).toBe(404);
    expect((await theirs.analyst.get('findings')).body.total).toBe(0);
    const own = await new Chain(theirs.analyst).organisation('Theirs');
    expect((await theirs.analyst.post('findings', supply({ subjectId: own.id, objectId: null }))).status).toBe(422);
    const foreign = supply({ subjectId: own.id, objectId: own.id, answerStatementIds: [] });
    expect((await theirs.analyst.post('findings', foreign)).status).toBe(404);
    expect((await ours.analyst.post('findings', supply({ subjectId: own.id }))).status).toBe(404);
    expect((await ours.analyst.post('findings', supply({ answerStatementIds: [RANDOM_ID] }))).status).toBe(404);
    expect((await ours.analyst.post('findings', supply({ followsFindingId: RANDOM_ID }))).status).toBe(404);
  });

  it('is recorded and withdrawn by researchers only', async () => {
    const { id } = await recorded();
    for (const person of [ours.viewer, ours.drafter]) {
      expect((await person.post('findings', supply())).status).toBe(403);
      expect((await person.patch(`findings/${id}`, { version: 1, role: 'x' })).status).toBe(403);
      expect((await person.post(`findings/${id}/withdraw`, { version: 1, reason: 'no' })).status).toBe(403);
    }
  });

  it('is refused with the problems by path', async () => {
    expect(await problemPaths({ objectId: null })).toEqual(['objectId']);
    expect(await problemPaths({ share: { exact: 49 } })).toEqual(['share']);
    expect(await problemPaths({ findingType: 'ownership', share: { exact: 49, minimum: 10 } })).toEqual([
      'share.exact',
    ]);
    expect(await problemPaths({ findingType: 'listing' })).toEqual(['authority', 'listedOn']);
    expect(await problemPaths({ happenedOn: '2019-02-30', reportedOnOrigin: null })).toEqual([
      'happenedOn',
      'reportedOnOrigin',
    ]);
    expect(await problemPaths({ excerptIds: [] })).toEqual(['excerptIds']);
    const unknown = await ours.analyst.post('findings', supply({ grade: 'official_record' }));
    expect(unknown).toMatchObject({ status: 400, body: { problems: [{ path: 'grade' }] } });
    const { id } = await recorded();
    const revised = await ours.analyst.patch(`findings/${id}`, { version: 1, objectId: null });
    expect(revised).toMatchObject({ status: 422, body: { problems: [{ path: 'objectId' }] } });
  });

  it('is not changed by a writer who saw an older version', async () => {
    const { id } = await recorded();
    await ours.analyst.patch(`findings/${id}`, { version: 1, role: 'sold' });
    const late = await ours.lead.patch(`findings/${id}`, { version: 1, role: 'gave' });
    expect(late).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    expect((await ours.viewer.get(`findings/${id}`)).body.role).toBe('sold');
  });

  it('keeps a share as it was entered', async () => {
    const share = { exact: null, minimum: 25.5, maximum: null, exclusiveMinimum: null, exclusiveMaximum: 50 };
    const finding = await recorded({ findingType: 'ownership', share, controlQualifier: 'non-controlling' });
    expect(finding).toMatchObject({ share, controlQualifier: 'non-controlling' });
  });
});

describe('the evidence grade', () => {
  const wire = (title: string, change: Record<string, unknown> = {}) => chain.source(TEXT, { title, ...change });
  const graded = async (sources: SourceView[], change: Record<string, unknown> = {}) => {
    const excerpts = await Promise.all(sources.map((one) => chain.excerpt(one, SALE)));
    return recorded({ excerptIds: excerpts.map(({ id }) => id), ...change });
  };

  it('counts copies of one report once, and independent reports each', async () => {
    const journal = await wire('The Journal');
    const copy = await wire('The Hill', { syndicatedFromId: journal.id });
    const copyOfCopy = await wire('A local paper', { syndicatedFromId: copy.id });
    expect((await graded([journal, copyOfCopy])).grade).toBe('one_report');
    expect((await graded([copy, copyOfCopy])).grade).toBe('one_report');
    const herald = await wire('The Herald');
    expect(await graded([copy, herald])).toMatchObject({ grade: 'two_reports', confirmed: false });
  });

  it('counts a later capture of a document with the document', async () => {
    const first = await wire('The Courier');
    const capture = { capturedText: `${TEXT} Corrected.`, retrievedAt: null };
    const { source: second } = await chain.made<{ source: SourceView }>(`sources/${first.id}/captures`, capture);
    expect((await graded([first, second])).grade).toBe('one_report');
  });

  it('marks official records and the confirmation of a company as confirmed', async () => {
    const official = await recorded({
      basis: 'official_record',
      authority: 'The register',
      authorityCitation: '84 FR 1',
    });
    expect(official).toMatchObject({
      grade: 'official_record',
      confirmed: true,
      attributionLine: 'The register, 84 FR 1, as relayed by The Hill',
    });
    const own = await recorded({ basis: 'company_confirms', reportedBy: 'Alpha' });
    expect(own).toMatchObject({ grade: 'company_confirms', attributionLine: 'Alpha confirms, through The Hill' });
    const alleged = await recorded({ basis: 'allegation', reportedBy: null, reportedVia: null });
    expect(alleged).toMatchObject({ grade: 'allegation', confirmed: false });
    expect((await recorded({ reportedBy: null })).attributionLine).toBe('The Hill, no source named in the sentence');
  });
});

describe('the basis of a finding', () => {
  const basisOf = async (change: Record<string, unknown>) => {
    const { status, body } = await ours.analyst.post('findings', supply(change));
    return status === 201 ? 'taken' : `${body.problems[0].path} ${body.problems[0].code}`;
  };

  it('is an official record where an authority is named, or a source is a register', async () => {
    const basis = 'official_record';
    expect(await basisOf({ basis })).toBe('basis basis_without_record');
    expect(await basisOf({ basis, authority: 'The register' })).toBe('taken');
    const register = await chain.source(TEXT, { title: 'A register', sourceTypes: ['officialRegister'] });
    expect(await basisOf({ basis, excerptIds: [(await chain.excerpt(register, SALE)).id] })).toBe('taken');
    const { id } = await recorded();
    const revised = await ours.analyst.patch(`findings/${id}`, { version: 1, basis });
    expect(revised).toMatchObject({ status: 422, body: { problems: [{ path: 'basis' }] } });
  });

  it('is a confirmation where a company that is party to it speaks', async () => {
    const basis = 'company_confirms';
    const unanswered = { basis, answerStatementIds: [] };
    expect(await basisOf({ basis })).toBe('taken');
    expect(await basisOf(unanswered)).toBe('basis basis_without_words');
    expect(await basisOf({ basis, subjectId: beta.id, objectId: beta.id })).toBe('basis basis_without_words');
    const own = await chain.excerpt(source, 'follow all laws');
    expect(await basisOf({ ...unanswered, excerptIds: [own.id] })).toBe('taken');
    const other = await chain.source(TEXT);
    expect(await basisOf({ ...unanswered, excerptIds: [(await chain.excerpt(other, 'follow all laws')).id] })).toBe(
      'basis basis_without_words',
    );
  });
});

describe('an act that follows from a finding', () => {
  it('names the live finding that it follows, and never itself', async () => {
    const first = await recorded();
    const act = { subjectId: beta.id, objectId: null, objectText: 'police departments' };
    const second = await recorded({ ...act, followsFindingId: first.id });
    expect(second.follows).toEqual({ id: first.id, number: first.number, label: 'Alpha, supply to Beta' });
    const third = await recorded({ ...act, followsFindingId: second.id });
    for (const followsFindingId of [first.id, second.id, third.id]) {
      const circle = await ours.analyst.patch(`findings/${first.id}`, { version: 1, followsFindingId });
      expect(circle).toMatchObject({ status: 409, body: { code: 'follows_in_a_circle' } });
    }
    const gone = await recorded();
    await ours.lead.post(`findings/${gone.id}/withdraw`, { version: 1, reason: 'recorded twice' });
    const late = await ours.analyst.post('findings', supply({ ...act, followsFindingId: gone.id }));
    expect(late).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
  });

  it('keeps it from being withdrawn, by its short number', async () => {
    const first = await recorded();
    const second = await recorded({ followsFindingId: first.id });
    const refused = await ours.lead.post(`findings/${first.id}/withdraw`, { version: 1, reason: 'wrong' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'still_relied_on', detail: expect.stringContaining(second.number) },
    });
    await ours.lead.post(`findings/${second.id}/withdraw`, { version: 1, reason: 'wrong' });
    expect((await ours.lead.post(`findings/${first.id}/withdraw`, { version: 1, reason: 'wrong' })).status).toBe(200);
  });
});

describe('a finding on what was withdrawn', () => {
  it('is refused', async () => {
    const excerpt = await chain.excerpt(source, USE);
    await ours.lead.post(`excerpts/${excerpt.id}/withdraw`, { version: 1, reason: 'chosen by mistake' });
    const refused = await ours.analyst.post('findings', supply({ excerptIds: [excerpt.id] }));
    expect(refused).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
    const left = await chain.organisation('Left');
    await ours.lead.post(`organisations/${left.id}/withdraw`, { version: 1, reason: 'recorded twice' });
    expect(await ours.analyst.post('findings', supply({ objectId: left.id }))).toMatchObject({ status: 409 });
  });
});

describe('a finding on a source that few may see', () => {
  it('is absent for everyone else, in the list, by id and by reference', async () => {
    const secret = await chain.source(TEXT, { title: 'A sealed report' });
    const excerpt = await chain.excerpt(secret, SALE);
    const insider = await moveToFew(server, 'ours', secret.id);
    const body = supply({ excerptIds: [excerpt.id] });
    expect((await ours.analyst.post('findings', body)).status).toBe(404);
    const made = await insider.post('findings', body);
    expect(made.status).toBe(201);
    const { id } = made.body as FindingView;
    for (const path of [`findings/${id}`, `findings/${id}/history`]) {
      expect((await ours.admin.get(path)).status).toBe(404);
      expect((await insider.get(path)).status).toBe(200);
    }
    const seen = async (person: typeof insider) =>
      (await person.get(`findings?organisation=${alpha.id}`)).body.items.some((item: FindingView) => item.id === id);
    expect([await seen(insider), await seen(ours.lead)]).toEqual([true, false]);
    expect((await ours.analyst.post('findings', supply({ followsFindingId: id }))).status).toBe(404);
    // What rests on it as well is for the same few, chosen or not.
    for (const part of [{ excerptIds: [sale.id, excerpt.id] }, { followsFindingId: id }]) {
      const upper = await insider.post('findings', supply(part));
      expect(upper).toMatchObject({ status: 201, body: { audienceId: made.body.audienceId } });
    }
  });
});

describe('was it listed on that day?', () => {
  it('answers from the listings recorded, and always says that listed is not unlawful', async () => {
    const listed = await chain.organisation('Delta');
    const path = (on: string) => `organisations/${listed.id}/listing?on=${on}`;
    const nothing = (await ours.viewer.get(path('2019-10-09'))).body;
    expect(nothing).toMatchObject({ answer: 'unknown', listings: [], note: expect.stringContaining('not clearance') });
    const noDay = await ours.viewer.get(path('2019-02-30'));
    expect(noDay).toMatchObject({ status: 422, body: { problems: [{ path: 'on', code: 'no_such_date' }] } });
    const listing = await recorded({
      findingType: 'listing',
      subjectId: listed.id,
      objectId: null,
      authority: 'Entity List',
      listedOn: '2019-10-09',
      unconfirmedNote: 'The effective date is unconfirmed.',
    });
    for (const [on, expected] of [
      ['2019-10-08', 'no'],
      ['2019-10-09', 'yes'],
      ['2019-10', 'unknown'],
    ] as const) {
      const { status, body } = await ours.viewer.get(path(on));
      expect([status, body.answer, body.on]).toEqual([200, expected, on]);
      expect(body.note).toContain('Listed is not unlawful.');
      expect(body.listings).toEqual([
        {
          finding: { id: listing.id, number: listing.number, label: 'Delta, listing by Entity List' },
          authority: 'Entity List',
          listedOn: '2019-10-09',
          delistedOn: null,
          unconfirmedNote: 'The effective date is unconfirmed.',
        },
      ]);
    }
    expect((await ours.viewer.get(`organisations/${listed.id}/listing`)).status).toBe(422);
    expect((await theirs.viewer.get(path('2019-10-09'))).status).toBe(404);
  });
});
