import type { LookupOptions } from 'node:dns';
import { request as requestHttp, STATUS_CODES, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isPublicAddress } from './addresses.ts';
import { AddressRefused, lookUp } from './look-up.ts';
import { connectThrough, ProxyRefused, type FetchProxy } from './proxy.ts';

/** Redirects that are followed. Each address is checked like the first. */
export const MOST_REDIRECTS = 5;
const TIME_MILLISECONDS = 20_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Ports of the web. Another port of a public host is some other service, which is not asked. */
const PORTS = new Set(['', '80', '443']);
/** Headers that are not kept: they hold what a site gave to us alone. */
const NOT_KEPT = new Set(['set-cookie', 'set-cookie2', 'clear-site-data']);
const MOST_HEADER_CHARACTERS = 2000;

/** What every page is asked with. It says nothing of who asks, and no cookie and no page before goes with it. */
const ASKED_WITH = {
  'user-agent': 'Mozilla/5.0 (compatible)',
  accept: 'text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5',
  'accept-language': 'en, *;q=0.5',
  // The bytes are kept as they come.
  'accept-encoding': 'identity',
};

export interface PageRules {
  mostBytes: number;
  /** Null asks the site from this server. */
  proxy: FetchProxy | null;
  /** Lets tests ask the own machine, at any port. */
  mayStayLocal?: boolean;
  /** The authority that vouches for sites in a test (PEM). */
  ca?: string;
}

export interface FetchedPage {
  /** The address that answered, after redirects. */
  finalAddress: string;
  /** Names in small letters; without cookies. */
  headers: Record<string, string>;
  bytes: Buffer;
}

/** A page that was not fetched, and why, in words for whoever asked for it. */
export class PageNotFetched extends Error {
  constructor(
    readonly code: 'refused' | 'unreachable' | 'timeout' | 'too_large' | 'status' | 'redirects' | 'encoding' | 'proxy',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Fetches a page that somebody named (security bar, section 5: URL fetch). Each address, the first and every redirect, has to
 * lead to the public internet, by http or https, and is checked again when it is dialled. It ends after twenty seconds, or at
 * the limit of bytes, counted after unpacking.
 * @throws PageNotFetched
 */
export async function fetchPage(address: string, rules: PageRules): Promise<FetchedPage> {
  const signal = AbortSignal.timeout(TIME_MILLISECONDS);
  try {
    let url = pageAddress(address, rules);
    for (let hops = 0; ; hops += 1) {
      const answer = await ask(url, rules, signal);
      const next = REDIRECTS.has(answer.statusCode ?? 0) ? answer.headers.location : undefined;
      if (next === undefined) return await pageOf(url, answer, rules.mostBytes);
      answer.destroy();
      if (hops === MOST_REDIRECTS) {
        throw new PageNotFetched('redirects', `leads on more than ${MOST_REDIRECTS} times`);
      }
      url = pageAddress(next, rules, url);
    }
  } catch (error) {
    throw troubleOf(error, signal);
  }
}

function pageAddress(address: string, { mayStayLocal = false }: PageRules, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new PageNotFetched('refused', 'is no address of a page');
  const url = new URL(address, base?.href);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refused = (why: string) => new AddressRefused(url.host === '' ? url.protocol : url.host, why);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('is not reached by http or https');
  if (url.username !== '' || url.password !== '') throw refused('is asked with a name and a password; leave them out');
  if (mayStayLocal) return url;
  if (!PORTS.has(url.port)) throw refused('names a port that is not one of the web');
  const isClosed = isIP(host) !== 0 ? !isPublicAddress(host) : !isPublicName(host);
  if (isClosed) throw refused('is no address on the public internet');
  url.hash = '';
  return url;
}

/** Names that only mean something inside a machine or a network: without a dot, or of a kind that is never public (RFC 6761). */
function isPublicName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  return labels.length > 1 && !['localhost', 'local', 'internal', 'lan', 'home', 'arpa', 'invalid'].includes(last);
}

async function ask(url: URL, rules: PageRules, signal: AbortSignal): Promise<IncomingMessage> {
  const { proxy, mayStayLocal = false, ca } = rules;
  const options: RequestOptions = { method: 'GET', headers: ASKED_WITH, signal, ca };
  if (proxy) {
    const socket = await connectThrough(proxy, url, { signal, ca });
    options.createConnection = () => socket;
    // Without an agent nothing knows the usual port, and the site would be asked for `host:443`.
    options.defaultPort = url.protocol === 'https:' ? 443 : 80;
  } else {
    options.agent = false;
    options.lookup = (name, how, done) => lookUp(mayStayLocal, name, how as LookupOptions, done as never);
  }
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((fulfil, reject) => {
    send(url, options, fulfil).on('error', reject).end();
  });
}

async function pageOf(url: URL, answer: IncomingMessage, mostBytes: number): Promise<FetchedPage> {
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 299 || status === 204) {
    answer.destroy();
    throw new PageNotFetched('status', `answered ${status} ${STATUS_CODES[status] ?? ''}`.trim());
  }
  const bytes = await bytesOf(answer, mostBytes);
  return { finalAddress: url.href, headers: keptHeaders(answer.headers), bytes };
}

async function bytesOf(answer: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const plain = unpacked(answer);
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > mostBytes) {
        throw new PageNotFetched('too_large', `has more than ${Math.floor(mostBytes / 1024 / 1024)} MB`);
      }
      chunks.push(chunk);
    }
  } finally {
    answer.destroy();
  }
  return Buffer.concat(chunks);
}

function unpacked(answer: IncomingMessage): NodeJS.ReadableStream {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return answer;
  const made = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    encoding
  ];
  if (!made) {
    answer.destroy();
    throw new PageNotFetched('encoding', `is packed as ${encoding.slice(0, 40)}, which is not read`);
  }
  const unpacking = made();
  answer.on('error', (error) => unpacking.destroy(error));
  return answer.pipe(unpacking);
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !NOT_KEPT.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value).slice(0, MOST_HEADER_CHARACTERS)]));
}

const UNREACHABLE: Record<string, string> = {
  ENOTFOUND: 'has a name that is not known',
  EAI_AGAIN: 'has a name that cannot be looked up now',
  ECONNREFUSED: 'does not answer',
  ECONNRESET: 'broke the connection off',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ETIMEDOUT: 'does not answer',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that nobody vouches for',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate that nobody vouches for',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate of another site',
};

function troubleOf(error: unknown, signal: AbortSignal): PageNotFetched {
  if (error instanceof PageNotFetched) return error;
  if (error instanceof AddressRefused) return new PageNotFetched('refused', `is not asked: ${error.message}`);
  if (signal.aborted) {
    return new PageNotFetched('timeout', `did not answer within ${TIME_MILLISECONDS / 1000} seconds`);
  }
  if (error instanceof ProxyRefused) return new PageNotFetched('proxy', error.message);
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR')) {
    return new PageNotFetched('encoding', 'came packed in a way that cannot be unpacked');
  }
  return new PageNotFetched('unreachable', UNREACHABLE[code] ?? 'broke off, or is no page of the web');
}
