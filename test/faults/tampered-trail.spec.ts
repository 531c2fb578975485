import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrailService, CheckpointsService } from '@libs/audit';
import { verifyExport, type TrailProblem } from '@libs/platform/audit';
import { withClient } from '@libs/platform/database';
import type { Actor } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';
import { TestApp } from '../support/test-app.ts';

// U2, U3: somebody who may write anything into the database changes a trail in place. What is found in the database by the
// checkpoints beside it, and in the exported file by checkpoints and key that were kept elsewhere, or by neither.

interface Row {
  seq: number;
  canonical: string;
  previous: string;
  hash: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let server: TestApp;
let place: string;
let made = 0;

beforeAll(async () => {
  server = await TestApp.start();
  place = mkdtempSync(join(tmpdir(), 'plumbline-tampered-'));
}, 60_000);
afterAll(async () => {
  rmSync(place, { recursive: true, force: true });
  await server.close();
});

/** A workspace whose trail is signed in the middle and at its end, with the checkpoints kept elsewhere. */
async function signedTrail() {
  made += 1;
  const slug = `trail-${made}`;
  const { admin, analyst } = await server.workspace(slug);
  const workspaces = server.app.get(WorkspacesService);
  const actor = await workspaces.actorFor((await workspaces.find(slug))!.workspaceId, slug, 'test');
  const record = async (name: string) =>
    expect((await analyst.post('organisations', { kind: 'company', legalName: name, shortName: name })).status).toBe(
      201,
    );
  for (const name of ['Alpha', 'Beta']) await record(name);
  const { seq: middle } = await server.app.get(CheckpointsService).take(actor);
  for (const name of ['Gamma', 'Delta']) await record(name);
  const { seq: end } = await server.app.get(CheckpointsService).take(actor);
  const kept = { checkpoints: join(place, `${slug}.checkpoints.jsonl`), key: join(place, `${slug}.pem`) };
  copyFileSync(join(server.checkpointFolder, 'checkpoints.jsonl'), kept.checkpoints);
  copyFileSync(join(server.checkpointFolder, 'public-key.pem'), kept.key);
  expect([middle, end]).toEqual([8, 10]);
  return { slug, admin, actor, kept };
}

/** Changes the stored trail; with `headToo` the head of the chain says what the changed rows say. */
async function tamper({ workspaceId }: Actor, change: (rows: Row[]) => Row[], headToo: boolean): Promise<void> {
  await withClient(server.database.adminUrl, async (admin) => {
    const { rows } = await admin.query<Row>(
      `select seq::int, canonical, previous_hash as previous, hash from app.audit_event where workspace_id = $1 order by 1`,
      [workspaceId],
    );
    const changed = change(rows);
    await admin.query('begin');
    await admin.query('delete from app.audit_event where workspace_id = $1', [workspaceId]);
    await admin.query(
      `insert into app.audit_event (workspace_id, seq, canonical, previous_hash, hash)
       select $1, r.seq, r.canonical, r.previous, r.hash
       from jsonb_to_recordset($2) as r (seq bigint, canonical text, previous text, hash text)`,
      [workspaceId, JSON.stringify(changed)],
    );
    const { seq, hash } = changed.at(-1)!;
    if (headToo)
      await admin.query('update app.audit_head set seq = $2, hash = $3 where workspace_id = $1', [
        workspaceId,
        seq,
        hash,
      ]);
    await admin.query('commit');
  });
}

/** The rows with numbers and hashes made new, as somebody would who knows how the chain is made. */
function chained(rows: Row[]): Row[] {
  let previous = '0'.repeat(64);
  return rows.map((row, at) => {
    const [, workspace, , event] = row.canonical.split('\n');
    const canonical = [at + 1, workspace, previous, event].join('\n');
    const next = { seq: at + 1, canonical, previous, hash: sha256(canonical) };
    previous = next.hash;
    return next;
  });
}

const numbered = (rows: Row[]) => rows.map((row, at) => ({ ...row, seq: at + 1 }));
/** Event 7, the record of Alpha, says another hash of what was recorded. */
const edited = (rows: Row[]) =>
  rows.map((row) =>
    row.seq === 7 ? { ...row, canonical: row.canonical.replace(/"versionHash":"./, '"versionHash":"x') } : row,
  );
const without = (rows: Row[]) => rows.filter(({ seq }) => seq !== 7);
const withOneMore = (rows: Row[]) => [...rows.slice(0, 6), rows[6]!, ...rows.slice(6)];
const cut = (rows: Row[]) => rows.slice(0, 9);
const rewritten = (rows: Row[]) =>
  rows.map((row) => ({ ...row, canonical: row.canonical.replace(/"at":"20/, '"at":"19') }));

const kinds = (problems: TrailProblem[]) => [...new Set(problems.map(({ what }) => what))].sort();
const verify = (actor: Actor) => server.app.get(AuditTrailService).verifyWhole(actor);

interface Found {
  /** By the program, with the checkpoints beside the database. */
  inDatabase: string[];
  /** In the exported file, with checkpoints and key that were kept elsewhere. */
  inFile: string[];
  /** In the exported file alone. */
  alone: string[];
}

/** The export is the next event itself, so what was cut is a gap before it, or has it in its place. */
const CASES: [name: string, change: (rows: Row[]) => Row[], headToo: boolean, found: Found][] = [
  ['an edit', edited, false, { inDatabase: ['edited', 'version'], inFile: ['edited'], alone: ['edited'] }],
  ['a removal', without, false, { inDatabase: ['removed', 'version'], inFile: ['removed'], alone: ['removed'] }],
  [
    'an insertion',
    (rows) => numbered(withOneMore(rows)),
    true,
    { inDatabase: ['edited', 'rewritten', 'version'], inFile: ['edited', 'rewritten'], alone: ['edited'] },
  ],
  ['a cut', cut, false, { inDatabase: ['truncated', 'version'], inFile: ['removed'], alone: ['removed'] }],
  [
    'an edit with the hashes made new',
    (rows) => chained(edited(rows)),
    true,
    { inDatabase: ['rewritten', 'version'], inFile: ['rewritten'], alone: [] },
  ],
  [
    'a removal with the hashes made new',
    (rows) => chained(without(rows)),
    true,
    { inDatabase: ['rewritten', 'truncated', 'version'], inFile: ['rewritten'], alone: [] },
  ],
  [
    'an insertion with the hashes made new',
    (rows) => chained(withOneMore(rows)),
    true,
    { inDatabase: ['rewritten', 'version'], inFile: ['rewritten'], alone: [] },
  ],
  [
    'a cut and the head set back',
    cut,
    true,
    { inDatabase: ['truncated', 'version'], inFile: ['rewritten'], alone: [] },
  ],
  [
    'a trail written anew from its first event',
    (rows) => chained(rewritten(rows)),
    true,
    { inDatabase: ['rewritten'], inFile: ['rewritten'], alone: [] },
  ],
];

describe('a trail that somebody changes in the database', () => {
  it('is sound before, and where the same was written again', async () => {
    const { actor } = await signedTrail();
    expect(await verify(actor)).toMatchObject({ sound: true, anchored: true, events: 10, checkpoint: { seq: 10 } });
    await tamper(actor, chained, true);
    expect((await verify(actor)).problems).toEqual([]);
  });

  it.each(CASES)('shows %s', async (_name, change, headToo, found) => {
    const { slug, admin, actor, kept } = await signedTrail();
    await tamper(actor, change, headToo);
    const { sound, problems } = await verify(actor);
    expect({ sound, inDatabase: kinds(problems) }).toEqual({ sound: false, inDatabase: found.inDatabase });
    expect((await admin.get('audit/verification')).body.sound).toBe(false);

    const trail = join(place, `${slug}.jsonl`);
    writeFileSync(trail, (await admin.get('audit/export?format=jsonl')).text);
    const anchored = await verifyExport({ trail, anchor: kept });
    const bare = await verifyExport({ trail, anchor: null });
    expect({ sound: anchored.sound, inFile: kinds(anchored.problems) }).toEqual({ sound: false, inFile: found.inFile });
    expect({ alone: kinds(bare.problems), anchored: bare.anchored }).toEqual({ alone: found.alone, anchored: false });
    // The export has the changed trail signed. What was signed before still speaks against it.
    expect((await verify(actor)).sound).toBe(false);
  });

  it('may be cut where nothing is signed yet: its kept versions tell, its file does not', async () => {
    const { slug, admin, actor, kept } = await signedTrail();
    const gone = await admin.post('organisations', { kind: 'company', legalName: 'Gone', shortName: 'Gone' });
    expect(gone.status).toBe(201);
    await tamper(actor, (rows) => rows.slice(0, 10), true);
    expect(kinds((await verify(actor)).problems)).toEqual(['version']);
    const trail = join(place, `${slug}.jsonl`);
    writeFileSync(trail, (await admin.get('audit/export?format=jsonl')).text);
    expect((await verifyExport({ trail, anchor: kept })).problems).toEqual([]);
  });
});
