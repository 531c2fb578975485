import { In, IsNull, Not } from 'typeorm';
import type { OrganisationKind } from '@libs/domain/vocabulary';
import { knownError } from '@libs/platform/http';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';
import { Finding } from '../../libs/findings/finding.entity.ts';
import { Organisation } from '../../libs/organisations/organisation.entity.ts';
import { TestApp } from '../support/test-app.ts';

let server: TestApp;
let actor: Actor;
const ids: string[] = [];

const inWorkspace = <Result>(work: (tx: WorkspaceTransaction) => Promise<Result>, as = actor) =>
  server.app.get(Tenancy).inWorkspace(as, work);

async function record(tx: WorkspaceTransaction, legalName: string, kind: OrganisationKind): Promise<void> {
  const organisation = Object.assign(new Organisation(), {
    id: tx.newId(),
    kind,
    legalName,
    shortName: legalName,
    country: null,
    note: null,
    sample: true,
    deletedAt: legalName === 'Sample Gone' ? tx.now : null,
    deletedReason: legalName === 'Sample Gone' ? 'left the sample' : null,
  });
  await tx.insert(Organisation, organisation, { kind: 'organisation', act: 'record' });
  ids.push(organisation.id);
}

beforeAll(async () => {
  server = await TestApp.start();
  await server.workspace('ours');
  const workspaces = server.app.get(WorkspacesService);
  const { workspaceId } = (await workspaces.find('ours'))!;
  actor = await workspaces.actorFor(workspaceId, 'ours', 'test');
  await inWorkspace(async (tx) => {
    await record(tx, 'Sample Beta', 'company');
    await record(tx, 'Sample Alpha', 'company');
    await record(tx, 'Sample Gone', 'company');
    await record(tx, 'Sample Times', 'media');
  });
});

afterAll(() => server?.close());

describe('a plain question', () => {
  // An option that the short way does not understand sends the same question through the query builder.
  const throughTheBuilder = { withDeleted: true };
  const workspaceId = () => actor.workspaceId;
  const questions: [string, () => object][] = [
    ['by one id', () => ({ where: { workspaceId: workspaceId(), id: ids[0] } })],
    [
      'by several ids',
      () => ({ where: { workspaceId: workspaceId(), id: In(ids.slice(0, 2)) }, order: { id: 'DESC' } }),
    ],
    ['by no id at all', () => ({ where: { workspaceId: workspaceId(), id: In([]) } })],
    [
      'by what is absent',
      () => ({ where: { workspaceId: workspaceId(), deletedAt: IsNull() }, order: { legalName: 'ASC' } }),
    ],
    ['by what it is not', () => ({ where: { workspaceId: workspaceId(), kind: Not('company') } })],
    [
      'for some columns',
      () => ({ where: { workspaceId: workspaceId() }, select: { id: true, note: true }, order: { id: 'ASC' } }),
    ],
    [
      'for what it will change',
      () => ({ where: { workspaceId: workspaceId(), id: ids[1] }, lock: { mode: 'pessimistic_write' } }),
    ],
    [
      'for a page',
      () => ({ where: { workspaceId: workspaceId(), sample: true }, order: { legalName: 'ASC' }, take: 2, skip: 1 }),
    ],
    [
      'for a page behind the last',
      () => ({ where: { workspaceId: workspaceId() }, order: { id: 'ASC' }, take: 2, skip: 9 }),
    ],
    [
      'for a whole last page',
      () => ({ where: { workspaceId: workspaceId() }, order: { id: 'ASC' }, take: 2, skip: 2 }),
    ],
  ];

  it.each(questions)('%s has the answer of the query builder', async (_name, question) => {
    await inWorkspace(async (tx) => {
      const repository = tx.of(Organisation);
      const [plain, total] = await repository.findAndCount(question());
      const [built, builtTotal] = await repository.findAndCount({ ...question(), ...throughTheBuilder });
      expect(plain).toStrictEqual(built);
      expect(total).toBe(builtTotal);
      expect(await repository.find(question())).toStrictEqual(built);
      expect(plain.every((one) => one instanceof Organisation)).toBe(true);
    });
  });

  it('converts values as the entity says, there and back', async () => {
    await inWorkspace(async (tx) => {
      const subjectId = ids[0]!;
      await tx.query(
        `insert into app.finding (workspace_id, id, audience_id, number, finding_type, basis, subject_id, object_text,
           directness, ungp_relationship, negated, status, share_exact, version)
         values ($1, $2, $3, 1, 'ownership', 'report', $4, 'a subsidiary', 'unknown', 'unclear', false, 'draft', 49.5, 1)`,
        [tx.workspaceId, tx.newId(), actor.everyoneAudienceId, subjectId],
      );
      const where = { workspaceId: tx.workspaceId, subjectId };
      const plain = await tx.of(Finding).findOneBy(where);
      expect(plain).toMatchObject({ shareExact: 49.5 });
      expect(plain).toStrictEqual(await tx.of(Finding).findOne({ where, ...throughTheBuilder }));
      await tx.update(Finding, plain!, 1, { kind: 'finding', act: 'revise' });
      expect(await tx.of(Finding).findOneBy(where)).toMatchObject({ shareExact: 49.5, version: 2 });
    });
  });
});

describe('a transaction', () => {
  it('that cannot be opened tells why, not what failed behind it', async () => {
    const audiences = Array.from({ length: 201 }, () => actor.everyoneAudienceId);
    const work = inWorkspace((tx) => tx.of(Organisation).findBy({ workspaceId: tx.workspaceId }), {
      ...actor,
      audiences,
    });
    await expect(work).rejects.toMatchObject({ code: '54000' });
  });

  it('that cannot be opened is refused although nothing was asked in it', async () => {
    const work = inWorkspace(async () => 'done', { ...actor, audiences: null as never });
    await expect(work).rejects.toMatchObject({ code: '22004' });
  });

  it('in which a failure was passed over writes nothing and says so', async () => {
    const before = await inWorkspace((tx) => tx.of(Organisation).count({ where: { workspaceId: tx.workspaceId } }));
    const work = inWorkspace(async (tx) => {
      await record(tx, 'Sample Unwritten', 'company');
      await tx.query('select 1 / $1::int', [0]).catch(() => undefined);
    });
    await expect(work).rejects.toThrow();
    expect(await inWorkspace((tx) => tx.of(Organisation).count({ where: { workspaceId: tx.workspaceId } }))).toBe(
      before,
    );
  });

  it('in which a reading failure was passed over says so too', async () => {
    const work = inWorkspace(async (tx) => {
      await tx.query('select 1 / $1::int', [0]).catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toThrow('a failed statement was passed over');
  });

  it('whose record exists already tells the constraint, not the statement behind it', async () => {
    const error = await inWorkspace(async (tx) => {
      const [known] = await tx.of(Organisation).findBy({ workspaceId: tx.workspaceId, legalName: 'Sample Beta' });
      await tx.insert(Organisation, known!, { kind: 'organisation', act: 'record' });
    }).catch((reason: unknown) => reason);
    expect(knownError(error)).toMatchObject({ code: 'already_recorded' });
  });
});
