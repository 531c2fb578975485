// `npm run -s plumbline -- <command>`: prepares the checkout (messages on stderr), then runs the command line.
import './require-node.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixDataDirectory } from './data-directory.mjs';
import { prepare } from './prepare.mjs';
import { orRefuse, ROOT } from './run.mjs';

await orRefuse(prepare);
fixDataDirectory();

const main = join(ROOT, 'dist', 'apps', 'cli', 'main.js');
process.argv = [process.argv[0], main, ...process.argv.slice(2)];
await import(pathToFileURL(main));
