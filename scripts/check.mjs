// `npm run check`: types, lint, house rules and the specs that need no database. Meant for every save: under 30 seconds.
import './require-node.mjs';
import { CHECKS, runCheck, runJest } from './checks.mjs';
import { install, needsInstall } from './install.mjs';
import { orRefuse } from './run.mjs';
import { closingLine, sumOf } from './tally.mjs';

const PURE = ['test/house-rules.spec.ts', 'libs/domain/', 'libs/contracts/', 'scripts/'];

await orRefuse(async () => {
  if (needsInstall()) await install();
  const quick = CHECKS.filter(({ name }) => name !== 'format');
  const total = sumOf(await Promise.all([...quick.map(runCheck), runJest(PURE)]));
  console.log(closingLine(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
});
