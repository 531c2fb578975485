// `npm run -s plumbline -- <command>`: prepares the checkout (messages on stderr), then runs the command line.
import './require-node.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { orRefuse, ROOT } from './run.mjs';

await orRefuse(prepare);

const main = join(ROOT, 'dist', 'apps', 'cli', 'main.js');
process.argv = [process.argv[0], main, ...process.argv.slice(2)];
await import(pathToFileURL(main));
