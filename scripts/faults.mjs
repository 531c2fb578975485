// `npm run test:faults`: the specs of test/faults at the full size of the gates; `npm test` runs them small.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, 'test.mjs');
const paths = process.argv.slice(2);
const { status } = spawnSync(process.execPath, [program, ...(paths.length > 0 ? paths : ['test/faults'])], {
  stdio: 'inherit',
  env: { ...process.env, FAULTS: 'full' },
});
process.exitCode = status ?? 1;
