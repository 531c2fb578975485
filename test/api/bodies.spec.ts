import { connect } from 'node:net';
import { refuseShape } from '../../apps/api/bodies.ts';
import { routesOf } from '../support/routes.ts';
import { TestApp, type Person } from '../support/test-app.ts';

let server: TestApp;
let lead: Person;

beforeAll(async () => {
  server = await TestApp.start();
  lead = (await server.workspace('ours')).lead;
}, 60_000);
afterAll(() => server.close());

const NO_JSON = '{"a":';
const shapeOf = (text: string) => refuseShape(Buffer.from(text));

/** The first line of the answer to a request whose body was announced and never sent. */
function answerToHeaders(lines: string[]): Promise<string> {
  const { port, hostname } = new URL(server.base);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.once('data', (chunk) => {
      resolve(String(chunk).split('\r\n')[0]!);
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('the body of a request', () => {
  it('is not read where nobody is signed in, on any route that needs a session', async () => {
    const wrong: string[] = [];
    for (const { method, path, isPublic } of routesOf(server.app)) {
      if (method === 'GET' || isPublic) continue;
      const answer = await server.anonymous(method, path.replace(/:\w+/g, 'x'), NO_JSON);
      if (answer.status !== 401) wrong.push(`${method} ${path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
    expect((await server.anonymous('POST', '/api/session', NO_JSON)).status).toBe(400);
    expect((await lead.post('cases', NO_JSON)).status).toBe(400);
  });

  it('is not waited for where nobody is signed in', async () => {
    const lines = ['POST /api/workspaces/ours/cases HTTP/1.1', 'Host: 127.0.0.1', 'Content-Type: application/json'];
    expect(await answerToHeaders([...lines, 'Content-Length: 7000000'])).toContain(' 401 ');
    expect(await answerToHeaders([...lines, 'Transfer-Encoding: chunked'])).toContain(' 401 ');
    const ended = await server.anonymous('POST', '/api/workspaces/ours/cases', NO_JSON, { cookie: 'plumbline_4400=a' });
    expect(ended.status).toBe(401);
  });

  it('is not read where it comes from another site, or leads nowhere', async () => {
    const foreign = await server.anonymous('POST', '/api/session', NO_JSON, { origin: 'https://elsewhere.example' });
    expect(foreign.body).toMatchObject({ status: 403, code: 'foreign_origin' });
    const nowhere = await server.anonymous('POST', '/api/nowhere', NO_JSON);
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'no_such_route' } });
    expect(nowhere.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('has a minute to come in, and a connection on which nothing moves is ended', () => {
    const { requestTimeout, timeout } = server.app.getHttpServer() as { requestTimeout: number; timeout: number };
    expect({ requestTimeout, timeout }).toEqual({ requestTimeout: 60_000, timeout: 120_000 });
  });

  it('holds the longest captured text in any script, and not much more', async () => {
    const source = (capturedText: string) => ({ title: 'A report', captureKind: 'full', capturedText });
    expect((await lead.post('sources', source('字'.repeat(2_000_000)))).status).toBe(201);
    expect((await lead.post('sources', source('字'.repeat(2_400_000)))).status).toBe(413);
  });

  it('is refused unparsed where it nests deeper or holds more than any case', async () => {
    for (const body of ['['.repeat(500_000), `{"a":[${'{},'.repeat(100_000)}{"__proto__":1}]}`]) {
      expect(await lead.post('cases', body)).toMatchObject({ status: 413, body: { code: 'too_large' } });
    }
  });
});

describe('the shape of a JSON text', () => {
  it.each([
    ['32 levels', '['.repeat(32), null],
    ['33 levels', '['.repeat(33), 'levels'],
    ['33 levels of members', '{"a":'.repeat(33), 'levels'],
    ['many lists beside each other', `[${'[],'.repeat(40_000)}[]]`, null],
    ['100,000 values', `[${'1,'.repeat(99_999)}1]`, null],
    ['100,001 values', `[${'1,'.repeat(100_000)}1]`, 'values'],
    ['signs in a text', `["${'[{,'.repeat(100_000)}"]`, null],
    ['escaped quotes in a text', `["${'\\",['.repeat(100_000)}"]`, null],
    ['a text that ends in a backslash', `["\\\\",${'['.repeat(32)}`, 'levels'],
  ])('is told from its signs: %s', (_, text, refusal) => {
    if (refusal === null) expect(shapeOf(text)).toBeNull();
    else expect(shapeOf(text)).toContain(refusal);
  });
});
