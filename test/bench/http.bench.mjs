// The server against a bare Fastify and pg handler that runs the same SQL: five reads and two writes, side by side.
// Run with `npm run bench -- http`. Arguments: seconds a round, rounds.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { call, load, quantile } from './load.mjs';
import { routesOf, signIn } from './http-routes.mjs';
import { dataDirectory, processorMillis, ROOT, startBare, startServer } from './processes.mjs';

const SECONDS = Number(process.argv[2] ?? 2);
const ROUNDS = Number(process.argv[3] ?? 5);
const CONNECTIONS = 10;
const REQUESTS = 20_000;
const POOL_SIZE = 20;
const TARGET = 0.6;
// Recorded short numbers start here, so that they are not mistaken for another number.
const FIRST_NUMBER = 7_000_000;

const { leaseEmbeddedPostgres } = await import(join(ROOT, 'dist/libs/platform/postgres/index.js'));
const { loginUrl } = await import(join(ROOT, 'dist/libs/platform/database/index.js'));
const { default: pg } = await import('pg');

const say = (line) => process.stderr.write(`${line}\n`);
const SERVER = [join(ROOT, 'dist/apps/api/main.js')];
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Moves the counters of short numbers up, as the superuser. */
async function raiseCounters(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('update app.short_number set last_number = $1', [FIRST_NUMBER]);
  await client.end();
}

/** Ids that were made during the request: the first 48 bits of a version 7 UUID are its time. */
function freshIds(statements, since) {
  const ids = statements.flatMap(({ values }) => values.flatMap((value) => String(value).match(ID) ?? []));
  return [...new Set(ids)].filter((id) => parseInt(id.replaceAll('-', '').slice(0, 12), 16) >= since);
}

function freshNumber(statements) {
  const text = JSON.stringify(statements.map(({ values }) => values));
  return text.match(/7000\d{3}/)?.[0] ?? null;
}

/** Starts a recording server, asks each route twice (the second time with warm sessions) and keeps what it sent. */
async function record(path, adminUrl) {
  const file = `${path}.sql`;
  writeFileSync(file, '');
  const server = await startServer(['--import', join(import.meta.dirname, 'record-sql.mjs'), ...SERVER], {
    DATA_DIR: path,
    RECORD_SQL_TO: file,
  });
  try {
    const routes = await routesOf(await signIn(server.port));
    await raiseCounters(adminUrl);
    const recorded = [];
    for (const route of routes) {
      await call(server.port, route);
      const before = readFileSync(file, 'utf8').length;
      const since = Date.now();
      const { status, body: answer } = await call(server.port, route);
      const lines = readFileSync(file, 'utf8').slice(before).trim().split('\n');
      const statements = lines.map((line) => JSON.parse(line));
      if (!/^(begin|start transaction)$/i.test(statements[0].text) || !/^commit$/i.test(statements.at(-1).text))
        throw new Error(`${route.name} is not one transaction`);
      recorded.push({
        ...route,
        status,
        answer,
        statements,
        freshIds: freshIds(statements, since),
        freshNumber: freshNumber(statements),
      });
    }
    return recorded;
  } finally {
    await server.stop();
    rmSync(file);
  }
}

async function round(side, route) {
  const before = processorMillis(side.pid);
  const result = await load(side.port, route, { connections: CONNECTIONS, seconds: SECONDS, requests: REQUESTS });
  const processor = before === null ? null : (processorMillis(side.pid) - before) / result.millis.length;
  return { ...result, processor };
}

/** Measures one route in turns: product, baseline, product, baseline … */
async function measure(product, bare, route) {
  const sides = { product: [], bare: [] };
  // One short round each that is not counted: compiled code, filled pools.
  for (const side of [product, bare])
    await load(side.port, route, { connections: CONNECTIONS, seconds: 1, requests: 500 });
  for (let number = 0; number < ROUNDS; number += 1) {
    sides.product.push(await round(product, route));
    sides.bare.push(await round(bare, route));
  }
  const ratios = sides.product.map(({ perSecond }, number) => perSecond / sides.bare[number].perSecond);
  const summary = (rounds) => {
    const millis = rounds.flatMap((one) => one.millis);
    const each = (pick) => quantile(rounds.map(pick), 0.5);
    return {
      perSecond: each((one) => one.perSecond),
      p50: quantile(millis, 0.5),
      p95: quantile(millis, 0.95),
      processor: rounds[0].processor === null ? null : each((one) => one.processor),
    };
  };
  return {
    name: route.name,
    statements: route.statements.length,
    ratio: quantile(ratios, 0.5),
    lowest: Math.min(...ratios),
    product: summary(sides.product),
    bare: summary(sides.bare),
  };
}

const cells = (values, widths) =>
  values.map((value, at) => (at ? String(value).padStart(widths[at]) : String(value).padEnd(widths[at]))).join('');

function print(results) {
  const widths = [30, 8, 9, 8, 12, 12, 15, 15, 16];
  console.log(
    cells(
      ['route', 'ratio', 'lowest', 'SQL', 'product/s', 'bare/s', 'product p50/95', 'bare p50/95', 'CPU ms a request'],
      widths,
    ),
  );
  for (const { name, ratio, lowest, statements, product, bare } of results) {
    const times = ({ p50, p95 }) => `${p50.toFixed(1)}/${p95.toFixed(1)}`;
    const processor =
      product.processor === null ? '' : `${product.processor.toFixed(2)} / ${bare.processor.toFixed(2)}`;
    const speeds = [product.perSecond, bare.perSecond].map(Math.round);
    console.log(
      cells(
        [name, ratio.toFixed(2), lowest.toFixed(2), statements, ...speeds, times(product), times(bare), processor],
        widths,
      ),
    );
  }
  console.log(`target: a ratio of at least ${TARGET} for every route`);
}

async function main() {
  const place = dataDirectory();
  const lease = await leaseEmbeddedPostgres({ dataDirectory: place.path });
  const running = [];
  try {
    const { name, password } = lease.superuser;
    const adminUrl = `postgresql://${name}:${password}@${lease.host}:${lease.port}/plumbline`;
    const routes = await record(place.path, adminUrl);
    const passwords = JSON.parse(readFileSync(join(place.path, 'logins.json'), 'utf8'));
    const address = { host: lease.host, port: lease.port, database: 'plumbline' };
    const bare = await startBare({
      databaseUrl: loginUrl(address, 'runtime', passwords.runtime),
      poolSize: POOL_SIZE,
      routes,
    });
    running.push(bare);
    const product = await startServer(SERVER, { DATA_DIR: place.path, DATABASE_POOL: String(POOL_SIZE) });
    running.push(product);
    const { headers } = await signIn(product.port);
    const results = [];
    for (const route of routes) {
      const result = await measure(product, bare, { ...route, headers });
      say(`${result.name}: ${result.ratio.toFixed(2)}`);
      results.push(result);
    }
    print(results);
    console.log(JSON.stringify({ bench: 'http', node: process.version, cores: availableParallelism(), results }));
    process.exitCode = results.every(({ ratio }) => ratio >= TARGET) ? 0 : 1;
  } finally {
    for (const one of running) await one.stop();
    await lease.release();
    place.remove();
  }
}

await main();
