// Messages, refusals and child processes for the scripts of this folder.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something the person can put right: its message is one line that ends with the remedy. */
export class Refusal extends Error {}

/** Messages go to stderr, so that stdout carries a command's own output only. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs `work`; a refusal becomes one line and exit code 1, anything else stays a loud error. */
export async function orRefuse(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(`plumbline: ${error.message}`);
    process.exit(1);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PATIENCE_MS = 5_000;
const running = new Set();
let interruptedBy = null;

// Whoever interrupts this program ends what it runs: an npm that went on alone would work against the next one.
function interrupt(signal) {
  interruptedBy = signal;
  for (const child of running) {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
  }
}

function watch(child) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, interrupt);
  running.add(child);
}

function unwatch(child) {
  running.delete(child);
  if (running.size > 0) return;
  for (const signal of SIGNALS) process.off(signal, interrupt);
  if (interruptedBy) process.exit(128 + constants.signals[interruptedBy]);
}

/**
 * Runs a program to its end; a signal to this program ends that one first. `show` sends its output to stderr as it comes; otherwise it is
 * kept in `output`. `code` is null when the program could not be started (`startError` says why).
 */
export function run(file, args, { show = false, env = process.env, cwd = ROOT, shell = false } = {}) {
  return new Promise((resolve) => {
    const stdio = ['ignore', show ? 2 : 'pipe', show ? 2 : 'pipe'];
    const child = spawn(file, args, { cwd, env, stdio, shell });
    watch(child);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (startError) => {
      unwatch(child);
      resolve({ code: null, signal: null, output, startError });
    });
    child.on('close', (code, signal) => {
      unwatch(child);
      resolve({ code: code ?? 128, signal, output, startError: null });
    });
  });
}

/** Runs a package's own program with this Node, without going through npx. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}
