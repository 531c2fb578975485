// `npm run bench [name] [-- arguments]`: measures what test/bench/<name>.bench.mjs measures; all of them without a name.
import './require-node.mjs';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { orRefuse, Refusal, ROOT, say } from './run.mjs';

const FOLDER = join(ROOT, 'test', 'bench');
const SUFFIX = '.bench.mjs';

function runBench(name, args) {
  say(`== ${name}`);
  const child = spawn(process.execPath, [join(FOLDER, `${name}${SUFFIX}`), ...args], { cwd: ROOT, stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
}

await orRefuse(async () => {
  const known = readdirSync(FOLDER)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const [wanted, ...args] = process.argv.slice(2);
  if (wanted !== undefined && !known.includes(wanted)) {
    throw new Refusal(`there is no bench "${wanted}": choose one of ${known.join(', ')}.`);
  }
  await prepare();
  const codes = [];
  for (const name of wanted === undefined ? known : [wanted]) codes.push(await runBench(name, args));
  process.exitCode = codes.some((code) => code !== 0) ? 1 : 0;
});
