// How long a start takes: the first on an empty data directory, and later ones on the same. The checkout is built and its
// packages are installed; a fresh clone adds both. Run with `npm run bench -- start`.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { quantile } from './load.mjs';
import { dataDirectory, ROOT, startServer } from './processes.mjs';

const LATER_STARTS = 5;
const TARGET_SECONDS = 4;
// PostgreSQL ends this long after its last program; a later start is to start it too.
const LINGER_SECONDS = 12;

/** One start through `npm start`'s own script, to the line that says it is ready; then it is stopped. */
async function start(path) {
  const server = await startServer([join(ROOT, 'scripts/start.mjs')], { DATA_DIR: path });
  await server.stop();
  return server.millis / 1000;
}

const place = dataDirectory();
try {
  const first = await start(place.path);
  const whileRunning = await start(place.path);
  const later = [];
  for (let number = 0; number < LATER_STARTS; number += 1) {
    await pause(LINGER_SECONDS * 1000);
    later.push(await start(place.path));
  }
  const median = quantile(later, 0.5);
  const rows = [
    ['first start, empty data directory, demonstration loaded', first, ''],
    [`later start, median of ${LATER_STARTS}`, median, `<= ${TARGET_SECONDS}`],
    ['later start, the slowest', Math.max(...later), ''],
    ['start while PostgreSQL still runs', whileRunning, ''],
  ];
  console.log(`${'seconds to "Plumbline is ready"'.padEnd(58)}${'s'.padStart(6)}  target`);
  for (const [name, seconds, target] of rows)
    console.log(`${name.padEnd(58)}${seconds.toFixed(2).padStart(6)}  ${target}`);
  console.log(
    JSON.stringify({
      bench: 'start',
      node: process.version,
      cores: availableParallelism(),
      first,
      later,
      whileRunning,
    }),
  );
  process.exitCode = median <= TARGET_SECONDS ? 0 : 1;
} finally {
  place.remove();
}
