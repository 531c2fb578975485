// Child processes of the benchmarks: the product and the baseline, on a data directory of their own.
import { fork, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

export const ROOT = join(import.meta.dirname, '../..');

/** An empty data directory, removed by `remove()`. PostgreSQL's own user may pass through it. */
export function dataDirectory() {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  chmodSync(folder, 0o711);
  return { path: join(folder, 'data'), remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the server with `node <args>` and waits for its line; `millis` is the time from spawn to that line. */
export async function startServer(args, environment) {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, MODE: 'evaluation', LOG_LEVEL: 'error', PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('Plumbline is ready') && resolve());
    child.once('exit', () => reject(new Error(`the server ended before it was ready: ${errors}`)));
  });
  return { port, pid: child.pid, millis: performance.now() - started, stop: () => stopped(child) };
}

/** Starts the baseline with its routes. */
export async function startBare(message) {
  const child = fork(join(import.meta.dirname, 'bare.server.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(message);
  const port = await new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer.port));
    child.once('exit', () => reject(new Error('the baseline ended before it was ready')));
  });
  return { port, pid: child.pid, stop: () => stopped(child) };
}

function stopped(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

/** Processor time of a process so far in milliseconds, or null where the system does not tell. */
export function processorMillis(pid) {
  if (process.platform !== 'linux') return null;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  // User and system time, in ticks of 10 ms.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
