import { createHash } from 'node:crypto';
import { newsPage, pdfOf } from '../support/documents.ts';
import { SmallWeb } from '../support/small-web.ts';
import { TestApp, type People } from '../support/test-app.ts';

const STORY = [
  'Sample Cameras Ltd. said on Tuesday that it would keep selling to the city, and that it had “no knowledge” of what its customers did with the pictures.',
  'The company told the paper: “We follow all laws, and we review our sales every year, with care and with outside help.”',
  'A spokesperson added that the review had not begun. The city did not answer questions that were sent to it on Monday, the paper wrote.',
];
const PAGE = newsPage(STORY);
const POLICY = pdfOf([['We sell no camera to a prison.']]);

let web: SmallWeb;
let server: TestApp;
let ours: People;
let theirs: People;
let story = PAGE;
let isThere = true;

beforeAll(async () => {
  web = await SmallWeb.start({
    'daily.example/old': (_request, response) => response.writeHead(301, { location: '/news/story.php?id=7' }).end(),
    'daily.example/news/story.php?id=7': (_request, response) => {
      if (!isThere) return response.writeHead(410).end('gone');
      return response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: '"7"', 'set-cookie': 'who=you' })
        .end(story);
    },
    'daily.example/empty': (_request, response) => response.writeHead(200).end(),
    'company.example/files/Policy%20%C3%A9.pdf': (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(POLICY),
  });
  server = await TestApp.start({ fetchProxy: web.proxy });
  [ours, theirs] = [await server.workspace('ours'), await server.workspace('theirs')];
}, 60_000);
afterAll(async () => {
  await server.close();
  await web.close();
});

const fetched = (address: string, person = ours.analyst) => person.post('files/from-address', { address });

describe('a page that is fetched from its address', () => {
  it('is kept as it came, with the address that answered and its headers, and recorded like an upload', async () => {
    const file = await fetched('http://daily.example/old', ours.drafter);
    expect(file).toMatchObject({
      status: 201,
      body: {
        name: 'story.php.html',
        origin: 'fetched',
        address: 'http://daily.example/old',
        finalAddress: 'http://daily.example/news/story.php?id=7',
        sha256: createHash('sha256').update(PAGE).digest('hex'),
        responseHeaders: { etag: '"7"' },
      },
    });
    expect(file.body.responseHeaders).not.toHaveProperty('set-cookie');
    expect((await ours.drafter.post(`files/${file.body.id}/reading`, {})).body).toMatchObject({
      kind: 'html',
      notes: [],
    });
    expect((await ours.analyst.post(`files/${file.body.id}/reading`, {})).status).toBe(404);
    const source = await ours.drafter.post('sources/from-file', { fileId: file.body.id, title: 'Sold on' });
    expect(source).toMatchObject({
      status: 201,
      body: { url: 'http://daily.example/news/story.php?id=7', retrievedAt: file.body.keptAt },
    });
    const document = await ours.viewer.get(`sources/${source.body.id}/document`);
    expect(document.body).toMatchObject({ file: { origin: 'fetched', address: 'http://daily.example/old' } });
  });

  it('that its owner changes is captured again, and stays readable when its owner deletes it', async () => {
    const address = 'http://daily.example/news/story.php?id=7';
    const first = await fetched(address);
    const { body: source } = await ours.analyst.post('sources/from-file', { fileId: first.body.id, title: 'Kept' });
    story = PAGE.replace('would keep selling', 'would stop selling');
    const second = await fetched(address);
    const again = await ours.analyst.post(`sources/${source.id}/captures/from-file`, { fileId: second.body.id });
    expect(again).toMatchObject({
      status: 201,
      body: { source: { url: address, previousCapture: { id: source.id } } },
    });
    expect(again.body.source.capturedText).toContain('would stop selling');
    isThere = false;
    expect((await fetched(address)).body.problems).toEqual([
      { path: 'address', code: 'status', message: 'answered 410 Gone' },
    ]);
    const original = await ours.viewer.get(`sources/${source.id}/original`);
    expect(original.bytes.equals(Buffer.from(PAGE))).toBe(true);
    expect((await ours.viewer.get(`sources/${source.id}/rendering`)).text).toContain('would keep selling');
  });

  it('is named by its address and read as what it is', async () => {
    const file = await fetched('https://company.example/files/Policy%20%C3%A9.pdf');
    // The certificate of the site is vouched for by nobody here.
    expect(file.body.problems).toMatchObject([{ path: 'address', code: 'unreachable' }]);
    const plain = await fetched('http://company.example/files/Policy%20%C3%A9.pdf');
    expect(plain.body).toMatchObject({ name: 'Policy é.pdf' });
    const reading = await ours.analyst.post(`files/${plain.body.id}/reading`, {});
    expect(reading.body).toMatchObject({ kind: 'pdf', places: [{ kind: 'page', label: '1' }] });
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'address refused'],
    ['http://[::1]:4400/api', 'address refused'],
    ['http://localhost/', 'address refused'],
    ['http://daily.example/nowhere', 'address status'],
    ['http://daily.example/empty', 'file empty'],
    ['ftp://daily.example/', 'address invalid_format'],
    ['daily.example', 'address invalid_format'],
  ])('is refused with the reason, and nothing is kept: %s', async (address, problem) => {
    const answer = await fetched(address);
    expect(answer.status).toBe(422);
    expect(answer.body.problems.map(({ path, code }: Record<string, string>) => `${path} ${code}`)).toEqual([problem]);
  });

  it('is fetched by those who may record a source, in their own workspace', async () => {
    web.dials.length = 0;
    const body = { address: 'http://daily.example/old' };
    expect((await ours.viewer.post('files/from-address', body)).status).toBe(403);
    expect((await ours.lead.send('POST', 'files/from-address', body, theirs.lead.workspace)).status).toBe(404);
    expect(web.dials).toEqual([]);
  });
});

describe('the captures of one document', () => {
  const FIRST = 'We respect rights.\nWe sell no camera to a prison.\n';
  const SECOND = 'We respect human rights.\nWe sell no camera to a prison.\n';

  it('are listed in their order, and say by words what changed from any to any', async () => {
    const text = (capturedText: string) => ({ capturedText, retrievedAt: '2026-03-04T10:00:00.000Z' });
    const one = (await ours.analyst.post('sources', { title: 'Policy', captureKind: 'full', ...text(FIRST) })).body;
    expect((await ours.viewer.get(`sources/${one.id}/difference`)).body.code).toBe('no_earlier_capture');
    const two = (await ours.analyst.post(`sources/${one.id}/captures`, text(SECOND))).body.source;
    const three = (await ours.analyst.post(`sources/${two.id}/captures`, text(SECOND))).body.source;
    const list = await ours.viewer.get(`sources/${two.id}/captures`);
    expect(list.body.items).toMatchObject([
      { id: one.id, sameAsBefore: null, retrievedAt: '2026-03-04T10:00:00.000Z' },
      { id: two.id, sameAsBefore: false },
      { id: three.id, sameAsBefore: true },
    ]);
    const difference = await ours.viewer.get(`sources/${two.id}/difference`);
    expect(difference.body).toMatchObject({
      before: { id: one.id },
      after: { id: two.id },
      inPassages: false,
      isCoarse: false,
      parts: [
        { kind: 'same', text: 'We respect ' },
        { kind: 'added', text: 'human ' },
        { kind: 'same', text: 'rights.\nWe sell no camera to a prison.\n' },
      ],
    });
    const back = await ours.viewer.get(`sources/${one.id}/difference?from=${three.id}`);
    expect(back.body.parts[1]).toEqual({ kind: 'removed', text: 'human ' });
    const other = (await ours.analyst.post('sources', { title: 'Other', captureKind: 'full', ...text(FIRST) })).body;
    const refused = await ours.viewer.get(`sources/${two.id}/difference?from=${other.id}`);
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: 'from', code: 'other_document' }] } });
    for (const path of ['captures', 'difference']) {
      expect((await theirs.viewer.get(`sources/${two.id}/${path}`)).status).toBe(404);
    }
  });
});
