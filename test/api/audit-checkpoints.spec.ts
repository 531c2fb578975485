import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { CheckpointsService } from '@libs/audit';
import { isSignedBy, publicKeysIn, recordOf, type Checkpoint } from '@libs/platform/audit';
import type { Actor } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';
import { createApplication } from '../../apps/api/application.ts';
import { checkpointsIn, sealingIn, TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;
let checkpoints: CheckpointsService;
let actor: Actor;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  checkpoints = server.app.get(CheckpointsService);
  const workspaces = server.app.get(WorkspacesService);
  actor = await workspaces.actorFor((await workspaces.find('ours'))!.workspaceId, 'ours', 'test');
}, 60_000);
afterAll(() => server.close());

const record = (name: string) =>
  people.analyst.post('organisations', { kind: 'company', legalName: name, shortName: name, sample: true });
const listed = async () => (await people.admin.get('audit/checkpoints')).body;
const lines = () => readFileSync(checkpoints.file.file, 'utf8').split('\n').slice(0, -1);

describe('checkpoints of the audit trail', () => {
  it('are signed with a key that only its owner reads, and never for the same state twice (U2)', async () => {
    await record('Sample A');
    const first = await checkpoints.take(actor);
    expect(await checkpoints.take(actor)).toEqual(first);
    const { items, total, publicKeys } = await listed();
    expect({ items, total }).toEqual({ items: [first], total: 1 });
    expect(isSignedBy(publicKeysIn(publicKeys, 'keys')[0]!, first)).toBe(true);
    const { events, head } = (await people.admin.get('audit/verification')).body;
    expect(first).toMatchObject({ seq: events, head, workspace: actor.workspaceId });
    expect(statSync(checkpointsIn(server.checkpointFolder).keyFile).mode & 0o777).toBe(0o600);
  });

  it('come whole and without doubles from several processes at once', async () => {
    const second = await createApplication({
      runtimeUrl: server.database.url('runtime'),
      identityUrl: server.database.url('identity'),
      publicUrl: 'http://127.0.0.1:4400',
      poolSize: 6,
      demo: false,
      letterProcesses: 1,
      checkpoints: checkpointsIn(server.checkpointFolder),
      sealing: sealingIn(server.checkpointFolder),
      log: { error: () => undefined },
      nestLog: false,
      webRoot: null,
    });
    for (let round = 0; round < 5; round += 1) {
      const both = [checkpoints, second.get(CheckpointsService)];
      const name = `Sample ${round}`;
      await Promise.all([record(name), ...both.flatMap((one) => [one.take(actor), one.takeDue(), one.take(actor)])]);
    }
    await second.close();
    const records = lines().map((line) => recordOf(line) as Checkpoint);
    expect(records).not.toContain(null);
    const states = records.map(({ workspace, seq }) => `${workspace} ${seq}`);
    expect(new Set(states).size).toBe(states.length);
  });

  it('are due an hour after the last one, and only where something happened since', async () => {
    await record('Sample due');
    const hence = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    await checkpoints.takeDue();
    const before = (await listed()).total;
    await record('Sample later');
    expect(await checkpoints.takeDue(hence(59))).toBe(0);
    expect(await checkpoints.takeDue(hence(61))).toBe(1);
    expect(await checkpoints.takeDue(hence(600))).toBe(0);
    expect((await listed()).total).toBe(before + 1);
  });

  it('go on behind a line that a crash tore', async () => {
    appendFileSync(checkpoints.file.file, '{"format":"plumbline-checkpoint/1","workspa');
    await record('Sample after a crash');
    const taken = await checkpoints.take(actor);
    expect(recordOf(lines().at(-1)!)).toEqual(taken);
    expect((await listed()).items[0]).toEqual(taken);
  });

  it('tell of a new key by the word of the old one', async () => {
    const changed = await checkpoints.changeKey(actor);
    const taken = await checkpoints.take(actor);
    expect(taken.key).toBe(changed.to);
    const keys = publicKeysIn((await listed()).publicKeys, 'keys');
    expect(keys).toHaveLength(2);
    const announced = recordOf(lines().at(-2)!)!;
    expect(announced).toMatchObject({ format: 'plumbline-key/1', key: changed.from, nextKey: changed.to });
    expect([isSignedBy(keys[0]!, announced), isSignedBy(keys[1]!, taken), isSignedBy(keys[0]!, taken)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('are read and kept elsewhere by the owner of the workspace, and hold no other workspace', async () => {
    const file = await people.admin.get('audit/checkpoints/file');
    expect(file.headers['content-disposition']).toBe('attachment; filename="ours.checkpoints.jsonl"');
    expect(file.text).not.toContain('undefined');
    const workspaces = file.text
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as Checkpoint).workspace ?? actor.workspaceId);
    expect(new Set(workspaces)).toEqual(new Set([actor.workspaceId]));
    expect((await people.admin.get('audit/checkpoints/public-key')).text).toContain('BEGIN PUBLIC KEY');
    for (const path of ['audit/checkpoints', 'audit/checkpoints/file', 'audit/checkpoints/public-key']) {
      expect([path, (await people.lead.get(path)).status]).toEqual([path, 403]);
      expect([path, (await others.admin.send('GET', path, undefined, 'ours')).status]).toEqual([path, 404]);
    }
  });
});
