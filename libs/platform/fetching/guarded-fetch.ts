import type { LookupOptions } from 'node:dns';
import { request as requestHttps } from 'node:https';
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { AddressRefused, lookUp } from './look-up.ts';

export interface GuardedFetchOptions {
  /** Whether plain http and the own machine are allowed: for trying out on one machine only. */
  mayStayLocal: boolean;
}

/** What is asked, as much of `fetch` as is needed. */
export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | null;
}

const TIME_MILLISECONDS = 10_000;
const MOST_BYTES = 1024 * 1024;

/**
 * Fetches from a host that somebody named (security bar, section 5: URL fetch). The address is checked at connect time, of
 * every dial and every address of the answer; redirects are not followed; it ends after ten seconds or one megabyte.
 */
export function guardedFetch({
  mayStayLocal,
}: GuardedFetchOptions): (url: string, asking?: Asking) => Promise<Response> {
  return async (address, { method = 'GET', headers = {}, body = null } = {}) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!mayStayLocal && (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host)))) {
      throw new AddressRefused(url.host);
    }
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...(body !== null && { 'content-length': String(Buffer.byteLength(body)) }) },
      lookup: (name, how, done) => lookUp(mayStayLocal, name, how as LookupOptions, done as never),
      signal: AbortSignal.timeout(TIME_MILLISECONDS),
      agent: false,
    };
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const answer = await new Promise<IncomingMessage>((fulfil, reject) => {
      send(url, options, fulfil)
        .on('error', reject)
        .end(body ?? undefined);
    });
    return responseOf(answer);
  };
}

async function responseOf(answer: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) {
      answer.destroy();
      throw new Error(`the answer has more than ${MOST_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, String(value));
  const status = answer.statusCode ?? 502;
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers });
}
