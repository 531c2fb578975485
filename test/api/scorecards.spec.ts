import { MethodsService } from '@libs/scorecards';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

const RANDOM_ID = '018f0000-0000-7000-8000-000000000000';
const TEXT = 'The firm opposes any abuse, it said. It has sold cameras abroad, the paper found.';

let server: TestApp;
let ours: People;
let theirs: People;
let company: string;
let other: string;
let buyer: string;
let claim: string;
let finding: string;
let excerpt: string;

async function made(recording: Promise<Answer>): Promise<string> {
  const answer = await recording;
  expect({ status: answer.status, problem: answer.status === 201 ? null : answer.body }).toEqual({
    status: 201,
    problem: null,
  });
  return answer.body.id;
}

const organisation = (legalName: string, kind = 'company') =>
  made(ours.analyst.post('organisations', { kind, legalName, shortName: legalName }));

/** A source with one claim and one finding on the company. */
async function evidence() {
  const report = { title: 'Cameras', publisher: 'Courier', captureKind: 'full', capturedText: TEXT };
  const source = await made(ours.analyst.post('sources', report));
  const excerptOf = (exact: string) => {
    const startUtf16 = TEXT.indexOf(exact);
    const words = { startUtf16, endUtf16: startUtf16 + exact.length, exact };
    return made(ours.analyst.post(`sources/${source}/excerpts`, words));
  };
  const said = await excerptOf('opposes any abuse');
  const done = await excerptOf('has sold cameras abroad');
  const statement = await made(
    ours.analyst.post('statements', { excerptId: said, quotationType: 'indirect', speakerOrganisationId: company }),
  );
  const words = { claimText: 'It opposes abuse.', claimType: 'commitment' };
  const claims = { ...words, companyId: company, excerptId: said, statementIds: [statement] };
  const sold = {
    findingType: 'supply',
    subjectId: company,
    objectId: buyer,
    reportedVia: 'Courier',
    excerptIds: [done],
  };
  return {
    source,
    excerpt: done,
    claim: await made(ours.analyst.post('claims', claims)),
    finding: await made(ours.analyst.post('findings', sold)),
  };
}

const period = { title: 'Use of cameras, 2019', periodStart: '2019-01-01', periodEnd: '2019-12-31' };
const recordRound = (change: object = {}) =>
  ours.analyst.post('rounds', { ...period, companyIds: [company, other], ...change });

let rounds = 0;
/** The path of answers of the company in a round of its own. */
async function freshPlace(indicator: string): Promise<string> {
  rounds += 1;
  const id = await made(recordRound({ title: `Round ${rounds}` }));
  return `rounds/${id}/companies/${company}/answers/${indicator}`;
}

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  company = await organisation('Sample Optics');
  other = await organisation('Sample Cloud');
  buyer = await organisation('Sample City Police', 'authority');
  ({ claim, finding, excerpt } = await evidence());
}, 60_000);
afterAll(() => server.close());

const found = () => ({ researchStatus: 'found', answerKey: 'partial', claimIds: [claim] });
const codesOf = (answer: Answer) =>
  answer.body.problems.map(({ path, code }: Record<string, string>) => `${path} ${code}`);

describe('a method', () => {
  it('comes with the first round, once, and reads as its file was written', async () => {
    expect((await theirs.viewer.get('methods')).body.items).toEqual([]);
    await Promise.all([recordRound(), recordRound(), recordRound()]);
    const { items } = (await ours.viewer.get('methods')).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ key: 'starter', version: '1', status: 'starter', evidenceFloor: 'two_reports' });
    expect(items[0].indicators.map((one: { qualifiedId: string }) => one.qualifiedId)).toContain('starter.P1');
    expect(items[0].indicators[4]).toMatchObject({ id: 'C1', side: 'conduct', reversed: true, pair: 'P3-C1' });
    expect((await ours.viewer.get(`methods/${items[0].id}`)).body).toEqual(items[0]);
    expect((await theirs.viewer.get(`methods/${items[0].id}`)).status).toBe(404);
  });

  it('that is stored stays as it is', async () => {
    const [before, after] = await server.inWorkspace('ours', async (tx) => {
      const methods = server.app.get(MethodsService);
      const stored = await methods.require(tx, 'starter', '1');
      await methods.ensureShipped(tx);
      return [stored, await methods.require(tx, 'starter', '1')];
    });
    expect(after).toEqual(before);
  });
});

describe('a round', () => {
  it('is recorded, listed and read by its id or its key', async () => {
    const recorded = await recordRound({ title: 'Züge, 2018', periodStart: '2018-01-01', periodEnd: '2018-12-31' });
    expect(recorded).toMatchObject({ status: 201, body: { key: 'zuge-2018', companies: 2, sample: false } });
    expect((await ours.viewer.get(`rounds/${recorded.body.id}`)).body).toEqual(recorded.body);
    expect((await ours.viewer.get('rounds/zuge-2018')).body).toEqual(recorded.body);
    const listed = (await ours.viewer.get('rounds')).body.items;
    expect(listed.at(-1)).toEqual(recorded.body);
    const again = await recordRound({ title: 'Züge, 2018', methodId: recorded.body.method.id });
    expect(again.body).toMatchObject({ key: 'zuge-2018-2', method: recorded.body.method });
  });

  it('of another workspace is not found, and is not recorded by a drafter', async () => {
    const { id, key } = (await recordRound()).body;
    for (const name of [id, key]) {
      expect((await theirs.viewer.get(`rounds/${name}`)).status).toBe(404);
      expect((await theirs.viewer.get(`rounds/${name}/scorecard`)).status).toBe(404);
      expect((await theirs.viewer.get(`rounds/${name}/citations`)).status).toBe(404);
    }
    expect((await theirs.viewer.get(`companies/${company}/scores`)).status).toBe(404);
    expect((await theirs.analyst.post('rounds', { ...period, companyIds: [company] })).status).toBe(404);
    expect((await ours.drafter.post('rounds', { ...period, companyIds: [company] })).status).toBe(403);
    expect((await recordRound({ methodId: RANDOM_ID })).status).toBe(404);
  });

  it('is refused with every problem by path', async () => {
    const wrong = await recordRound({ periodEnd: '2018-01-01', companyIds: [company, buyer, company] });
    expect(wrong.status).toBe(422);
    expect(codesOf(wrong)).toEqual([
      'periodEnd period_reversed',
      'companyIds.1 not_a_company',
      'companyIds.2 named_twice',
    ]);
    expect((await recordRound({ companyIds: [] })).status).toBe(422);
    expect((await ours.viewer.get('rounds/no%20key/scorecard')).status).toBe(422);
  });
});

describe('an answer', () => {
  it('is recorded as a draft nobody has checked, changed, withdrawn, given anew, and keeps its history', async () => {
    const path = await freshPlace('P1');
    const first = await ours.analyst.put(path, found());
    expect(first).toMatchObject({
      status: 200,
      body: { status: 'draft', verification: 1, route: 'direct', version: 1, companyId: company },
    });
    expect(first.body.claims.map(({ id }: { id: string }) => id)).toEqual([claim]);
    const changed = await ours.analyst.put(path, { researchStatus: 'unknown', comment: 'not told', version: 1 });
    expect(changed).toMatchObject({ status: 200, body: { answerKey: null, claims: [], version: 2 } });
    const withdrawal = { version: 2, reason: 'wrong company' };
    const withdrawn = await ours.lead.post(`${path}/withdraw`, withdrawal);
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn', version: 3 } });
    expect((await ours.lead.post(`${path}/withdraw`, withdrawal)).body.code).toBe('withdrawn');
    const card = (await ours.viewer.get(`${path.split('/companies')[0]}/scorecard`)).body;
    const row = card.rows.find((one: { company: { id: string } }) => one.company.id === company);
    expect(row.cells[0]).toMatchObject({ display: 'absence', absence: 'not_researched', answer: null });
    expect((await ours.analyst.put(path, found())).body).toMatchObject({ status: 'draft', version: 4 });
    const { items } = (await ours.viewer.get(`${path}/history`)).body;
    expect(items.map(({ version }: { version: number }) => version)).toEqual([4, 3, 2, 1]);
    expect(items[1]).toMatchObject({ reason: 'wrong company', changedBy: 'Lead Example' });
    expect(items[3].snapshot).toMatchObject({ claimIds: [claim], answerKey: 'partial' });
  });

  it('is not written over by somebody who has not seen it', async () => {
    const path = await freshPlace('P2');
    expect((await ours.analyst.put(path, { ...found(), version: 1 })).body.code).toBe('stale_version');
    await ours.analyst.put(path, found());
    expect(await ours.lead.put(path, found())).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    await ours.lead.put(path, { ...found(), version: 1 });
    expect((await ours.analyst.put(path, { ...found(), version: 1 })).body.code).toBe('stale_version');
    expect((await ours.analyst.post(`${path}/withdraw`, { version: 1, reason: 'late' })).body.code).toBe(
      'stale_version',
    );
  });

  it('belongs to an indicator of the method and a company of the round', async () => {
    const path = await freshPlace('P9');
    expect((await ours.analyst.put(path, found())).status).toBe(404);
    expect((await ours.analyst.put(path.replace(company, buyer), found())).status).toBe(404);
    const place = path.replace('P9', 'P1');
    expect((await ours.viewer.get(`${place}/history`)).status).toBe(404);
    expect((await ours.analyst.post(`${place}/withdraw`, { version: 1, reason: 'nothing' })).status).toBe(404);
    for (const person of [ours.viewer, ours.drafter]) expect((await person.put(place, found())).status).toBe(403);
    expect((await theirs.analyst.put(place, found())).status).toBe(404);
  });

  it('is refused by path where it does not fit the rubric or rests on nothing', async () => {
    const path = await freshPlace('P3');
    const refused = async (body: object) => {
      const answer = await ours.analyst.put(path, body);
      expect(answer.status).toBe(422);
      return codesOf(answer);
    };
    expect(await refused({ ...found(), answerKey: 'often', claimIds: [] })).toEqual([
      'answerKey not_in_rubric',
      'excerptIds evidence_missing',
    ]);
    expect(await refused({ ...found(), answerKey: null })).toEqual(['answerKey not_in_rubric']);
    expect(await refused({ researchStatus: 'not_found', answerKey: 'no' })).toEqual(['answerKey key_on_absence']);
    expect((await ours.analyst.put(path, { ...found(), points: 100 })).status).toBe(400);
  });

  it('rests on what is there, stands, and speaks of its company', async () => {
    const path = await freshPlace('C1');
    const cite = (change: object) => ours.analyst.put(path, { ...found(), claimIds: [], ...change });
    expect((await cite({ findingIds: [RANDOM_ID] })).status).toBe(404);
    const foreign = await ours.analyst.put(path.replace(company, other), { ...found(), findingIds: [finding] });
    expect(codesOf(foreign)).toEqual(['claimIds.0 other_company', 'findingIds.0 other_company']);
    const own = await evidence();
    const withdrawal = await ours.lead.post(`findings/${own.finding}/withdraw`, { version: 1, reason: 'wrong firm' });
    expect(withdrawal.status).toBe(200);
    expect(await cite({ findingIds: [own.finding] })).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
    expect((await cite({ findingIds: [finding], excerptIds: [excerpt] })).body).toMatchObject({
      findings: [{ id: finding, label: 'Sample Optics, supply to Sample City Police' }],
      excerpts: [{ id: excerpt, label: 'has sold cameras abroad' }],
    });
    const kept = await ours.lead.post(`findings/${finding}/withdraw`, { version: 1, reason: 'wrong firm' });
    const detail = expect.stringMatching(/the answer to starter\.[PC]\d/);
    expect(kept).toMatchObject({ status: 409, body: { code: 'still_relied_on', detail } });
  });
});

describe('evidence that not everybody may read', () => {
  it('cannot carry an answer, and shows in no answer to those who may not read it', async () => {
    const path = await freshPlace('P4');
    const card = `${path.split('/companies')[0]}/scorecard`;
    const narrow = await evidence();
    expect((await ours.analyst.put(path, { ...found(), claimIds: [narrow.claim] })).status).toBe(200);
    const insider = await moveToFew(server, 'ours', narrow.source);
    const cellFor = async (person: typeof insider) => {
      const { rows } = (await person.get(card)).body;
      return rows.find((row: { company: { id: string } }) => row.company.id === company).cells[3];
    };
    expect((await cellFor(insider)).evidence).toMatchObject([{ id: narrow.claim }]);
    expect(await cellFor(ours.viewer)).toMatchObject({ absence: 'not_researched', answer: null, evidence: [] });
    const cite = { ...found(), claimIds: [narrow.claim], version: 1 };
    expect(await insider.put(path, cite)).toMatchObject({ status: 409, body: { code: 'narrower_audience' } });
    expect((await ours.analyst.put(path, cite)).status).toBe(404);
  });
});
