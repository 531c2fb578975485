import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { addressOf } from './look-up.ts';

/** A forward proxy that pages are fetched through, so that a watched site sees the proxy's address and not ours. */
export interface FetchProxy {
  /** http or https, with a name and a password where the proxy wants them. */
  address: string;
  /**
   * Where names are looked up. `here`: on this server, which refuses closed addresses and tells the proxy a checked one.
   * `proxy`: by the proxy, so that no look-up leaves from here; then it is the proxy that has to refuse its own network.
   */
  names: 'here' | 'proxy';
}

/**
 * A connection to a host through the proxy (CONNECT, RFC 9110 section 9.3.6), with TLS to the host itself where it speaks it.
 * @throws where the proxy is not there, or refuses
 */
export async function connectThrough(
  proxy: FetchProxy,
  url: URL,
  { signal, ca }: { signal: AbortSignal; ca: string | undefined },
): Promise<Socket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const named = proxy.names === 'proxy' ? host : await addressOf(host);
  const socket = await tunnel(new URL(proxy.address), `${named.includes(':') ? `[${named}]` : named}:${port}`, signal);
  if (url.protocol !== 'https:') return socket;
  return new Promise((fulfil, reject) => {
    const secure = connectTls({ socket, host, servername: host, ca, ALPNProtocols: ['http/1.1'] }, () =>
      fulfil(secure),
    );
    secure.once('error', reject);
    signal.addEventListener('abort', () => secure.destroy(signal.reason as Error), { once: true });
  });
}

function tunnel(proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  const send = proxy.protocol === 'https:' ? requestHttps : requestHttp;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return new Promise((fulfil, reject) => {
    const asking = send({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      agent: false,
      signal,
      headers: {
        host: target,
        ...(login !== ':' && { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
      },
    });
    asking.once('connect', (answer, socket, head) => {
      if (answer.statusCode === 200 && head.length === 0) return fulfil(socket);
      socket.destroy();
      return reject(new ProxyRefused(`The proxy did not connect: it answered ${answer.statusCode ?? 'nothing'}.`));
    });
    asking.once('response', (answer) => {
      asking.destroy();
      reject(new ProxyRefused(`The proxy did not connect: it answered ${answer.statusCode ?? 'nothing'}.`));
    });
    asking.once('error', (error) => reject(new ProxyRefused(`The proxy cannot be reached: ${error.message}`)));
    asking.end();
  });
}

/** The proxy is at fault, not the page. */
export class ProxyRefused extends Error {}
