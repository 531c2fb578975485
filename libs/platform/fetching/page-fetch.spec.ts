import { brotliCompressSync, gzipSync } from 'node:zlib';
import { SmallWeb, type Page } from '../../../test/support/small-web.ts';
import { fetchPage, type PageNotFetched } from './index.ts';
import { connectThrough } from './proxy.ts';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const says =
  (text: string, headers: Record<string, string> = {}): Page =>
  (_request, response) =>
    response.writeHead(200, { ...HTML, ...headers }).end(text);
const leadsTo =
  (location: string): Page =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

let asked: NodeJS.Dict<string | string[]> = {};
let web: SmallWeb;
beforeAll(async () => {
  web = await SmallWeb.start({
    'daily.example/story': (request, response) => {
      asked = request.headers;
      response.writeHead(200, { ...HTML, 'set-cookie': 'who=you', 'last-modified': 'today' }).end('<p>Words</p>');
    },
    'daily.example/moved': leadsTo('https://www.daily.example/new'),
    'www.daily.example/new': leadsTo('/newest#part'),
    'www.daily.example/newest': says('<p>Newest</p>'),
    'daily.example/round': leadsTo('/round'),
    'daily.example/inside': leadsTo('http://169.254.169.254/latest/'),
    'daily.example/file': leadsTo('file:///etc/passwd'),
    'daily.example/port': leadsTo('http://www.daily.example:5432/'),
    'daily.example/large': says('x'.repeat(2000)),
    'daily.example/endless': (_request, response) => {
      response.writeHead(200, HTML);
      const more = setInterval(() => response.write('x'.repeat(500)), 1);
      response.on('close', () => clearInterval(more));
    },
    'daily.example/packed': (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('<p>Packed</p>')),
    'daily.example/brotli': (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('<p>Packed</p>')),
    'daily.example/bomb': (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    'daily.example/broken': (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    'daily.example/odd': (_request, response) => response.writeHead(200, { 'content-encoding': 'x-odd' }).end('?'),
    'daily.example/gone': (_request, response) => response.writeHead(410).end('gone'),
  });
});
afterAll(() => web.close());
beforeEach(() => {
  web.dials.length = 0;
  web.refusal = null;
});

const rules = (change = {}) => ({
  mostBytes: 1000,
  proxy: { address: web.proxy, names: 'proxy' as const },
  ca: web.ca,
  ...change,
});
const trouble = (address: string, change = {}) =>
  fetchPage(address, rules(change)).then(
    () => 'fetched',
    (error: PageNotFetched) => `${error.code}: ${error.message}`,
  );

describe('section 5, URL fetch: a page through the proxy', () => {
  it('comes with its headers, without cookies, and is asked without a word on who asks', async () => {
    const page = await fetchPage('http://daily.example/story', rules());
    expect(page).toMatchObject({ finalAddress: 'http://daily.example/story', bytes: Buffer.from('<p>Words</p>') });
    expect(page.headers).toMatchObject({ ...HTML, 'last-modified': 'today' });
    expect(page.headers).not.toHaveProperty('set-cookie');
    expect(Object.keys(asked).sort()).toEqual(
      ['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'user-agent'].sort(),
    );
    expect(JSON.stringify(asked)).not.toMatch(/plumbline|node/i);
    expect(web.dials).toEqual(['daily.example:80']);
  });

  it('is followed over redirects, from host to host, with the certificate of each checked', async () => {
    const page = await fetchPage('http://daily.example/moved', rules());
    expect(page).toMatchObject({
      finalAddress: 'https://www.daily.example/newest',
      bytes: Buffer.from('<p>Newest</p>'),
    });
    expect(web.dials).toEqual(['daily.example:80', 'www.daily.example:443', 'www.daily.example:443']);
    expect(await trouble('https://www.daily.example/newest', { ca: undefined })).toBe(
      'unreachable: has a certificate that nobody vouches for',
    );
    expect(await trouble('https://other.example/', {})).toBe('unreachable: has a certificate of another site');
  });

  it('is unpacked where a site packs it all the same', async () => {
    for (const path of ['packed', 'brotli']) {
      const { bytes } = await fetchPage(`http://daily.example/${path}`, rules());
      expect(bytes.toString()).toBe('<p>Packed</p>');
    }
  });

  it.each([
    ['http://daily.example/round', 'redirects: leads on more than 5 times'],
    ['http://daily.example/inside', 'refused: is not asked: 169.254.169.254 is no address on the public internet'],
    ['http://daily.example/file', 'refused: is not asked: file: is not reached by http or https'],
    [
      'http://daily.example/port',
      'refused: is not asked: www.daily.example:5432 names a port that is not one of the web',
    ],
    ['http://daily.example/large', 'too_large: has more than 0 MB'],
    ['http://daily.example/endless', 'too_large: has more than 0 MB'],
    ['http://daily.example/bomb', 'too_large: has more than 0 MB'],
    ['http://daily.example/broken', 'encoding: came packed in a way that cannot be unpacked'],
    ['http://daily.example/odd', 'encoding: is packed as x-odd, which is not read'],
    ['http://daily.example/gone', 'status: answered 410 Gone'],
    ['http://daily.example/nowhere', 'status: answered 404 Not Found'],
  ])('%s is refused', async (address, expected) => expect(await trouble(address)).toBe(expected));

  it('never leaves for a name or an address of an own network, however it is written', async () => {
    const hosts = ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:10.0.0.1]', '10.1.2.3'];
    const names = ['localhost', 'localhost.', 'intranet', 'db.internal', 'printer.local', 'x.localhost'];
    for (const host of [...hosts, ...names]) expect(await trouble(`http://${host}/`)).toMatch(/^refused: /);
    for (const address of ['ftp://daily.example/', 'https://me:secret@daily.example/', 'http://daily.example:8080/']) {
      const said = await trouble(address);
      expect(said).toMatch(/^refused: /);
      expect(said).not.toContain('secret');
    }
    expect(web.dials).toEqual([]);
  });

  it('says that the proxy is at fault where it is, and gives it its login', async () => {
    web.refusal = '407 Proxy Authentication Required';
    expect(await trouble('http://daily.example/story')).toBe('proxy: The proxy did not connect: it answered 407.');
    web.refusal = null;
    const named = web.proxy.replace('//', '//us:p%40ss@');
    expect(await trouble('http://daily.example/story', { proxy: { address: named, names: 'proxy' } })).toBe('fetched');
    expect(web.login).toBe(`Basic ${Buffer.from('us:p@ss').toString('base64')}`);
    const none = { address: 'http://127.0.0.1:1', names: 'proxy' };
    expect(await trouble('http://daily.example/story', { proxy: none })).toMatch(/^proxy: The proxy cannot be reached/);
  });

  it('looks names up here where that is asked for, and dials nobody of this machine', async () => {
    const proxy = { address: web.proxy, names: 'here' as const };
    const dial = connectThrough(proxy, new URL('http://localhost/'), {
      signal: AbortSignal.timeout(5000),
      ca: undefined,
    });
    await expect(dial).rejects.toThrow('localhost is no address on the public internet');
    expect(web.dials).toEqual([]);
  });
});

describe('section 5, URL fetch: a page without a proxy', () => {
  it('is fetched directly, and from this machine only by a test', async () => {
    const local = { proxy: null, mayStayLocal: true };
    const port = new URL(web.proxy).port;
    expect(await trouble(`http://127.0.0.1:${port}/`, { proxy: null })).toMatch(/^refused/);
    expect(await trouble('http://localhost/', { proxy: null })).toMatch(/^refused/);
    expect(await trouble('http://127.0.0.1:1/', local)).toBe('unreachable: does not answer');
  });
});
