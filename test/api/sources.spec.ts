import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People } from '../support/test-app.ts';

const RANDOM_ID = '018f0000-0000-7000-8000-000000000000';
const NBSP = '\u00a0';
const TEXT = `The firm “opposes any abuse”,${NBSP}it said.\r\nIt has sold cameras \u{1F600} abroad. `;

let server: TestApp;
let ours: People;
let theirs: People;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const report = { title: 'Cameras sold abroad', publisher: 'Sample Courier', captureKind: 'full', capturedText: TEXT };

async function recordSource(change: Record<string, unknown> = {}) {
  const answer = await ours.analyst.post('sources', { ...report, ...change });
  expect(answer.status).toBe(201);
  return answer.body;
}

async function recordExcerpt(sourceId: string, text: string, words: string) {
  const startUtf16 = text.indexOf(words);
  const body = { startUtf16, endUtf16: startUtf16 + words.length, exact: words };
  const answer = await ours.drafter.post(`sources/${sourceId}/excerpts`, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

/** A statement by plain SQL: the room that records statements stands above this one. */
async function stateOn(excerptId: string, number: number): Promise<string> {
  return server.inWorkspace('ours', async (tx) => {
    const id = tx.newId();
    await tx.query(
      `insert into app.statement (workspace_id, id, audience_id, number, excerpt_id, quotation_type, negated, status, version)
       values ($1, $2, $3, $4, $5, 'direct', false, 'published', 1)`,
      [tx.workspaceId, id, tx.actor.everyoneAudienceId, number, excerptId],
    );
    return id;
  });
}

function pathsOf(answer: { body: { problems: { path: string }[] } }): string[] {
  return answer.body.problems.map(({ path }) => path);
}

describe('a source', () => {
  it('keeps its text to the character, with the hash of its bytes', async () => {
    const source = await recordSource({ publishedOn: '2019-11', publishedOnOrigin: 'entered_by_hand' });
    expect(source).toMatchObject({
      capturedText: TEXT,
      publishedOn: { value: '2019-11', precision: 'month', origin: 'entered_by_hand' },
      status: 'published',
      passages: [],
      version: 1,
    });
    expect(source.textSha256).toBe('c6e3bf90f56268e7dc310a91e3413e72b6a634809b338d46f5f53a500218b1b7');
    expect(source.contentSha256).toBe(source.textSha256);
    expect((await ours.viewer.get(`sources/${source.id}`)).body).toEqual(source);
    const listed = (await ours.viewer.get('sources')).body.items;
    expect(listed.find((row: { id: string }) => row.id === source.id)).not.toHaveProperty('capturedText');
  });

  it('is revised and withdrawn, and keeps its history', async () => {
    const { id, number } = await recordSource();
    const revised = await ours.analyst.patch(`sources/${id}`, { version: 1, title: 'Cameras, sold abroad' });
    expect(revised).toMatchObject({
      status: 200,
      body: { title: 'Cameras, sold abroad', version: 2, capturedText: TEXT },
    });
    const late = await ours.lead.patch(`sources/${id}`, { version: 1, title: 'Late' });
    expect(late).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    const withdrawn = await ours.lead.post(`sources/${id}/withdraw`, { version: 2, reason: 'recorded twice' });
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn', statusReason: 'recorded twice' } });
    const listed = (await ours.viewer.get('sources')).body.items.map((row: { id: string }) => row.id);
    expect(listed).not.toContain(id);
    expect((await ours.viewer.get(`sources/${id}`)).body.number).toBe(number);
    const again = await ours.lead.patch(`sources/${id}`, { version: 3, title: 'Again' });
    expect(again).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
    const excerpt = { startUtf16: 0, endUtf16: 3, exact: 'The' };
    expect((await ours.analyst.post(`sources/${id}/excerpts`, excerpt)).body.code).toBe('withdrawn');
    const history = (await ours.viewer.get(`sources/${id}/history`)).body.items;
    expect(history.map((item: { version: number }) => item.version)).toEqual([3, 2, 1]);
  });

  it('is refused with every problem by path', async () => {
    const wrong = await ours.analyst.post('sources', {
      ...report,
      captureKind: 'passages',
      capturedText: 'One.\n\nTwo.\n\nThree.',
      passages: [
        { startUtf16: 0, endUtf16: 4, originalStartUtf16: 0 },
        { startUtf16: 6, endUtf16: 10, originalStartUtf16: 9 },
        { startUtf16: 13, endUtf16: 18, originalStartUtf16: 5 },
      ],
      publishedOn: '2019-02-30',
    });
    expect(wrong.status).toBe(422);
    expect(pathsOf(wrong).sort()).toEqual([
      'originalLengthUtf16',
      'originalSha256',
      'passages.2.originalStartUtf16',
      'passages.2.startUtf16',
      'publishedOn',
      'publishedOnOrigin',
    ]);
    const nul = await ours.analyst.post('sources', { ...report, capturedText: 'abc\u0000' });
    expect(nul.body.problems[0]).toMatchObject({ path: 'capturedText', code: 'nul_character' });
    expect(nul.body.problems[0].message).toContain('offset 3');
    const half = await ours.analyst.post('sources', '{"title":"T","captureKind":"full","capturedText":"ab\\ud83d"}');
    expect(half.body.problems[0]).toMatchObject({ path: 'capturedText', code: 'lone_surrogate' });
  });

  it('of another workspace is not found, and is not recorded by a viewer', async () => {
    const { id } = await recordSource();
    for (const path of [`sources/${id}`, `sources/${id}/history`]) {
      const foreign = await theirs.analyst.get(path);
      const random = await theirs.analyst.get(path.replace(id, RANDOM_ID));
      expect(foreign.status).toBe(404);
      expect({ ...foreign.body, requestId: '' }).toEqual({ ...random.body, requestId: '' });
    }
    expect((await theirs.lead.patch(`sources/${id}`, { version: 1, title: 'x' })).status).toBe(404);
    expect((await theirs.lead.post(`sources/${id}/captures`, { capturedText: 'x' })).status).toBe(404);
    expect((await theirs.lead.post('sources', { ...report, syndicatedFromId: id })).status).toBe(404);
    expect((await theirs.lead.post(`sources/${id}/withdraw`, { version: 1, reason: 'not mine' })).status).toBe(404);
    expect((await ours.viewer.post('sources', report)).status).toBe(403);
    expect((await ours.drafter.patch(`sources/${id}`, { version: 1, title: 'x' })).status).toBe(403);
    expect((await ours.drafter.post(`sources/${id}/withdraw`, { version: 1, reason: 'mine' })).status).toBe(403);
  });

  it('may repeat another report, which then stays, and never itself', async () => {
    const stub = await recordSource({ title: 'First report', captureKind: 'stub', capturedText: null });
    const repeated = await recordSource({ syndicatedFromId: stub.id });
    expect(repeated.syndicatedFrom).toEqual({ id: stub.id, number: stub.number, label: 'First report' });
    const circular = await ours.analyst.patch(`sources/${stub.id}`, { version: 1, syndicatedFromId: repeated.id });
    expect(circular).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'syndicatedFromId', code: 'circular' }] },
    });
    const refused = await ours.lead.post(`sources/${stub.id}/withdraw`, { version: 1, reason: 'no copy' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_relied_on' } });
    expect(refused.body.detail).toContain(repeated.number);
    const excerpt = { startUtf16: 0, endUtf16: 3, exact: 'The' };
    expect((await ours.analyst.post(`sources/${stub.id}/excerpts`, excerpt)).body.code).toBe('no_text');
  });
});

describe('an excerpt', () => {
  it('is chosen by offsets, with its neighbours and both kinds of offset', async () => {
    const source = await recordSource();
    const excerpt = await recordExcerpt(source.id, TEXT, 'abroad');
    const before = TEXT.slice(0, TEXT.indexOf('abroad'));
    expect(excerpt).toMatchObject({
      exact: 'abroad',
      prefix: before.slice(-32),
      suffix: '. ',
      startChar: Array.from(before).length,
      anchorStatus: 'exact',
      originalStartUtf16: null,
      source: { id: source.id, number: source.number, label: source.title },
    });
    expect((await ours.viewer.get(`excerpts/${excerpt.id}`)).body).toEqual(excerpt);
    await recordExcerpt(source.id, TEXT, 'opposes any abuse');
    const listed = (await ours.viewer.get(`excerpts?source=${source.id}`)).body;
    expect(listed.items.map((item: { exact: string }) => item.exact)).toEqual(['opposes any abuse', 'abroad']);
    expect((await ours.viewer.get(`sources/${source.id}`)).body.excerpts).toBe(2);
  });

  it('is refused where other words stand, and told which', async () => {
    const source = await recordSource();
    const shifted = { startUtf16: 11, endUtf16: 28, exact: 'opposes any abuse' };
    const refused = await ours.analyst.post(`sources/${source.id}/excerpts`, shifted);
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: 'exact', code: 'text_differs' }] } });
    expect(refused.body.problems[0].message).toContain('“pposes any abuse”');
    const space = TEXT.indexOf(NBSP);
    const folded = { startUtf16: space, endUtf16: space + 3, exact: ' it' };
    expect((await ours.analyst.post(`sources/${source.id}/excerpts`, folded)).status).toBe(422);
  });

  it('that is not in the capture is refused by the database itself, and a captured text never changes', async () => {
    const source = await recordSource();
    const insert = (exact: string) =>
      server.inWorkspace('ours', (tx) =>
        tx.query(
          `insert into app.excerpt (workspace_id, id, audience_id, number, source_id, exact, prefix, suffix,
             start_utf16, end_utf16, start_char, end_char, anchor_status, status, version)
           values ($1, $2, $3, $4, $5, $6, '', '', 0, 3, 0, 3, 'exact', 'published', 1)`,
          [tx.workspaceId, tx.newId(), tx.actor.everyoneAudienceId, 900_000, source.id, exact],
        ),
      );
    await expect(insert('Thy')).rejects.toMatchObject({ code: 'PL422' });
    await insert('The');
    const turnInto = (change: string) =>
      server.inWorkspace('ours', (tx) =>
        tx.query(`update app.excerpt set ${change} where workspace_id = $1 and source_id = $2`, [
          tx.workspaceId,
          source.id,
        ]),
      );
    await expect(turnInto(`exact = 'Thy'`)).rejects.toMatchObject({ code: 'PL422' });
    await expect(turnInto('start_char = 1, end_char = 4')).rejects.toMatchObject({ code: 'PL422' });
    const change = server.inWorkspace('ours', (tx) =>
      tx.query(`update app.source_document set captured_text = 'x' where workspace_id = $1 and id = $2`, [
        tx.workspaceId,
        source.id,
      ]),
    );
    await expect(change).rejects.toMatchObject({ code: 'PL409' });
  });

  it('is compared with its source where its words or its place change, not where only its standing does', async () => {
    const triggers = await server.inWorkspace('ours', (tx) =>
      tx.query<{ checks: string }>(
        `select pg_get_triggerdef(oid) as checks from pg_trigger
         where tgrelid = 'app.excerpt'::regclass and not tgisinternal and tgname like 'excerpt%' and $1::uuid is not null
         order by tgname`,
        [tx.workspaceId],
      ),
    );
    expect(triggers.map(({ checks }) => [/BEFORE \w+/.exec(checks)![0], checks.includes('WHEN')])).toEqual([
      ['BEFORE INSERT', false],
      ['BEFORE UPDATE', true],
    ]);
  });

  it('stays as it is while records rely on it', async () => {
    const source = await recordSource();
    const excerpt = await recordExcerpt(source.id, TEXT, 'opposes any abuse');
    const wider = { version: 1, startUtf16: 9, endUtf16: 28, exact: '“opposes any abuse”' };
    const revised = await ours.analyst.patch(`excerpts/${excerpt.id}`, wider);
    expect(revised).toMatchObject({ status: 200, body: { exact: '“opposes any abuse”', version: 2 } });
    await stateOn(excerpt.id, 4100);
    const refused = await ours.analyst.patch(`excerpts/${excerpt.id}`, { ...wider, version: 2 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'still_relied_on' } });
    expect(refused.body.detail).toContain('ST-4100');
    const kept = await ours.lead.post(`excerpts/${excerpt.id}/withdraw`, { version: 2, reason: 'not needed' });
    expect(kept.body.code).toBe('still_relied_on');
    const source409 = await ours.lead.post(`sources/${source.id}/withdraw`, { version: 1, reason: 'not needed' });
    expect(source409.body.detail).toContain(excerpt.number);
  });

  it('is withdrawn, leaves the list, and cannot come back', async () => {
    const source = await recordSource();
    const excerpt = await recordExcerpt(source.id, TEXT, 'sold');
    const gone = await ours.lead.post(`excerpts/${excerpt.id}/withdraw`, { version: 1, reason: 'wrong words' });
    expect(gone).toMatchObject({ status: 200, body: { status: 'withdrawn', version: 2 } });
    expect((await ours.viewer.get(`excerpts?source=${source.id}`)).body.total).toBe(0);
    const body = { version: 2, startUtf16: 0, endUtf16: 3, exact: 'The' };
    expect((await ours.analyst.patch(`excerpts/${excerpt.id}`, body)).body.code).toBe('withdrawn');
    const history = (await ours.viewer.get(`excerpts/${excerpt.id}/history`)).body.items;
    expect(history[0]).toMatchObject({ version: 2, reason: 'wrong words' });
  });

  it('of another workspace is not found, and is not recorded by a viewer', async () => {
    const source = await recordSource();
    const excerpt = await recordExcerpt(source.id, TEXT, 'sold');
    const body = { startUtf16: 0, endUtf16: 3, exact: 'The' };
    expect((await theirs.analyst.get(`excerpts/${excerpt.id}`)).status).toBe(404);
    expect((await theirs.analyst.post(`sources/${source.id}/excerpts`, body)).status).toBe(404);
    expect((await theirs.analyst.patch(`excerpts/${excerpt.id}`, { ...body, version: 1 })).status).toBe(404);
    expect((await theirs.analyst.get(`excerpts?source=${source.id}`)).body.total).toBe(0);
    expect((await ours.viewer.post(`sources/${source.id}/excerpts`, body)).status).toBe(403);
    expect((await ours.drafter.patch(`excerpts/${excerpt.id}`, { ...body, version: 1 })).status).toBe(403);
  });
});

describe('a source for a few', () => {
  it('is absent for a member outside its audience, in list, detail and by reference', async () => {
    const source = await recordSource({ title: 'For a few' });
    const excerpt = await recordExcerpt(source.id, TEXT, 'sold');
    const insider = await moveToFew(server, 'ours', source.id);
    const seen = await insider.get(`sources/${source.id}`);
    expect(seen).toMatchObject({ status: 200, body: { title: 'For a few', excerpts: 1 } });
    const recorded = await insider.post(`sources/${source.id}/excerpts`, {
      startUtf16: 0,
      endUtf16: 3,
      exact: 'The',
    });
    expect(recorded.status).toBe(201);
    for (const path of [`sources/${source.id}`, `excerpts/${excerpt.id}`, `excerpts/${recorded.body.id}`]) {
      expect((await ours.analyst.get(path)).status).toBe(404);
    }
    const rows = (await ours.analyst.get('sources')).body.items.map((row: { id: string }) => row.id);
    expect(rows).not.toContain(source.id);
    expect((await ours.analyst.get(`excerpts?source=${source.id}`)).body.total).toBe(0);
    const byReference = await ours.analyst.post('sources', { ...report, syndicatedFromId: source.id });
    expect(byReference.status).toBe(404);
    const again = await insider.post(`sources/${source.id}/captures`, { capturedText: TEXT });
    expect(again.status).toBe(201);
    expect((await ours.analyst.get(`sources/${again.body.source.id}`)).status).toBe(404);
  });
});
