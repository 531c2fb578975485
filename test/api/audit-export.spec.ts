import { createHash } from 'node:crypto';
import { withClient } from '@libs/platform/database';
import { Chain } from '../support/chain.ts';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People } from '../support/test-app.ts';

interface Line {
  seq: number;
  previous: string;
  hash: string;
  canonical?: string;
}

let server: TestApp;
let people: People;
let others: People;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
}, 60_000);
afterAll(() => server.close());

const record = (name: string) =>
  people.analyst.post('organisations', { kind: 'company', legalName: name, shortName: name, sample: true });
const newest = async () => (await people.admin.get('audit?limit=1')).body.items[0];

async function exported() {
  const answer = await people.admin.get('audit/export');
  const [head, ...lines] = answer.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { answer, head, lines: lines as Line[] };
}

describe('an exported trail', () => {
  it('holds every stored text with its hashes, and no other workspace', async () => {
    await record('Sample A');
    const { answer, head, lines } = await exported();
    expect(answer.headers['content-disposition']).toBe('attachment; filename="ours.audit.jsonl"');
    expect(head).toMatchObject({ format: 'plumbline-audit/1', events: lines.length, head: lines.at(-1)!.hash });
    const stored = await withClient(server.database.adminUrl, (admin) =>
      admin.query<Line>(
        `select seq::int, previous_hash as previous, hash, canonical from app.audit_event e
         where workspace_id = $1 order by e.seq`,
        [head.workspace],
      ),
    );
    expect(lines).toEqual(stored.rows);
    for (const { canonical, hash } of lines) {
      expect(createHash('sha256').update(canonical!).digest('hex')).toBe(hash);
    }
  });

  it('is an event of the trail, which a signed checkpoint covers', async () => {
    const { head, lines } = await exported();
    const { seq, event } = await newest();
    expect(seq).toBe(head.events);
    expect(event).toMatchObject({
      act: 'export',
      kind: 'audit_trail',
      by: `member:${people.admin.memberId}`,
      detail: { format: 'jsonl' },
    });
    const [checkpoint] = (await people.admin.get('audit/checkpoints?limit=1')).body.items;
    expect(checkpoint).toMatchObject({ seq: head.events, head: lines.at(-1)!.hash });
  });

  it('comes as CSV for people, one line for each record, with ids in place of names', async () => {
    const { body } = await record('Sample B');
    const csv = await people.admin.get('audit/export?format=csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('event,at,by,via,act,kind,record_id,version,version_hash,batch,detail,event_hash');
    const { seq } = await newest();
    expect(lines).toHaveLength(seq + 1);
    expect(lines.find((line) => line.includes(body.id))).toMatch(
      new RegExp(
        `^\\d+,20[^,]+Z,member:${people.analyst.memberId},,record,organisation,${body.id},1,[0-9a-f]{64},,"{""versionId`,
      ),
    );
    expect(csv.text).not.toContain('Analyst Example');
  });

  it('is for owners, in their own workspace', async () => {
    const { seq } = await newest();
    for (const person of [people.lead, people.analyst, people.drafter, people.viewer]) {
      expect((await person.get('audit/export')).status).toBe(403);
    }
    expect((await others.admin.send('GET', 'audit/export', undefined, 'ours')).status).toBe(404);
    expect((await people.admin.get('audit/export?format=xlsx')).status).toBe(422);
    expect((await newest()).seq).toBe(seq);
  });

  it('gives the hash alone of an event on a record that the exporter may not see', async () => {
    const secret = await new Chain(people.lead).source('Words that only few may read.', { title: 'Of an insider' });
    await moveToFew(server, 'ours', secret.id);
    await withClient(server.database.adminUrl, (admin) =>
      admin.query(
        `update app.record_version v set audience_id = s.audience_id from app.source_document s
         where s.id = v.record_id and s.id = $1`,
        [secret.id],
      ),
    );
    const { answer, lines } = await exported();
    expect(answer.text).not.toContain(secret.id);
    const hashOnly = lines.filter(({ canonical }) => canonical === undefined);
    expect(hashOnly).toHaveLength(1);
    expect(hashOnly[0]!.previous).toBe(lines[hashOnly[0]!.seq - 2]!.hash);
    const csv = (await people.admin.get('audit/export?format=csv')).text;
    expect(csv).not.toContain(secret.id);
    expect(csv).toMatch(new RegExp(`^${hashOnly[0]!.seq},[^,]+,,,unlisted,,,,,,,[0-9a-f]{64}\\r$`, 'm'));
  });
});
