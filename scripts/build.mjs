// `npm run build`: packages as the lock says, dist/ as the sources say.
import './require-node.mjs';
import { prepare } from './prepare.mjs';
import { orRefuse, say } from './run.mjs';

await orRefuse(prepare);
say('dist/ is up to date.');
