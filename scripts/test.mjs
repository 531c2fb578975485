// `npm test`: prepares the checkout, then types, lint, format and every spec. Arguments go to jest and leave out the rest.
import './require-node.mjs';
import { findOrInstallBrowser } from './browser.mjs';
import { CHECKS, runCheck, runJest } from './checks.mjs';
import { needsInstall } from './install.mjs';
import { prepare } from './prepare.mjs';
import { orRefuse, Refusal, say } from './run.mjs';
import { closingLine, sumOf } from './tally.mjs';

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
  if (browser === null) say('No Chromium was found or could be installed: set CHROMIUM_PATH to run the browser specs.');
  const specs = await runJest(args, { ...process.env, ...(browser && { CHROMIUM_PATH: browser }) });
  const total = sumOf([...tallies, specs]);
  const noneRan = specs.passed + specs.failed === 0;
  if (noneRan) say('No test ran: check the path or pattern given.');
  console.log(closingLine(total));
  process.exitCode = total.failed > 0 || noneRan ? 1 : 0;
}

await orRefuse(() => main(process.argv.slice(2)));
