// Search over 50,000 records of one workspace beside another one, under row-level security as the runtime login.
// Run with `node test/bench/search.bench.mjs [records]` after `npx nest build`. A throw-away database is made for it.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { waitingFactor } from './waiting.mjs';

const dist = join(import.meta.dirname, '../../dist');
const load = (path) => import(join(dist, path));
const { openDatabase } = await load('libs/platform/opening/index.js');
const { Tenancy } = await load('libs/platform/tenancy/index.js');
const { searchWords } = await load('libs/platform/search/index.js');
const { WorkspacesService } = await load('libs/workspaces/index.js');
const { SearchService } = await load('libs/desk/index.js');
const { createApplication } = await load('apps/api/application.js');
const { MIGRATIONS } = await load('migrations/index.js');

const RECORDS = Number(process.argv[2] ?? 50_000);
const TARGET_MS = 50;
const SHARES = { organisation: 0.16, source: 0.08, excerpt: 0.24, statement: 0.16, claim: 0.16, finding: 0.2 };
const CHUNK = 1000;

let seed = 7;
const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
const pick = (list) => list[Math.floor(random() * list.length)];
/** Some words are common and most are rare, as in texts. */
const pickWord = (list) => list[Math.floor(list.length * random() ** 3)];
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bra cle dri fro gla net pos'.split(' ');
const wordOf = () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join('');
const WORDS = [...new Set(Array.from({ length: 9000 }, wordOf))];
const NAMES = [...new Set(Array.from({ length: 7000 }, wordOf))];
const sentence = (length) => Array.from({ length }, () => pickWord(WORDS)).join(' ');
const named = () => `${pick(NAMES)} ${pick(NAMES)} ${pick(['Corp.', 'Ltd.', 'Group', 'Technologies'])}`;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

const INSERTS = {
  organisation: `insert into app.organisation (workspace_id, id, kind, legal_name, short_name, sample, version)
    select $1::uuid, r.id, 'company', r.name, r.name, true, 1 from jsonb_to_recordset($3) as r (id uuid, name text)
    where $2::uuid is not null`,
  source: `insert into app.source_document (workspace_id, id, audience_id, number, title, source_types, language,
      capture_kind, captured_text, text_sha256, content_sha256, status, version)
    select $1::uuid, r.id, $2::uuid, r.number, r.title, '{thirdParty}', 'en', 'full', r.text, r.sha, r.sha, 'published', 1
    from jsonb_to_recordset($3) as r (id uuid, number int, title text, text text, sha text)`,
  excerpt: `insert into app.excerpt (workspace_id, id, audience_id, number, source_id, exact, prefix, suffix, start_utf16,
      end_utf16, start_char, end_char, anchor_status, status, version)
    select $1::uuid, r.id, $2::uuid, r.number, r.source, r.exact, '', '', r.at, r.until, r.at, r.until, 'exact',
      'published', 1
    from jsonb_to_recordset($3) as r (id uuid, number int, source uuid, exact text, at int, until int)`,
  statement: `insert into app.statement (workspace_id, id, audience_id, number, excerpt_id, quotation_type, speaker_name,
      speaker_organisation_id, negated, status, version)
    select $1::uuid, r.id, $2::uuid, r.number, r.excerpt, 'direct', r.name, r.company, false, 'published', 1
    from jsonb_to_recordset($3) as r (id uuid, number int, excerpt uuid, name text, company uuid)`,
  claim: `insert into app.claim (workspace_id, id, audience_id, number, company_id, excerpt_id, claim_text, claim_type,
      answers_allegation, hedges, claim_series_id, series_version, status, version)
    select $1::uuid, r.id, $2::uuid, r.number, r.company, r.excerpt, r.words, 'policy', false, '{}', r.id, 1,
      'published', 1
    from jsonb_to_recordset($3) as r (id uuid, number int, company uuid, excerpt uuid, words text)`,
  finding: `with rows as (
      select * from jsonb_to_recordset($3) as r (id uuid, number int, company uuid, other uuid, excerpt uuid, product text)
    ), kept as (
      insert into app.finding (workspace_id, id, audience_id, number, finding_type, basis, subject_id, object_id,
        product_text, directness, reported_via, negated, ungp_relationship, status, version)
      select $1::uuid, id, $2::uuid, number, 'supply', 'report', company, other, product, 'unknown', 'An outlet', false,
        'unclear', 'published', 1 from rows
    ) select from rows`,
};

/** The rows of one kind, made one by one, with the text that can be found by typing. */
function rowOf(kind, number, known, id) {
  const organisation = () => pick(known.organisation);
  const excerpt = () => pick(known.excerpt);
  if (kind === 'organisation') return ((name) => ({ id, name, typed: name }))(named());
  if (kind === 'source') {
    const text = sentence(600);
    return { id, number, title: sentence(8), text, sha: sha256(text), typed: `S-${number} ${text.slice(0, 60)}` };
  }
  if (kind === 'excerpt') {
    const source = pick(known.source);
    const at = Math.floor(random() * 2000);
    const exact = source.text.slice(at, at + 180);
    return { id, number, source: source.id, exact, at, until: at + 180, typed: `X-${number} ${exact}` };
  }
  if (kind === 'statement') {
    const name = `${pick(NAMES)} ${pick(NAMES)}`;
    return { id, number, excerpt: excerpt().id, name, company: organisation().id, typed: `ST-${number} ${name}` };
  }
  if (kind === 'claim') {
    const words = sentence(12);
    return { id, number, company: organisation().id, excerpt: excerpt().id, words, typed: `C-${number} ${words}` };
  }
  const [subject, object] = [organisation(), organisation()];
  const parties = { company: subject.id, other: object.id, excerpt: excerpt().id, product: sentence(2) };
  return { id, number, ...parties, typed: `F-${number} ${subject.name} ${object.name} ${parties.product}` };
}

async function writeChunk(tx, kind, rows) {
  const { workspaceId, actor } = tx;
  const audience = actor.everyoneAudienceId;
  await tx.query(INSERTS[kind], [workspaceId, audience, JSON.stringify(rows)]);
  if (kind === 'finding') {
    await tx.query(
      `insert into app.finding_excerpt (workspace_id, finding_id, excerpt_id, ordinal)
       select $1::uuid, r.id, r.excerpt, 0 from jsonb_to_recordset($2) as r (id uuid, excerpt uuid)`,
      [workspaceId, JSON.stringify(rows)],
    );
  }
  const pairs = rows.flatMap(({ id, typed }) => searchWords(typed).map((word) => ({ id, word })));
  await tx.query(
    `insert into app.search_token (workspace_id, token, kind, record_id, field, audience_id)
     select $1::uuid, r.word, $2, r.id, 'words', $3::uuid from jsonb_to_recordset($4) as r (id uuid, word text)`,
    [workspaceId, kind, audience, JSON.stringify(pairs)],
  );
}

async function fill(tenancy, actor, records) {
  const known = {};
  for (const [kind, share] of Object.entries(SHARES)) {
    known[kind] = [];
    const wanted = Math.round(records * share);
    for (let done = 0; done < wanted; done += CHUNK) {
      await tenancy.inWorkspace(actor, async (tx) => {
        const count = Math.min(CHUNK, wanted - done);
        const rows = Array.from({ length: count }, (_, index) => rowOf(kind, done + index + 1, known, tx.newId()));
        await writeChunk(tx, kind, rows);
        known[kind].push(...rows);
      });
    }
  }
  return known;
}

const beginning = (word, length) => word.slice(0, length);
const QUERIES = {
  'one letter': () => pick(SYLLABLES)[0],
  'two letters': () => beginning(pick(NAMES), 2),
  'four letters': () => beginning(pick(NAMES), 4),
  'a whole name': () => pick(NAMES),
  'two words': () => `${pick(NAMES)} ${beginning(pick(NAMES), 3)}`,
  'a common word': () => WORDS[Math.floor(random() * 40)],
  'three words of a text': () => `${pickWord(WORDS)} ${pickWord(WORDS)} ${beginning(pickWord(WORDS), 3)}`,
  'a short number': () => `${pick(['C', 'F', 'X'])}-${1 + Math.floor(random() * 1000)}`,
  'nothing that is there': () => `qq${wordOf()}`,
};
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const rounded = (value) => Math.round(value * 10) / 10;

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const database = await openDatabase({ database: null, dataDirectory: folder }, MIGRATIONS, () => undefined);
const app = await createApplication({
  runtimeUrl: database.runtimeUrl,
  identityUrl: database.identityUrl,
  publicUrl: 'http://127.0.0.1:4400',
  poolSize: 4,
  demo: false,
  letterProcesses: 1,
  checkpoints: { folder, keyFile: join(folder, 'key.pem'), makesKey: true, everyHour: false },
  sealing: { keyFile: join(folder, 'sealing-keys.txt'), makesKey: true },
  log: { error: (fields, message) => console.error(message, fields) },
  nestLog: false,
  webRoot: null,
  checkpoints: { folder, keyFile: join(folder, 'key.pem'), makesKey: true, everyHour: false },
});
let met = false;
try {
  const [tenancy, workspaces] = [app.get(Tenancy), app.get(WorkspacesService)];
  const actors = {};
  for (const slug of ['measured', 'neighbour']) {
    const workspaceId = await workspaces.create({ slug, name: slug }, 'bench');
    actors[slug] = await workspaces.actorFor(workspaceId, slug, 'bench');
  }
  const started = performance.now();
  await fill(tenancy, actors.neighbour, Math.round(RECORDS / 2));
  await fill(tenancy, actors.measured, RECORDS);
  // A busy server does this by itself within a minute.
  const { withClient } = await load('libs/platform/database/index.js');
  const { superuser, host, port } = database.lease;
  const owner = `postgresql://${superuser.name}:${superuser.password}@${host}:${port}/plumbline`;
  await withClient(owner, (client) => client.query('vacuum analyze'));
  console.log(
    `${RECORDS} records and ${RECORDS / 2} of a neighbour in ${Math.round((performance.now() - started) / 1000)} s`,
  );
  const search = (q) =>
    tenancy.inWorkspace(actors.measured, (tx) => app.get(SearchService).search(tx, { q, limit: 5 }));
  for (const typed of Object.values(QUERIES)) for (let warm = 0; warm < 3; warm += 1) await search(typed());
  const waiting = waitingFactor();
  console.log(`a second of work took ${waiting} s here: times below are that much longer than on an idle machine`);
  const all = [];
  const result = { bench: 'search', node: process.version, records: RECORDS, waiting, kinds: {} };
  for (const [name, typed] of Object.entries(QUERIES)) {
    const times = [];
    let hits = 0;
    for (let run = 0; run < 60; run += 1) {
      const q = typed();
      const begun = performance.now();
      const { groups } = await search(q);
      times.push(performance.now() - begun);
      hits += groups.length;
    }
    times.sort((a, b) => a - b);
    all.push(...times);
    result.kinds[name] = { medianMs: rounded(at(times, 0.5)), p95Ms: rounded(at(times, 0.95)) };
    const { medianMs, p95Ms } = result.kinds[name];
    const found = rounded(hits / 60);
    console.log(
      `${name.padEnd(24)} median ${String(medianMs).padStart(6)} ms   p95 ${String(p95Ms).padStart(6)} ms   groups ${found}`,
    );
  }
  all.sort((a, b) => a - b);
  result.p95Ms = rounded(at(all, 0.95));
  console.log(`${'all'.padEnd(24)} p95 ${result.p95Ms} ms  <= ${TARGET_MS}`);
  console.log(JSON.stringify(result));
  met = result.p95Ms <= TARGET_MS;
} finally {
  await app.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 1000 });
}
process.exitCode = met ? 0 : 1;
