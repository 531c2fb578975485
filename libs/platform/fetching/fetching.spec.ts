import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AddressRefused, guardedFetch, isPublicAddress } from './index.ts';

describe('section 5, URL fetch: an address', () => {
  it.each(['93.184.216.34', '1.1.1.1', '172.15.255.255', '172.32.0.0', '223.255.255.255', '2606:4700::1111'])(
    'is public: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.168.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:93.184.216.34', '64:ff9b::7f00:1', 'fc00::1', 'fe80::1', 'ff02::1'],
    ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'localhost', ''],
  ])('is none of the public internet: %s', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('section 5, URL fetch: the guarded fetch', () => {
  let server: Server;
  let base: string;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      if (request.url === '/away') response.writeHead(302, { location: '/' }).end();
      else if (request.url === '/large') response.end(Buffer.alloc(1024 * 1024 + 1));
      else response.end(`${request.method} ${request.headers['x-sent']}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('asks nobody on the own machine or in the own network, however it is written', async () => {
    const fetch = guardedFetch({ mayStayLocal: false });
    const port = base.split(':')[1];
    const hosts = ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost'];
    for (const host of [...hosts, '169.254.169.254', '10.0.0.1']) {
      await expect(fetch(`https://${host}:${port}/`)).rejects.toThrow(AddressRefused);
    }
    await expect(fetch('http://example.org/')).rejects.toThrow(AddressRefused);
    expect(asked).toBe(0);
  });

  it('gives the answer, follows no redirect, and takes no large body', async () => {
    const fetch = guardedFetch({ mayStayLocal: true });
    const answer = await fetch(`http://${base}/`, { method: 'POST', headers: { 'x-sent': 'yes' }, body: 'abc' });
    expect(await answer.text()).toBe('POST yes');
    expect((await fetch(`http://${base}/away`)).status).toBe(302);
    await expect(fetch(`http://${base}/large`)).rejects.toThrow('more than');
  });
});
