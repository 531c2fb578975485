import { verifyChain, type AuditRow, type TrailProblem } from '@libs/platform/audit';
import { withClient } from '@libs/platform/database';
import { AuditTrailService } from '@libs/audit';
import { WorkspacesService } from '@libs/workspaces';
import { Chain } from '../support/chain.ts';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  for (const name of ['Sample A', 'Sample B', 'Sample C']) {
    await people.analyst.post('organisations', { kind: 'company', legalName: name, shortName: name, sample: true });
  }
}, 60_000);
afterAll(() => server.close());

async function chain(): Promise<{ workspaceId: string; rows: AuditRow[]; head: { seq: string; hash: string } }> {
  return withClient(server.database.adminUrl, async (admin) => {
    const rows = await admin.query<AuditRow & { workspace_id: string }>(
      'select workspace_id, seq::text, canonical, previous_hash, hash from app.audit_event e order by e.seq',
    );
    const head = await admin.query<{ seq: string; hash: string }>('select seq::text, hash from app.audit_head');
    return { workspaceId: rows.rows[0]!.workspace_id, rows: rows.rows, head: head.rows[0]! };
  });
}

describe('the audit chain', () => {
  it('has an event for every write, in the transaction of the write', async () => {
    const before = (await people.admin.get('audit')).body.total;
    await people.analyst.post('organisations', { kind: 'company', legalName: ' ', shortName: 'x' });
    expect((await people.admin.get('audit')).body.total).toBe(before);
    const { id } = (await people.analyst.post('organisations', { kind: 'body', legalName: 'Sample D', shortName: 'D' }))
      .body;
    const page = (await people.admin.get('audit?limit=1')).body;
    expect(page.total).toBe(before + 1);
    expect(page.items[0].event).toMatchObject({ act: 'record', kind: 'organisation', recordId: id, version: 1 });
    expect(page.items[0].event.by).toBe(`member:${people.analyst.memberId}`);
    expect(page.items[0].event.versionHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('verifies as sound, and only the owner reads it', async () => {
    const result = await people.admin.get('audit/verification');
    expect(result.body).toMatchObject({ sound: true, problems: [] });
    expect(result.body.events).toBeGreaterThan(8);
    expect((await people.lead.get('audit')).status).toBe(403);
  });

  it('tells of a record that the owner may not see nothing but the time', async () => {
    const secret = await new Chain(people.lead).source('Words that only few may read.', { title: 'Of an insider' });
    await moveToFew(server, 'ours', secret.id);
    await withClient(server.database.adminUrl, (admin) =>
      admin.query(
        `update app.record_version v set audience_id = s.audience_id from app.source_document s
         where s.id = v.record_id and s.id = $1`,
        [secret.id],
      ),
    );
    const { items } = (await people.admin.get('audit?limit=50')).body;
    expect(JSON.stringify(items)).not.toContain(secret.id);
    expect(items.map(({ event }: { event: { act: string } }) => event.act)).toContain('unlisted');
    expect((await people.admin.get('audit/verification')).body.sound).toBe(true);
  });

  it('keeps its order when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        people.analyst.post('organisations', {
          kind: 'company',
          legalName: `Sample ${n}`,
          shortName: `${n}`,
          sample: true,
        }),
      ),
    );
    expect((await people.admin.get('audit/verification')).body.sound).toBe(true);
  });

  it('cannot be changed by the runtime login', async () => {
    await withClient(server.database.url('runtime'), async (runtime) => {
      await expect(runtime.query(`update app.audit_event set canonical = ''`)).rejects.toMatchObject({ code: '42501' });
      await expect(runtime.query('delete from app.audit_event')).rejects.toMatchObject({ code: '42501' });
      await expect(runtime.query(`update app.record_version set reason = ''`)).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('shows a version whose text was changed, that was slipped in, or that is gone', async () => {
    const soundness = async () =>
      (await people.admin.get('audit/verification')).body.problems.map((one: TrailProblem) => one.message) as string[];
    const change = (sql: string) => withClient(server.database.adminUrl, (admin) => admin.query(sql));
    const whole = async () => {
      const workspaces = server.app.get(WorkspacesService);
      const actor = await workspaces.actorFor((await workspaces.find('ours'))!.workspaceId, 'ours', 'test');
      return (await server.app.get(AuditTrailService).verifyWhole(actor)).problems.map(({ message }) => message);
    };
    expect([await soundness(), await whole()]).toEqual([[], []]);
    await change(`update app.record_version set snapshot = replace(snapshot, 'Sample A', 'Forged A')`);
    expect(await soundness()).toEqual([
      expect.stringMatching(/^version 1 of organisation .* was changed after event \d+$/),
    ]);
    await change(`update app.record_version set snapshot = replace(snapshot, 'Forged A', 'Sample A')`);
    await change(`update app.record_version set version = 7 where snapshot like '%Sample B%'`);
    expect(await soundness()).toEqual([
      expect.stringMatching(/^version 7 of organisation .* stands without an event$/),
    ]);
    expect(await whole()).toEqual([
      expect.stringMatching(/^version 1 of organisation .* is missing, of which event \d+ tells$/),
      expect.stringMatching(/^version 7 of organisation .* stands without an event$/),
    ]);
    await change(`update app.record_version set version = 1 where snapshot like '%Sample B%'`);
    expect(await whole()).toEqual([]);
  });

  it('shows an edit, a removal, an insertion, a swap and a cut', async () => {
    const { workspaceId, rows, head } = await chain();
    expect(verifyChain(workspaceId, rows, head).problems).toEqual([]);
    const tampered: Record<string, AuditRow[]> = {
      edit: rows.map((row, at) => (at === 2 ? { ...row, canonical: row.canonical.replace('record', 'revise') } : row)),
      removal: rows.filter((_, at) => at !== 3),
      insertion: [...rows.slice(0, 2), rows[1]!, ...rows.slice(2)],
      swap: [rows[1]!, rows[0]!, ...rows.slice(2)],
      cut: rows.slice(0, -1),
      move: rows.map((row, at) => (at === 1 ? { ...row, seq: '7' } : row)),
    };
    for (const [name, wrong] of Object.entries(tampered)) {
      expect({ name, sound: verifyChain(workspaceId, wrong, head).sound }).toEqual({ name, sound: false });
    }
  });
});
