// A small load generator: a fixed number of connections, each sending its next request when the last is answered.
import http from 'node:http';
import { performance } from 'node:perf_hooks';

function exchange(agent, port, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, chunks }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** One JSON request; throws when the answer is not a success. */
export async function call(port, { method = 'GET', path, headers = {}, body }) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const sent = { ...headers, ...(text !== undefined && { 'content-type': 'application/json' }) };
  const answer = await exchange(undefined, port, { method, path, headers: sent, body: text });
  const received = Buffer.concat(answer.chunks).toString('utf8');
  if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${received.slice(0, 500)}`);
  return { status: answer.status, headers: answer.headers, body: received === '' ? null : JSON.parse(received) };
}

/** Repeats one request over `connections` until `seconds` or `requests` is reached, whichever comes first. */
export async function load(port, asked, { connections, seconds, requests }) {
  const text = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  const headers = {
    ...asked.headers,
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  const request = { method: asked.method, path: asked.path, headers, body: text };
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const millis = [];
  let started = 0;
  const from = performance.now();
  const until = from + seconds * 1000;
  const worker = async () => {
    while (started < requests && performance.now() < until) {
      started += 1;
      const sent = performance.now();
      const { status } = await exchange(agent, port, request);
      if (status !== asked.status) throw new Error(`${asked.method} ${asked.path} answered ${status} under load`);
      millis.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const took = (performance.now() - from) / 1000;
  agent.destroy();
  return { perSecond: millis.length / took, millis };
}

/** The value below which `share` of the sorted values lie. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
