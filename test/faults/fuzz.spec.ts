import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { openApiOf } from '../../apps/api/openapi.ts';
import { AN_ID, operationsOf, requestsTo, type Made } from '../support/fuzz.ts';
import { WorkspacesService } from '@libs/workspaces';
import { SmallWeb } from '../support/small-web.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';
import { withoutEvent, WriteLog } from '../support/writes/write-log.ts';

/** As many requests as the gate asks for with `npm run test:faults`, and enough to notice much in every run. */
const REQUESTS = process.env.FAULTS === 'full' ? 20_000 : 600;
const AT_ONCE = 10;
/** Requests between two workspaces. */
const ROUND = 1000;
/** Requests that may end the caller's own way in: tried by somebody who is not needed again. */
const ENDS_A_WAY_IN = /^\/api\/(session|me)\b/;

const founding = readFileSync(new URL('../../libs/cases/packs/founding.json', import.meta.url), 'utf8');

interface Ground {
  slug: string;
  people: People;
  /** Ids of what it holds, with their kinds. */
  ids: { id: string; kind: string }[];
  passing: Person[];
}

let web: SmallWeb;
let server: TestApp;
let log: WriteLog;
let ground: Ground;
let made = 0;
const answers = new Map<number, number>();

beforeAll(async () => {
  // Addresses that are made up lead nowhere.
  web = await SmallWeb.start({});
  server = await TestApp.start({ fetchProxy: web.proxy });
  log = await WriteLog.in(server.database);
}, 60_000);
afterAll(async () => {
  await server.close();
  await web.close();
});

/** A workspace with a case in it, members who come and go, and the ids of everything that it holds. */
async function newGround(): Promise<Ground> {
  const slug = `fuzz-${made}`;
  const people = await server.workspace(slug);
  await people.lead.post('cases', founding);
  const ids = await server.inWorkspace(slug, (tx) =>
    tx.query<{ id: string; kind: string }>(
      'select record_id as id, kind from app.case_record where workspace_id = $1',
      [tx.workspaceId],
    ),
  );
  const workspaces = server.app.get(WorkspacesService);
  const actor = await workspaces.actorFor((await workspaces.find(slug))!.workspaceId, slug, 'test');
  const passing: Person[] = [];
  for (let count = 0; count < 30; count += 1) passing.push(await server.member(actor, 'drafter'));
  return { slug, people, passing, ids: [...ids, ...passing.map(({ memberId }) => ({ id: memberId, kind: 'member' }))] };
}

const ALSO_CALLED = /^(compan|subject|object|speaker|via|organisation)/i;

function filled(text: string): string {
  return text.replace(AN_ID, (_, called: string, place: string) => {
    const wanted = ALSO_CALLED.test(called) ? 'organisation' : called;
    const own = ground.ids.filter(({ kind }) => wanted.toLowerCase().includes(kind));
    const ids = own.length > 0 && Number(place) % 10 > 0 ? own : ground.ids;
    return ids[Number(place) % ids.length]!.id;
  });
}

async function send({ method, path, query, seen: version, body, isRaw, who }: Made) {
  const address = filled(path.replace('{workspace}', ground.slug));
  const search = new URLSearchParams(query.map(([name, value]) => [name, filled(value)])).toString();
  const url = search === '' ? address : `${address}?${search}`;
  const text = body === undefined ? undefined : filled(isRaw ? String(body) : JSON.stringify(body));
  const isPassing = method !== 'GET' && ENDS_A_WAY_IN.test(path);
  const person = isPassing ? ground.passing[made % ground.passing.length] : Object.values(ground.people)[who];
  const headers: Record<string, string> = version === null ? {} : { 'if-match': version };
  const answer = person
    ? await person.sendWith(headers, method, url, text)
    : await server.anonymous(method, url, text, headers);
  answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
  // 503 is right where the database is away, which it is not here.
  return {
    request: `${method} ${url}`,
    status: answer.status,
    body: answer.status >= 500 ? { text: text?.slice(0, 2000), ...answer.body } : null,
  };
}

it(`${REQUESTS} requests made up from the description of the API: none ends in an error of the server or writes without an event`, async () => {
  const api = openApiOf(server.app);
  const operations = operationsOf(api);
  expect(operations.length).toBeGreaterThan(50);
  const one = fc.oneof(...operations.map((operation) => requestsTo(operation, api, 6)));
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (requests) => {
      if (made % ROUND === 0) ground = await newGround();
      made += AT_ONCE;
      const ends = await Promise.all(requests.map(send));
      expect(ends.filter(({ status }) => status >= 500)).toEqual([]);
    }),
    { numRuns: REQUESTS / AT_ONCE, endOnFailure: true },
  );
  expect(withoutEvent(await log.take())).toEqual([]);
  // The requests came past the contracts: some were refused, and some wrote.
  const seen = (from: number, to: number) =>
    [...answers].reduce((sum, [status, count]) => sum + (status >= from && status < to ? count : 0), 0);
  expect(seen(200, 300)).toBeGreaterThan(REQUESTS / 50);
  expect(seen(400, 500)).toBeGreaterThan(REQUESTS / 10);
  if (process.env.FAULTS === 'full') console.log(JSON.stringify(Object.fromEntries([...answers].sort())));
}, 1_800_000);
