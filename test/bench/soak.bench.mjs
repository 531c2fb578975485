// The server at a steady 50 requests a second: does its memory grow, do its answers get slower? `npm run bench -- soak 10`
// takes ten minutes (the default); a shorter run says little about growth.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { call, quantile } from './load.mjs';
import { dataDirectory, startServer } from './processes.mjs';

const MINUTES = Number(process.argv[2] ?? 10);
const PER_SECOND = 50;
const SLOPE_LIMIT = 1;

function residentMegabytes(pid) {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found[1]) / 1024;
}

/** Megabytes a minute: the slope of the least squares line. */
function slopeOf(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, megabytes]) => megabytes))];
  const over = points.reduce((sum, [at, megabytes]) => sum + (at - x) * (megabytes - y), 0);
  return over / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}

async function main() {
  const place = dataDirectory();
  const server = await startServer(['dist/apps/api/main.js'], { DATA_DIR: place.path });
  try {
    const signIn = { email: 'analyst@sample.example', password: 'sample-analyst' };
    const { headers } = await call(server.port, { method: 'POST', path: '/api/session', body: signIn });
    const cookie = { cookie: headers['set-cookie'][0].split(';')[0] };
    const list = await call(server.port, { path: '/api/workspaces/demo/organisations?limit=50', headers: cookie });
    const ids = list.body.items.map(({ id }) => id);
    const ask = (number) => {
      if (number % 10 === 0) {
        const shortName = `Soaked ${number}`;
        const body = { kind: 'company', legalName: `${shortName} Inc.`, shortName, sample: true };
        return { method: 'POST', path: '/api/workspaces/demo/organisations', headers: cookie, body };
      }
      const paths = [
        `organisations/${ids[number % ids.length]}`,
        'organisations?limit=50',
        'search?q=intel',
        'findings?limit=20',
      ];
      return { path: `/api/workspaces/demo/${paths[number % paths.length]}`, headers: cookie };
    };
    const from = performance.now();
    const millis = [];
    const memory = [];
    let failed = 0;
    let count = 0;
    const until = MINUTES * 60_000;
    const timer = setInterval(() => {
      while (count < ((performance.now() - from) / 1000) * PER_SECOND) {
        const sent = performance.now();
        call(server.port, ask((count += 1))).then(
          () => millis.push([sent - from, performance.now() - sent]),
          () => (failed += 1),
        );
      }
    }, 1000 / PER_SECOND);
    while (performance.now() - from < until) {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      memory.push([(performance.now() - from) / 60_000, residentMegabytes(server.pid)]);
    }
    clearInterval(timer);
    // The first fifth warms caches and compiled code.
    const slope = slopeOf(memory.filter(([at]) => at > MINUTES / 5));
    const p99 = (begin, end) =>
      quantile(
        millis.filter(([at]) => at >= until * begin && at < until * end).map(([, time]) => time),
        0.99,
      );
    const [early, late] = [p99(0.2, 0.4), p99(0.8, 1)];
    const rows = [
      ['minutes', MINUTES],
      ['requests answered', millis.length],
      ['requests failed', failed],
      ['memory at the end, MB', memory.at(-1)[1].toFixed(0)],
      [`memory, growth in MB a minute (at most ${SLOPE_LIMIT})`, slope.toFixed(2)],
      ['p99 of the second fifth, ms', early.toFixed(1)],
      ['p99 of the last fifth, ms', late.toFixed(1)],
      ['late to early', (late / early).toFixed(2)],
    ];
    for (const [name, value] of rows) console.log(`${name.padEnd(48)}${String(value).padStart(10)}`);
    console.log(JSON.stringify({ bench: 'soak', cores: availableParallelism(), slope, early, late, failed }));
    process.exitCode = failed === 0 && slope <= SLOPE_LIMIT ? 0 : 1;
  } finally {
    await server.stop();
    place.remove();
  }
}

await main();
