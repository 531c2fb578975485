import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';

/** What a program printed, and how it ended. */
export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Starts a built program, with nothing in its environment but what is given. */
export function startProgram(program: string, args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(packageRoot(), 'dist/apps', program), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command of the command line to its end. */
export function plumbline(args: string[], env: Record<string, string>): Promise<Run> {
  return new Promise((resolve) => {
    const child = startProgram('cli/main.js', args, env);
    const run: Run = { code: null, out: '', err: '' };
    child.stdout!.on('data', (chunk) => (run.out += chunk));
    child.stderr!.on('data', (chunk) => (run.err += chunk));
    child.on('close', (code) => resolve({ ...run, code }));
  });
}
