import { createHash } from 'node:crypto';
import { audienceOf, move } from '../support/narrow.ts';
import { docxOf, mailOf, newsPage, pdfOf } from '../support/documents.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

const STORY = [
  'Sample Cameras Ltd. said on Tuesday that it would keep selling to the city, and that it had “no knowledge” of what its customers did with the pictures.',
  'The company told the paper: “We follow all laws, and we review our sales every year, with care and with outside help.”',
  'A spokesperson added that the review had not begun. The city did not answer questions that were sent to it on Monday, the paper wrote.',
];
const HEAD =
  '<meta property="article:published_time" content="2026-03-04T10:00:00Z"><meta property="og:site_name" content="Sample Daily">';

let server: TestApp;
let ours: People;
let theirs: People;

beforeAll(async () => {
  server = await TestApp.start();
  [ours, theirs] = [await server.workspace('ours'), await server.workspace('theirs')];
}, 60_000);
afterAll(() => server.close());

async function uploaded(person: Person, name: string, bytes: Uint8Array | string): Promise<string> {
  const answer = await person.upload(name, bytes);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body.id as string;
}

const problemsOf = (answer: { body: { problems: { path: string; code: string }[] } }) =>
  answer.body.problems.map(({ path, code }) => `${path} ${code}`);

describe('a page that is uploaded, looked at and recorded', () => {
  const page = newsPage(STORY, { head: HEAD });

  it('gives its text and what it says of itself, and records them with the bytes', async () => {
    const file = await ours.drafter.upload('Sample Cameras – é.html', page);
    expect(file.status).toBe(201);
    expect(file.body).toMatchObject({
      name: 'Sample Cameras – é.html',
      sizeBytes: Buffer.byteLength(page),
      sha256: createHash('sha256').update(page).digest('hex'),
      origin: 'uploaded',
    });
    const reading = await ours.drafter.post(`files/${file.body.id}/reading`, {});
    expect(reading.status).toBe(200);
    expect(reading.body).toMatchObject({
      kind: 'html',
      said: { publisher: 'Sample Daily', publishedOn: '2026-03-04', language: 'en-GB' },
      notes: [],
    });
    const source = await ours.drafter.post('sources/from-file', {
      fileId: file.body.id,
      title: 'Sample Cameras sells on',
      publishedOn: '2026-03-04',
      publishedOnOrigin: 'in_text',
    });
    expect(source.status).toBe(201);
    expect(source.body).toMatchObject({
      capturedText: reading.body.text,
      captureKind: 'full',
      mediaType: 'text/html',
      contentSha256: file.body.sha256,
      retrievedAt: file.body.keptAt,
    });
    expect(source.body.textSha256).toBe(createHash('sha256').update(reading.body.text).digest('hex'));
    const { id } = source.body;
    const document = await ours.viewer.get(`sources/${id}/document`);
    expect(document.body).toMatchObject({ file: { name: 'Sample Cameras – é.html' }, hasRendering: true, places: [] });
    const original = await ours.viewer.get(`sources/${id}/original`);
    expect(original.bytes.equals(Buffer.from(page))).toBe(true);
    expect(original.headers['content-type']).toBe('application/octet-stream');
    expect(original.headers['content-disposition']).toContain(
      "filename*=UTF-8''Sample%20Cameras%20%E2%80%93%20%C3%A9.html",
    );
    const rendering = await ours.viewer.get(`sources/${id}/rendering`);
    expect(rendering.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(rendering.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    );
    expect(rendering.text).toContain('<p>');
    expect(rendering.text).not.toMatch(/<script|<img|href=|onclick/);
  });

  it('anchors excerpts in the text that was read', async () => {
    const fileId = await uploaded(ours.analyst, 'story.html', page);
    const source = (await ours.analyst.post('sources/from-file', { fileId, title: 'Story' })).body;
    const exact = 'We follow all laws';
    const startUtf16 = source.capturedText.indexOf(exact);
    const excerpt = await ours.analyst.post(`sources/${source.id}/excerpts`, {
      startUtf16,
      endUtf16: startUtf16 + exact.length,
      exact,
    });
    expect(excerpt.status).toBe(201);
    const later = newsPage([STORY[0]!, `Updated. ${STORY[1]!}`, STORY[2]!]);
    const again = await ours.analyst.post(`sources/${source.id}/captures/from-file`, {
      fileId: await uploaded(ours.analyst, 'later.html', later),
    });
    expect(again.status).toBe(201);
    expect(again.body.anchors).toEqual([expect.objectContaining({ status: 'moved', startUtf16: startUtf16 + 9 })]);
    expect(again.body.source).toMatchObject({ previousCapture: { id: source.id }, title: 'Story' });
    const kept = await ours.viewer.get(`sources/${again.body.source.id}/original`);
    expect(kept.text).toBe(later);
    expect((await ours.viewer.get(`sources/${source.id}/original`)).text).toBe(page);
  });

  it('is a source once', async () => {
    const fileId = await uploaded(ours.analyst, 'once.html', page);
    const [one, other] = await Promise.all([
      ours.analyst.post('sources/from-file', { fileId, title: 'Once' }),
      ours.analyst.post('sources/from-file', { fileId, title: 'Twice' }),
    ]);
    expect([one.status, other.status].sort()).toEqual([201, 409]);
    const third = await ours.analyst.post('sources/from-file', { fileId, title: 'Thrice' });
    expect([third.status, third.body.code]).toEqual([409, 'file_taken']);
  });
});

describe('other documents', () => {
  it('keep their pages and parts', async () => {
    const pdf = pdfOf([['First page of a policy.'], ['Second page, on sales.']]);
    const fileId = await uploaded(ours.analyst, 'policy.pdf', pdf);
    const source = (await ours.analyst.post('sources/from-file', { fileId, title: 'Policy' })).body;
    const { body } = await ours.viewer.get(`sources/${source.id}/document`);
    expect(body.hasRendering).toBe(false);
    const texts = body.places.map((place: { startUtf16: number; endUtf16: number }) =>
      source.capturedText.slice(place.startUtf16, place.endUtf16),
    );
    expect(texts).toEqual(['First page of a policy.', 'Second page, on sales.']);
    expect((await ours.viewer.get(`sources/${source.id}/rendering`)).status).toBe(404);
    expect((await ours.viewer.get(`sources/${source.id}/original`)).bytes.equals(pdf)).toBe(true);
  });

  it('may be Word documents and mails', async () => {
    const word = await uploaded(ours.analyst, 'policy.docx', await docxOf(['We sell to nobody who watches people.']));
    expect((await ours.analyst.post(`files/${word}/reading`, {})).body.text).toContain('We sell to nobody');
    const mail = await uploaded(ours.analyst, 'answer.eml', mailOf({ body: '<p>No comment.</p>' }));
    expect((await ours.analyst.post(`files/${mail}/reading`, {})).body).toMatchObject({
      kind: 'mail',
      attachments: [{ name: 'answer.pdf', bytes: 8 }],
      notes: [{ code: 'attachments_not_read' }],
    });
  });

  it('that cannot be read are refused with the reason, and nothing is recorded', async () => {
    const before = (await ours.viewer.get('sources')).body.total;
    const scan = await uploaded(ours.analyst, 'scan.pdf', pdfOf([[], []]));
    const reading = await ours.analyst.post(`files/${scan}/reading`, {});
    expect([reading.status, problemsOf(reading)]).toEqual([422, ['file no_text']]);
    expect(reading.body.detail).toContain('holds no text');
    const latin = await uploaded(ours.analyst, 'a.txt', Buffer.from('caf\u00e9', 'latin1'));
    expect(problemsOf(await ours.analyst.post('sources/from-file', { fileId: latin, title: 'x' }))).toEqual([
      'encoding wrong_encoding',
    ]);
    const named = await ours.analyst.post(`files/${latin}/reading`, { encoding: 'windows-1252' });
    expect(named.body.text).toBe('café');
    expect((await ours.viewer.get('sources')).body.total).toBe(before);
  });
});

describe('an upload', () => {
  it('needs bytes, a name and no more than 30 MB', async () => {
    expect(problemsOf(await ours.analyst.upload('empty.txt', ''))).toEqual(['file empty']);
    const unnamed = await ours.analyst.upload('x', 'words', { 'content-disposition': 'attachment' });
    expect([unnamed.status, problemsOf(unnamed)]).toEqual([422, ['Content-Disposition file_name']]);
    const path = await ours.analyst.upload('x', 'words', {
      'content-disposition': 'attachment; filename="C:\\\\desk\\\\a.txt"',
    });
    expect([path.status, path.body.name]).toEqual([422, undefined]);
    const coded = await ours.analyst.upload('C:\\desk\\a.txt', 'words');
    expect(coded.body.name).toBe('a.txt');
    expect((await ours.analyst.upload('large.txt', Buffer.alloc(31 * 1024 * 1024, 'x'))).status).toBe(413);
    expect((await ours.analyst.upload('a.txt', 'words', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('goes to no other route', async () => {
    const answer = await server.anonymous('POST', '/api/session', 'bytes', {
      'content-type': 'application/octet-stream',
    });
    expect(answer.status).toBe(415);
  });

  it('is read by whoever brought it alone', async () => {
    const fileId = await uploaded(ours.analyst, 'a.txt', 'Only mine.');
    for (const person of [ours.lead, ours.admin, theirs.analyst]) {
      expect((await person.post(`files/${fileId}/reading`, {})).status).toBe(404);
      expect((await person.post('sources/from-file', { fileId, title: 'x' })).status).toBe(404);
    }
    expect((await ours.viewer.upload('a.txt', 'x')).status).toBe(403);
    expect((await ours.viewer.post(`files/${fileId}/reading`, {})).status).toBe(403);
  });

  it('under one Idempotency-Key is kept once', async () => {
    const key = { 'idempotency-key': 'upload-1' };
    const one = await ours.analyst.upload('a.txt', 'words', key);
    const two = await ours.analyst.upload('a.txt', 'words', key);
    expect(two.body.id).toBe(one.body.id);
    expect((await ours.analyst.upload('a.txt', 'other words', key)).status).toBe(422);
  });

  it('that nobody captures is dropped after a day', async () => {
    const fileId = await uploaded(theirs.analyst, 'old.txt', 'Old.');
    await server.inWorkspace('theirs', async (tx) => {
      await tx.query('delete from app.file_part p where p.workspace_id = $1 and p.file_id = $2', [
        tx.workspaceId,
        fileId,
      ]);
      await tx.query('delete from app.file f where f.workspace_id = $1 and f.id = $2', [tx.workspaceId, fileId]);
      await tx.query(
        `insert into app.file (workspace_id, id, audience_id, name, sha256, size_bytes, origin, kept_by, kept_at, version)
         values ($1, $2, $3, 'old.txt', repeat('0', 64), 4, 'uploaded', 'test', now() - interval '25 hours', 1)`,
        [tx.workspaceId, fileId, tx.actor.everyoneAudienceId],
      );
    });
    await uploaded(theirs.analyst, 'new.txt', 'New.');
    const left = await server.inWorkspace('theirs', (tx) =>
      tx.query<{ name: string }>('select name from app.file where workspace_id = $1', [tx.workspaceId]),
    );
    expect(left.map(({ name }) => name)).toEqual(['new.txt']);
  });
});

it('goes where its source goes, with every part of it', async () => {
  const fileId = await uploaded(ours.lead, 'secret.html', newsPage(STORY));
  const source = (await ours.lead.post('sources/from-file', { fileId, title: 'For few' })).body;
  const few = await audienceOf(ours.lead, []);
  expect((await move(ours.lead, few, 'source', source.id)).status).toBe(200);
  for (const path of ['document', 'original', 'rendering']) {
    expect((await ours.viewer.get(`sources/${source.id}/${path}`)).status).toBe(404);
    expect((await ours.lead.get(`sources/${source.id}/${path}`)).status).toBe(200);
    expect((await theirs.lead.get(`sources/${source.id}/${path}`)).status).toBe(404);
  }
});
