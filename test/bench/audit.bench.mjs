// How fast the audit trail grows, and how fast it is checked, in the database and in an exported file.
// Run with `node test/bench/audit.bench.mjs [events]` after `npx nest build`. A throw-away database is made for it.
import { copyFileSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { waitingFactor } from './waiting.mjs';

const dist = join(import.meta.dirname, '../../dist');
const load = (path) => import(join(dist, path));
const { openDatabase } = await load('libs/platform/opening/index.js');
const { Tenancy } = await load('libs/platform/tenancy/index.js');
const { verifyExport } = await load('libs/platform/audit/index.js');
const { AuditTrailService, CheckpointsService, TrailExportService } = await load('libs/audit/index.js');
const { WorkspacesService } = await load('libs/workspaces/index.js');
const { createApplication } = await load('apps/api/application.js');
const { MIGRATIONS } = await load('migrations/index.js');

const EVENTS = Number(process.argv[2] ?? 100_000);
const WRITERS = 10;
const SINGLE = Math.min(2000, Math.round(EVENTS / 10));
const CHUNK = 500;
const RUNS = 3;

const note = (tx) =>
  tx.audit('revise', 'finding', tx.newId(), { reason: 'The report was read again by a second person.' });
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Events a second, each in a transaction of its own. */
async function appended(tenancy, actors) {
  const begun = performance.now();
  const writer = async (_, number) => {
    for (let done = number; done < SINGLE; done += WRITERS) {
      await tenancy.inWorkspace(actors[number % actors.length], async (tx) => note(tx));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return Math.round((SINGLE * 1000) / (performance.now() - begun));
}

/** Fills the trail of a workspace up, with checkpoints on the way. */
async function fill(tenancy, checkpoints, actor) {
  for (let done = SINGLE; done < EVENTS; done += CHUNK) {
    await tenancy.inWorkspace(actor, async (tx) => {
      for (let count = 0; count < CHUNK; count += 1) note(tx);
    });
    if (done % 10_000 < CHUNK) await checkpoints.take(actor);
  }
}

/** Events a second, the median of some runs; throws where the trail is not sound. */
async function checked(verify) {
  const figures = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    const { sound, anchored, events } = await verify();
    if (!sound || !anchored) throw new Error('the trail is not sound, or no checkpoint reaches it');
    figures.push(Math.round((events * 1000) / (performance.now() - begun)));
  }
  return median(figures);
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const database = await openDatabase({ database: null, dataDirectory: folder }, MIGRATIONS, () => undefined);
const app = await createApplication({
  runtimeUrl: database.runtimeUrl,
  identityUrl: database.identityUrl,
  publicUrl: 'http://127.0.0.1:4400',
  poolSize: WRITERS,
  demo: false,
  letterProcesses: 1,
  checkpoints: { folder, keyFile: join(folder, 'key.pem'), makesKey: true, everyHour: false },
  sealing: { keyFile: join(folder, 'sealing-keys.txt'), makesKey: true },
  log: { error: (fields, message) => console.error(message, fields) },
  nestLog: false,
  webRoot: null,
});
try {
  const [tenancy, workspaces, checkpoints] = [
    app.get(Tenancy),
    app.get(WorkspacesService),
    app.get(CheckpointsService),
  ];
  const actors = [];
  for (const slug of ['measured', 'second', 'third', 'fourth']) {
    const workspaceId = await workspaces.create({ slug, name: slug }, 'bench');
    actors.push(await workspaces.actorFor(workspaceId, slug, 'bench'));
  }
  const [measured] = actors;
  const show = (what, figure) => console.log(`${what.padEnd(36)} ${String(figure).padStart(8)} events/s`);
  const waiting = waitingFactor();
  console.log(`a second of work took ${waiting} s here: figures below are that much lower than on an idle machine`);
  await appended(tenancy, actors);
  const overFour = await appended(tenancy, actors);
  show('append, over four workspaces', overFour);
  const inOne = await appended(tenancy, [measured]);
  show('append, in one workspace', inOne);
  await fill(tenancy, checkpoints, measured);
  const trail = join(folder, 'trail.jsonl');
  const begun = performance.now();
  const { checkpoint, text } = await app.get(TrailExportService).begin(measured, 'jsonl');
  await pipeline(Readable.from(text), createWriteStream(trail));
  const exported = Math.round((checkpoint.seq * 1000) / (performance.now() - begun));
  show('export', exported);
  const inDatabase = await checked(() => app.get(AuditTrailService).verifyWhole(measured));
  show('check in the database', inDatabase);
  const anchor = { checkpoints: join(folder, 'kept.jsonl'), key: join(folder, 'kept.pem') };
  copyFileSync(join(folder, 'checkpoints.jsonl'), anchor.checkpoints);
  copyFileSync(join(folder, 'public-key.pem'), anchor.key);
  const inFile = await checked(() => verifyExport({ trail, anchor }));
  show('check in the exported file', inFile);
  const figures = { inOne, overFour, exported, inDatabase, inFile };
  console.log(JSON.stringify({ bench: 'audit', node: process.version, events: checkpoint.seq, waiting, ...figures }));
} finally {
  await app.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 1000 });
}
