import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpLines, restoreBackup, verifyBackup, writeArchive, type WorkspaceName } from '@libs/platform/backup';
import { withClient } from '@libs/platform/database';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp } from '../support/test-app.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PASSPHRASE = 'a passphrase of a test';
const folder = mkdtempSync(join(tmpdir(), 'plumbline-backup-'));
const quiet = () => undefined;
const pack = (name: string) => readFileSync(new URL(`../../libs/cases/packs/${name}.json`, import.meta.url), 'utf8');

let server: TestApp;
let ours: WorkspaceName;
let full: string;

function namesOf(slug: string): Promise<WorkspaceName> {
  return server.inWorkspace(slug, async (tx) => ({ workspaceId: tx.workspaceId, slug }));
}

async function backUp(name: string, only: WorkspaceName | null = null, passphrase: string | null = null) {
  const file = join(folder, name);
  const source = { backupUrl: server.database.url('backup'), identityUrl: server.database.url('identity') };
  await writeArchive(file, dumpLines(source, only, quiet), { createdAt: '2026-01-02T03:04:05.000Z', passphrase });
  return file;
}

/** Everything that a database holds of its workspaces and accounts, by table, in one order. */
function contentOf(database: TestDatabase): Promise<Record<string, string[]>> {
  return withClient(database.adminUrl, async (admin) => {
    const { rows: tables } = await admin.query<{ name: string }>(
      `select table_name as name from dist.table_kind where kind = 'tenant' or table_name in
         ('app.workspace_directory', 'identity.user_account', 'identity.user_workspace')
       order by table_name`,
    );
    const content: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`);
      content[name] = rows.map(({ row }) => row);
    }
    return content;
  });
}

beforeAll(async () => {
  server = await TestApp.start();
  const people = await server.workspace('ours');
  await people.lead.post('cases', pack('founding'));
  const { items } = (await people.lead.get('sources')).body as { items: { id: string }[] };
  await moveToFew(server, 'ours', items[0]!.id);
  const others = await server.workspace('theirs');
  await others.lead.post('cases', pack('sample'));
  ours = await namesOf('ours');
  full = await backUp('full.backup');
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.close();
});

describe('a backup of everything', () => {
  it('comes back into an empty server as it was, what few may see included', async () => {
    const target = await openTestDatabase();
    try {
      const restored = await restoreBackup(target.url('migrator'), full, null, quiet);
      expect(restored.workspaces.map(({ slug, chainSound }) => [slug, chainSound])).toEqual([
        ['ours', true],
        ['theirs', true],
      ]);
      expect(await contentOf(target)).toEqual(await contentOf(server.database));
    } finally {
      await target.drop();
    }
  });

  it('leaves the policies forced and the triggers on', async () => {
    const target = await openTestDatabase();
    try {
      await restoreBackup(target.url('migrator'), full, null, quiet);
      const open = await withClient(target.adminUrl, async (admin) => {
        const { rows } = await admin.query<{ open: string }>(
          `select (select count(*) from dist.table_kind k join pg_class c on c.oid = k.table_name::regclass
             where k.kind = 'tenant' and not (c.relrowsecurity and c.relforcerowsecurity))
           + (select count(*) from pg_trigger where tgenabled <> 'O') as open`,
        );
        return rows[0]!.open;
      });
      expect(open).toBe('0');
    } finally {
      await target.drop();
    }
  });

  it('is refused by a server that holds a workspace, with nothing written', async () => {
    const before = await contentOf(server.database);
    await expect(restoreBackup(server.database.url('migrator'), full, null, quiet)).rejects.toMatchObject({
      code: 'not_empty',
    });
    expect(await contentOf(server.database)).toEqual(before);
  });

  it('shows the rows and the chain of each workspace without a database', async () => {
    const summary = await verifyBackup(full, null);
    const content = await contentOf(server.database);
    for (const { workspaceId, counts, chain, chainSound } of summary.workspaces) {
      const events = content['app.audit_event']!.filter((row) => row.includes(workspaceId));
      expect({ events: counts['app.audit_event'], seq: Number(chain.seq), chainSound }).toEqual({
        events: events.length,
        seq: events.length,
        chainSound: true,
      });
    }
    expect(summary).toMatchObject({ scope: 'all', encrypted: false, createdAt: '2026-01-02T03:04:05.000Z' });
  });
});

describe('a damaged backup', () => {
  const places = [0.001, 0.02, 0.3, 0.5, 0.7, 0.99, 0.9999];

  it.each(places)('with one bit turned at %d of its length is refused', async (place) => {
    const bytes = readFileSync(full);
    const at = Math.floor(bytes.length * place);
    bytes[at] = bytes[at]! ^ 1;
    const file = join(folder, `turned-${place}`);
    writeFileSync(file, bytes);
    await expect(verifyBackup(file, null)).rejects.toMatchObject({
      problems: [{ path: file, code: expect.stringMatching(/^(damaged|no_backup)$/) as string }],
    });
  });

  it('that was cut, or written on, is refused', async () => {
    const cut = join(folder, 'cut');
    writeFileSync(cut, readFileSync(full).subarray(0, -1));
    const longer = join(folder, 'longer');
    copyFileSync(full, longer);
    appendFileSync(longer, '\n');
    for (const file of [cut, longer]) {
      await expect(verifyBackup(file, null)).rejects.toMatchObject({ problems: [{ code: 'damaged' }] });
    }
  });

  it('that was written whole again with a changed event, or without a row, is refused by what it holds', async () => {
    const lines: string[] = [];
    const source = { backupUrl: server.database.url('backup'), identityUrl: server.database.url('identity') };
    for await (const line of dumpLines(source, null, quiet)) lines.push(line);
    const write = async (name: string, changed: string[]) => {
      const file = join(folder, name);
      const all = (async function* () {
        yield* changed;
      })();
      await writeArchive(file, all, { createdAt: '2026-01-02T03:04:05.000Z', passphrase: null });
      return file;
    };
    const event = lines.findIndex((line) => line.startsWith('{') && line.includes('"canonical"'));
    const edited = [...lines];
    edited[event] = lines[event]!.replace('"hash": "', '"hash": "0');
    const [wrong] = (await verifyBackup(await write('edited', edited), null)).workspaces;
    expect(edited[event]).not.toBe(lines[event]);
    expect(wrong!.chainSound).toBe(false);

    const target = await openTestDatabase();
    try {
      await expect(restoreBackup(target.url('migrator'), join(folder, 'edited'), null, quiet)).rejects.toMatchObject({
        problems: [{ code: 'chain' }],
      });
      const shorter = await write(
        'shorter',
        lines.filter((_, index) => index !== event + 1),
      );
      await expect(restoreBackup(target.url('migrator'), shorter, null, quiet)).rejects.toMatchObject({
        problems: [{ code: 'unsound' }],
      });
      const open = await write('open', lines.slice(0, -1));
      await expect(verifyBackup(open, null)).rejects.toMatchObject({ problems: [{ code: 'unsound' }] });
      const older = await write(
        'older',
        lines.map((line) => line.replace('Search1764000000011', 'Search')),
      );
      await expect(restoreBackup(target.url('migrator'), older, null, quiet)).rejects.toMatchObject({
        problems: [{ code: 'schema' }],
      });
      expect((await contentOf(target))['app.workspace']).toEqual([]);
    } finally {
      await target.drop();
    }
  });
});

describe('an encrypted backup', () => {
  it('opens with its passphrase alone, and shows no word of what it holds', async () => {
    const file = await backUp('secret.backup', null, PASSPHRASE);
    expect(await verifyBackup(file, PASSPHRASE)).toMatchObject({ encrypted: true, workspaces: [{ slug: 'ours' }, {}] });
    await expect(verifyBackup(file, null)).rejects.toMatchObject({ problems: [{ code: 'encrypted' }] });
    await expect(verifyBackup(file, `${PASSPHRASE}.`)).rejects.toMatchObject({ problems: [{ code: 'passphrase' }] });
  });

  it.each([0.5, 0.999])('that was changed at %d of its length and given a new hash is refused', async (place) => {
    const bytes = readFileSync(await backUp(`changed-${place}`, null, PASSPHRASE)).subarray(0, -32);
    const at = Math.floor(bytes.length * place) - 1;
    bytes[at] = bytes[at]! ^ 1;
    const file = join(folder, `again-${place}`);
    writeFileSync(file, Buffer.concat([bytes, createHash('sha256').update(bytes).digest()]));
    await expect(verifyBackup(file, PASSPHRASE)).rejects.toMatchObject({ problems: [{ code: 'passphrase' }] });
  });

  it('differs each time it is made', async () => {
    const [one, other] = [await backUp('one', null, PASSPHRASE), await backUp('other', null, PASSPHRASE)];
    expect(readFileSync(one).subarray(-200).equals(readFileSync(other).subarray(-200))).toBe(false);
  });
});

describe('a backup of one workspace', () => {
  it('holds nothing of another, and nothing that lets anybody in', async () => {
    const lines: string[] = [];
    const source = { backupUrl: server.database.url('backup'), identityUrl: server.database.url('identity') };
    for await (const line of dumpLines(source, ours, quiet)) lines.push(line);
    const text = lines.join('\n');
    expect(text).not.toContain((await namesOf('theirs')).workspaceId);
    expect(text).not.toMatch(/password|argon2/);
  });

  it('comes back beside another workspace, and ties its people to the accounts that are there', async () => {
    const file = await backUp('ours.backup', ours);
    const target = await TestApp.start();
    try {
      await target.workspace('others');
      const known = await withClient(target.database.adminUrl, async (admin) => {
        const { rows } = await admin.query<{ id: string; email: string }>(
          'select id, email from identity.user_account order by email',
        );
        return rows;
      });
      await restoreBackup(target.database.url('migrator'), file, null, quiet);
      const [before, after] = [await contentOf(server.database), await contentOf(target.database)];
      const own = (rows: string[]) => rows.filter((row) => row.includes(ours.workspaceId));
      for (const name of Object.keys(before)) {
        if (!name.startsWith('app.') || name === 'app.member') continue;
        expect([name, own(after[name]!)]).toEqual([name, own(before[name]!)]);
      }
      const members = await withClient(target.database.adminUrl, async (admin) => {
        const { rows } = await admin.query<{ email: string; id: string }>(
          `select a.email, a.id from app.member m join identity.user_account a on a.id = m.user_id
           join identity.user_workspace w on w.user_id = a.id and w.workspace_id = m.workspace_id and w.member_id = m.id
           where m.workspace_id = $1`,
          [ours.workspaceId],
        );
        return rows;
      });
      expect(members).toHaveLength(own(before['app.member']!).length);
      for (const { email, id } of known) {
        const here = members.find((member) => member.email === email);
        if (here) expect(here.id).toBe(id);
      }
      await expect(restoreBackup(target.database.url('migrator'), file, null, quiet)).rejects.toMatchObject({
        code: 'not_empty',
      });
    } finally {
      await target.close();
    }
  }, 60_000);
});

it('what is no backup is told so', async () => {
  const file = join(folder, 'text');
  writeFileSync(file, 'a text');
  await expect(verifyBackup(file, null)).rejects.toMatchObject({ problems: [{ path: file, code: 'no_backup' }] });
  await expect(verifyBackup(join(folder, 'none'), null)).rejects.toMatchObject({ problems: [{ code: 'unreadable' }] });
});

it('a file that is there is not written over, and one that fails leaves nothing behind', async () => {
  const before = readFileSync(full);
  const failing = (async function* () {
    yield '#start {}';
    throw new Error('the database went away');
  })();
  const options = { createdAt: '2026-01-02T03:04:05.000Z', passphrase: null };
  await expect(writeArchive(join(folder, 'broken'), failing, options)).rejects.toThrow('the database went away');
  await expect(verifyBackup(join(folder, 'broken'), null)).rejects.toMatchObject({
    problems: [{ code: 'unreadable' }],
  });
  const second = (async function* () {
    yield '#start {}';
  })();
  await expect(writeArchive(full, second, options)).rejects.toMatchObject({ problems: [{ code: 'exists' }] });
  expect(readFileSync(full).equals(before)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
