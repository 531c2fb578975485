// `npm test`: prepares the checkout, then types, lint, format and every spec. Arguments go to jest and leave out the rest.
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallBrowser } from './browser.mjs';
import { needsInstall } from './install.mjs';
import { prepare } from './prepare.mjs';
import { orRefuse, Refusal, ROOT, runNode, say } from './run.mjs';
import { closingLine, sumOf, tallyOfJest } from './tally.mjs';

const CHECKS = [
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
export async function runJest(args, env) {
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

/** Installs and builds; what does not build counts as a failure and leaves the specs to say what else is wrong. */
async function runPrepare() {
  try {
    await prepare();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || needsInstall()) throw error;
    say(`build: ${error.message}`);
    return [{ passed: 0, failed: 1, skipped: 0 }];
  }
}

async function main(args) {
  const tallies = await runPrepare();
  if (args.length === 0) tallies.push(...(await Promise.all(CHECKS.map(runCheck))));
  const browser = await findOrInstallBrowser();
  if (browser === null)
    say('No Chromium was found or could be installed: set CHROMIUM_PATH. Browser specs are skipped.');
  const env = { ...process.env, ...(browser && { CHROMIUM_PATH: browser }) };
  const specs = await runJest(args, env);
  const total = sumOf([...tallies, specs]);
  const noneRan = specs.passed + specs.failed === 0;
  if (noneRan) say('No test ran: check the path or pattern given.');
  console.log(closingLine(total));
  process.exitCode = total.failed > 0 || noneRan ? 1 : 0;
}

await orRefuse(() => main(process.argv.slice(2)));
