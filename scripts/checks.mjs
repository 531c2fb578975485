// Types, lint, format and jest, each with a tally.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runNode, say } from './run.mjs';
import { tallyOfJest } from './tally.mjs';

export const CHECKS = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'format', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
];

/** Runs one check; its output is shown only when it fails. Each check counts as one test. */
export async function runCheck({ name, command }) {
  const { code, output } = await runNode(command);
  if (code !== 0) say(`${output.trimEnd()}\n${name}: failed`);
  else say(`${name}: passed`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Runs jest with its own output on the terminal and returns its tally; a run without a result is one failure. */
export async function runJest(args, env = process.env) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  const outputFile = join(folder, 'result.json');
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci', '--json', `--outputFile=${outputFile}`];
  try {
    const child = spawn(process.execPath, [...node, ...jest, ...args], { cwd: ROOT, env, stdio: 'inherit' });
    await new Promise((resolve) => child.on('close', resolve));
    return tallyOfJest(JSON.parse(readFileSync(outputFile, 'utf8')));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    say('jest: ended without a result');
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
