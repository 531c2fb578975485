import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { packageRoot } from '@libs/platform/config';

/** What a program printed, and how it ended. */
export interface Run {
  code: number | null;
  out: string;
  err: string;
}

const SHELL = fileURLToPath(new URL('command-shell.mjs', import.meta.url));
const bare = () => ({ PATH: process.env.PATH, HOME: process.env.HOME });

/** Starts a built program, with nothing in its environment but what is given. */
export function startProgram(program: string, args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(packageRoot(), 'dist/apps', program), ...args], {
    env: { ...bare(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Runs a command in a process of its own, as a terminal does. */
export function plumblineAlone(args: string[], env: Record<string, string>, input = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = startProgram('cli/main.js', args, env);
    const run: Run = { code: null, out: '', err: '' };
    child.stdout!.on('data', (chunk) => (run.out += chunk));
    child.stderr!.on('data', (chunk) => (run.err += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
    child.stdin!.end(input);
  });
}

let shell: Promise<ChildProcess> | null = null;
let last: Promise<unknown> = Promise.resolve();

async function openShell(): Promise<ChildProcess> {
  const child = fork(SHELL, { env: bare() });
  await once(child, 'message');
  return child;
}

afterAll(async () => {
  const child = await shell;
  if (!child || child.exitCode !== null) return;
  child.disconnect();
  await once(child, 'exit');
});

/** Runs a command of the built command line to its end, one at a time, in a process that a spec's commands share. */
export function plumbline(args: string[], env: Record<string, string>): Promise<Run> {
  const turn = last.then(async () => {
    shell ??= openShell();
    const child = await shell;
    return new Promise<Run>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The process ended with ${code} in: ${args.join(' ')}`));
      child.once('exit', ended).once('message', (run) => {
        child.off('exit', ended);
        resolve(run as Run);
      });
      child.send({ args, env });
    });
  });
  last = turn.catch(() => undefined);
  return turn;
}
