import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type Answer, type People } from '../support/test-app.ts';

const NBSP = '\u00a0';
const QUOTE = `Sample Storage opposes any abuse. We have high${NBSP}confidence in our resellers.`;
const PARAPHRASE = 'It sells to no government';
const TEXT = `“${QUOTE}” said Jane Doe. ${PARAPHRASE}, Sample Storage told the Courier.`;

let server: TestApp;
let ours: People;
let theirs: People;
const ids = { storage: '', networks: '', city: '' };

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  ids.storage = await organisation('company', 'Sample Storage');
  ids.networks = await organisation('company', 'Sample Networks');
  ids.city = await organisation('authority', 'Sample City');
}, 60_000);
afterAll(() => server.close());

async function made(answer: Promise<Answer>) {
  const { status, body } = await answer;
  if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

async function organisation(kind: string, name: string): Promise<string> {
  const fields = { kind, legalName: `${name} Ltd.`, shortName: name, sample: true };
  return (await made(ours.analyst.post('organisations', fields))).id;
}

async function recordSource() {
  const fields = { title: 'A report', publisher: 'Sample Courier', captureKind: 'full', capturedText: TEXT };
  return made(ours.analyst.post('sources', { ...fields, publishedOn: '2020-03', publishedOnOrigin: 'in_text' }));
}

async function recordExcerpt(sourceId: string, words: string, text = TEXT) {
  const startUtf16 = text.indexOf(words);
  const body = { startUtf16, endUtf16: startUtf16 + words.length, exact: words };
  return made(ours.analyst.post(`sources/${sourceId}/excerpts`, body));
}

const spoken = () => ({
  quotationType: 'direct',
  speakerName: 'Jane Doe',
  speakerRole: 'spokesperson',
  speakerOrganisationId: ids.storage,
  reportedBy: 'Sample Courier',
  channel: 'to Sample Courier',
  madeOn: '2020-02-29',
  madeOnOrigin: 'derived',
});

/** A source with one excerpt and the statement on it. */
async function recordStatement(change: Record<string, unknown> = {}, words = QUOTE) {
  const source = await recordSource();
  const excerpt = await recordExcerpt(source.id, words);
  const statement = await made(ours.analyst.post('statements', { excerptId: excerpt.id, ...spoken(), ...change }));
  return { source, excerpt, statement };
}

async function recordClaim(statementId: string, excerptId: string, change: Record<string, unknown> = {}) {
  const fields = { companyId: ids.storage, claimText: 'Opposes any abuse', claimType: 'commitment' };
  return made(ours.analyst.post('claims', { ...fields, excerptId, statementIds: [statementId], ...change }));
}

describe('a statement', () => {
  it('is recorded with its words, speaker and date, and read, listed by source and by organisation', async () => {
    const { source, excerpt, statement } = await recordStatement();
    expect(statement).toMatchObject({
      excerpt: { id: excerpt.id, exact: QUOTE },
      mayQuote: true,
      speakerOrganisation: { id: ids.storage, shortName: 'Sample Storage', sample: true },
      attributionLine: 'Jane Doe, spokesperson, to Sample Courier',
      madeOn: { value: '2020-02-29', precision: 'day', origin: 'derived' },
      claims: [],
      status: 'published',
      version: 1,
    });
    expect((await ours.viewer.get(`statements/${statement.id}`)).body).toEqual(statement);
    const relayed = await recordExcerpt(source.id, PARAPHRASE);
    const via = { excerptId: relayed.id, quotationType: 'indirect', viaOrganisationId: ids.networks };
    const second = await made(ours.analyst.post('statements', via));
    expect(second).toMatchObject({ mayQuote: false, speakerOrganisation: null });
    const bySource = (await ours.viewer.get(`statements?source=${source.id}`)).body;
    expect(bySource).toMatchObject({ total: 2, items: [{ id: statement.id }, { id: second.id }] });
    const byOrganisation = (await ours.viewer.get(`statements?organisation=${ids.networks}&limit=1`)).body;
    expect(byOrganisation.items).toEqual([second]);
    expect((await ours.viewer.get(`sources/${source.id}`)).body.sample).toBe(true);
  });

  it('is not quoted once the newest capture has lost its words', async () => {
    const { source, statement } = await recordStatement();
    await made(ours.analyst.post(`sources/${source.id}/captures`, { capturedText: 'The page was taken down.' }));
    const read = (await ours.viewer.get(`statements/${statement.id}`)).body;
    expect(read).toMatchObject({ mayQuote: false, excerpt: { anchorStatus: 'orphaned' } });
  });

  it('is refused with the problems by path, and for an organisation that was withdrawn', async () => {
    const source = await recordSource();
    const { id: excerptId } = await recordExcerpt(source.id, QUOTE);
    const half = { ...spoken(), excerptId, madeOnOrigin: null, viaOrganisationId: ids.storage };
    const refused = await ours.analyst.post('statements', half);
    expect(refused.status).toBe(422);
    expect(refused.body.problems.map(({ path }: { path: string }) => path)).toEqual([
      'madeOnOrigin',
      'viaOrganisationId',
    ]);
    const gone = await organisation('company', 'Sample Gone');
    await ours.lead.post(`organisations/${gone}/withdraw`, { version: 1, reason: 'recorded twice' });
    const late = await ours.analyst.post('statements', { ...spoken(), excerptId, speakerOrganisationId: gone });
    expect(late).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
  });

  it('is revised, withdrawn only when nothing relies on it, and keeps its history', async () => {
    const { excerpt, statement } = await recordStatement();
    const claim = await recordClaim(statement.id, excerpt.id);
    const path = `statements/${statement.id}`;
    const revised = await ours.analyst.patch(path, { version: 1, speakerRole: 'head of sales' });
    expect(revised.body).toMatchObject({ version: 2, speakerName: 'Jane Doe', claims: [{ id: claim.id }] });
    expect((await ours.lead.patch(path, { version: 1, negated: true })).body.code).toBe('stale_version');
    const half = await ours.lead.patch(path, { version: 2, madeOn: null });
    expect(half).toMatchObject({ status: 422, body: { problems: [{ path: 'madeOnOrigin' }] } });
    const taken = await ours.lead.patch(path, { version: 2, speakerOrganisationId: ids.networks });
    expect(taken).toMatchObject({ status: 409, body: { code: 'not_the_companys_words' } });
    expect(taken.body.detail).toContain(claim.number);
    const other = await recordExcerpt(excerpt.sourceId, 'Sample Storage opposes any abuse.');
    const moved = await ours.lead.patch(path, { version: 2, excerptId: other.id });
    expect(moved.body).toMatchObject({ code: 'still_relied_on' });
    const kept = await ours.lead.post(`${path}/withdraw`, { version: 2, reason: 'wrong speaker' });
    expect(kept).toMatchObject({ status: 409, body: { code: 'still_relied_on' } });
    await ours.lead.post(`claims/${claim.id}/withdraw`, { version: 1, reason: 'wrong speaker' });
    const gone = await ours.lead.post(`${path}/withdraw`, { version: 2, reason: 'wrong speaker' });
    expect(gone.body).toMatchObject({ status: 'withdrawn', statusReason: 'wrong speaker', claims: [] });
    expect((await ours.viewer.get(`statements?source=${excerpt.sourceId}`)).body.total).toBe(0);
    expect((await ours.lead.patch(path, { version: 3, negated: true })).body.code).toBe('withdrawn');
    const history = (await ours.viewer.get(`${path}/history`)).body.items;
    expect(history.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
    const fields = { companyId: ids.storage, excerptId: excerpt.id, claimText: 'x', claimType: 'fact' };
    const onGone = await ours.analyst.post('claims', { ...fields, statementIds: [statement.id] });
    expect(onGone.body.code).toBe('withdrawn');
  });
});

describe('the words of a statement', () => {
  it('are direct or mixed only where the source quotes them, or is the company’s own document', async () => {
    const source = await recordSource();
    const excerpt = await recordExcerpt(source.id, PARAPHRASE);
    for (const quotationType of ['direct', 'mixed']) {
      const refused = await ours.analyst.post('statements', { ...spoken(), excerptId: excerpt.id, quotationType });
      const problems = [{ path: 'quotationType', code: 'not_in_quotation_marks' }];
      expect(refused).toMatchObject({ status: 422, body: { problems } });
    }
    const told = { ...spoken(), excerptId: excerpt.id, quotationType: 'indirect' };
    const { id } = await made(ours.analyst.post('statements', told));
    const turned = await ours.analyst.patch(`statements/${id}`, { version: 1, quotationType: 'direct' });
    expect(turned).toMatchObject({ status: 422, body: { problems: [{ path: 'quotationType' }] } });
    const release = { title: 'A release', sourceTypes: ['selfDeclaration'], captureKind: 'full', capturedText: TEXT };
    const own = await recordExcerpt((await made(ours.analyst.post('sources', release))).id, PARAPHRASE);
    await made(ours.analyst.post('statements', { ...spoken(), excerptId: own.id }));
  });
});

describe('a claim', () => {
  it('is recorded on its statement with the company, the words and the day they were said', async () => {
    const { source, statement } = await recordStatement();
    const words = await recordExcerpt(source.id, `We have high${NBSP}confidence in our resellers.`);
    const claim = await recordClaim(statement.id, words.id, { hedges: ['high confidence'], deadline: '2021' });
    expect(claim).toMatchObject({
      company: { id: ids.storage },
      excerpt: { id: words.id },
      statements: [{ id: statement.id, claims: [{ id: claim.id, number: claim.number }] }],
      mayQuote: true,
      attributionLine: 'Jane Doe, spokesperson, to Sample Courier',
      saidOn: { value: '2020-02-29', origin: 'derived' },
      hedges: ['high confidence'],
      seriesId: claim.id,
      seriesVersion: 1,
      supersedes: null,
      assessments: [],
    });
    expect((await ours.viewer.get(`claims/${claim.id}`)).body).toEqual(claim);
    expect((await ours.viewer.get(`claims?source=${source.id}&company=${ids.storage}`)).body).toEqual({
      items: [claim],
      total: 1,
    });
    expect((await ours.viewer.get(`claims?source=${source.id}&company=${ids.networks}`)).body.total).toBe(0);
  });

  it('from a paraphrase is never quoted, and has no day where none is recorded', async () => {
    const paraphrased = { quotationType: 'indirect', madeOn: null, madeOnOrigin: null };
    const { excerpt, statement } = await recordStatement(paraphrased, PARAPHRASE);
    const claim = await recordClaim(statement.id, excerpt.id);
    expect(claim).toMatchObject({
      mayQuote: false,
      saidOn: { value: null, precision: 'none', origin: null },
      publishedOn: { value: '2020-03', precision: 'month', origin: 'in_text' },
      attributionLine: 'Jane Doe, spokesperson, paraphrased by Sample Courier',
    });
  });

  it('is refused for words that are not in the statement, and for words of another speaker', async () => {
    const { source, excerpt, statement } = await recordStatement();
    const fields = { companyId: ids.storage, statementIds: [statement.id], claimText: 'x', claimType: 'fact' };
    const outside = await recordExcerpt(source.id, PARAPHRASE);
    const refused = await ours.analyst.post('claims', { ...fields, excerptId: outside.id });
    expect(refused).toMatchObject({ status: 409, body: { code: 'claim_outside_statement' } });
    expect(refused.body.detail).toContain(statement.number);
    const theirWords = { ...fields, excerptId: excerpt.id, companyId: ids.networks };
    const taken = await ours.analyst.post('claims', theirWords);
    expect(taken).toMatchObject({ status: 409, body: { code: 'not_the_companys_words' } });
    const wrong = {
      ...fields,
      excerptId: excerpt.id,
      companyId: ids.city,
      hedges: ['opposes', 'perhaps'],
      drift: 'same',
    };
    const paths = (await ours.analyst.post('claims', wrong)).body.problems.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['companyId', 'hedges.1', 'drift']);
  });

  it('is revised and withdrawn, with its statements kept in every version', async () => {
    const { excerpt, statement } = await recordStatement();
    const claim = await recordClaim(statement.id, excerpt.id, { scopeText: 'resellers' });
    const path = `claims/${claim.id}`;
    const revised = await ours.analyst.patch(path, { version: 1, claimType: 'policy' });
    expect(revised.body).toMatchObject({ claimType: 'policy', scopeText: 'resellers', version: 2 });
    expect((await ours.lead.patch(path, { version: 1, claimType: 'fact' })).body.code).toBe('stale_version');
    expect((await ours.lead.patch(path, { version: 2, companyId: ids.networks })).body.code).toBe(
      'not_the_companys_words',
    );
    const history = (await ours.viewer.get(`${path}/history`)).body.items;
    expect(history[0].snapshot.statementIds).toEqual([statement.id]);
    const gone = await ours.lead.post(`${path}/withdraw`, { version: 2, reason: 'said in another sense' });
    expect(gone.body).toMatchObject({ status: 'withdrawn', version: 3 });
    expect((await ours.lead.patch(path, { version: 3, claimType: 'fact' })).body.code).toBe('withdrawn');
    expect((await ours.viewer.get(`claims?source=${excerpt.sourceId}`)).body.total).toBe(0);
  });
});

describe('a later version of a claim', () => {
  it('comes from a later capture of the document, once, and holds the earlier one', async () => {
    const { source, excerpt, statement } = await recordStatement();
    const first = await recordClaim(statement.id, excerpt.id);
    const changed = TEXT.replace('opposes any abuse', 'opposes most abuse');
    const { source: later } = await made(ours.analyst.post(`sources/${source.id}/captures`, { capturedText: changed }));
    const words = await recordExcerpt(later.id, 'Sample Storage opposes most abuse.', changed);
    const again = await made(ours.analyst.post('statements', { ...spoken(), excerptId: words.id }));
    const fields = { companyId: ids.storage, excerptId: words.id, statementIds: [again.id], claimType: 'commitment' };
    const next = { ...fields, claimText: 'Opposes most abuse', supersedesClaimId: first.id };
    const silent = await ours.analyst.post('claims', next);
    expect(silent).toMatchObject({ status: 422, body: { problems: [{ path: 'drift' }] } });
    const second = await made(ours.analyst.post('claims', { ...next, drift: 'loosened' }));
    expect(second).toMatchObject({
      seriesId: first.id,
      seriesVersion: 2,
      drift: 'loosened',
      supersedes: { id: first.id, number: first.number },
    });
    expect((await ours.viewer.get(`claims/${first.id}`)).body.status).toBe('published');
    const twice = await ours.analyst.post('claims', { ...next, drift: 'same' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'already_superseded' } });
    const kept = await ours.lead.post(`claims/${first.id}/withdraw`, { version: 1, reason: 'replaced' });
    expect(kept.body).toMatchObject({ code: 'still_relied_on' });
    expect(kept.body.detail).toContain(second.number);
    const revised = await ours.analyst.patch(`claims/${second.id}`, { version: 1, drift: 'same' });
    expect(revised.body).toMatchObject({ seriesVersion: 2, drift: 'same', version: 2 });
  });

  it('is not what was said elsewhere', async () => {
    const here = await recordStatement();
    const first = await recordClaim(here.statement.id, here.excerpt.id);
    const elsewhere = await recordStatement();
    const refused = await ours.analyst.post('claims', {
      companyId: ids.storage,
      excerptId: elsewhere.excerpt.id,
      statementIds: [elsewhere.statement.id],
      claimText: 'Opposes any abuse',
      claimType: 'commitment',
      supersedesClaimId: first.id,
      drift: 'same',
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'not_a_version' } });
  });
});

describe('statements and claims', () => {
  it('of another workspace are not found, and are not recorded by a drafter or a viewer', async () => {
    const { excerpt, statement } = await recordStatement();
    const claim = await recordClaim(statement.id, excerpt.id);
    for (const path of [`statements/${statement.id}`, `claims/${claim.id}`]) {
      expect((await theirs.lead.get(path)).status).toBe(404);
      expect((await theirs.lead.get(`${path}/history`)).status).toBe(404);
      expect((await theirs.lead.patch(path, { version: 1 })).status).toBe(404);
      expect((await theirs.lead.post(`${path}/withdraw`, { version: 1, reason: 'not mine' })).status).toBe(404);
      expect((await ours.drafter.patch(path, { version: 1 })).status).toBe(403);
      expect((await ours.viewer.post(`${path}/withdraw`, { version: 1, reason: 'mine' })).status).toBe(403);
    }
    expect((await theirs.lead.get(`statements?source=${excerpt.sourceId}`)).body.total).toBe(0);
    expect((await theirs.lead.get(`claims?company=${ids.storage}`)).body.total).toBe(0);
    const foreign = { excerptId: excerpt.id, quotationType: 'direct' };
    expect((await theirs.lead.post('statements', foreign)).status).toBe(404);
    expect((await ours.drafter.post('statements', foreign)).status).toBe(403);
    const fields = { companyId: ids.storage, excerptId: excerpt.id, statementIds: [statement.id] };
    const body = { ...fields, claimText: 'x', claimType: 'fact' };
    expect((await theirs.lead.post('claims', body)).status).toBe(404);
    expect((await ours.viewer.post('claims', body)).status).toBe(403);
  });

  it('for a few are absent for everyone else, in list, detail and by reference', async () => {
    const { source, excerpt, statement } = await recordStatement();
    const claim = await recordClaim(statement.id, excerpt.id);
    const insider = await moveToFew(server, 'ours', source.id);
    expect((await insider.get(`claims/${claim.id}`)).body.statements).toHaveLength(1);
    const more = await insider.post('statements', { excerptId: excerpt.id, quotationType: 'direct' });
    expect(more.status).toBe(201);
    for (const path of [`statements/${statement.id}`, `statements/${more.body.id}`, `claims/${claim.id}`]) {
      expect((await ours.lead.get(path)).status).toBe(404);
    }
    expect((await ours.lead.get(`statements?source=${source.id}`)).body.total).toBe(0);
    expect((await ours.lead.get(`claims?source=${source.id}`)).body).toEqual({ items: [], total: 0 });
    expect((await ours.lead.post('statements', { excerptId: excerpt.id, quotationType: 'direct' })).status).toBe(404);
    const open = await recordStatement();
    const fields = { companyId: ids.storage, claimText: 'x', claimType: 'fact', excerptId: open.excerpt.id };
    const byStatement = await ours.lead.post('claims', { ...fields, statementIds: [open.statement.id, statement.id] });
    expect(byStatement.status).toBe(404);
    const mixed = await insider.post('claims', { ...fields, statementIds: [open.statement.id, statement.id] });
    expect(mixed.status).toBe(201);
    expect((await ours.viewer.get(`claims/${mixed.body.id}`)).status).toBe(404);
  });
});
