// `npm run worker`: prepares the checkout, then works jobs beside servers with JOBS=worker.
import './require-node.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixDataDirectory } from './data-directory.mjs';
import { prepare } from './prepare.mjs';
import { orRefuse, ROOT } from './run.mjs';

await orRefuse(prepare);
fixDataDirectory();

// The worker runs in this very process: signals, exit code and terminal are its own, and a kill leaves no child behind.
const main = join(ROOT, 'dist', 'apps', 'worker', 'main.js');
process.argv = [process.argv[0], main, ...process.argv.slice(2)];
await import(pathToFileURL(main));
