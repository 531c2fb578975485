import { Injectable } from '@nestjs/common';
import { MOST_AUDIENCES, type MoveRecord, type Moved } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { ActorsService } from '@libs/platform/access';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { reindexNumber } from '@libs/platform/search';
import { staleVersion, Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { Audience } from './audience.entity.ts';
import { liftRestriction } from './restrictions.service.ts';
import { citingAnswers, groundsOf, lastSnapshot, place, restingOn, type Placed } from './moves.queries.ts';

const nameOf = ({ kind, number }: Placed) => shortNumber(kind, number);

/** Moves records from one audience to another, with everything that repeats what they say. */
@Injectable()
export class MovesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly actors: ActorsService,
  ) {}

  /**
   * Moves a record and what rests on it. The transaction sees every audience of the workspace, so that nothing stays
   * behind because the mover may not see it; what the mover is told of is the mover's own.
   * @throws NotFound for a record or an audience that is not the mover's; RuleBroken `wider_than_grounds`,
   * `mixed_audiences`, `cited_by_answers` or `stale_version`
   */
  async move(actor: Actor, audienceId: string, input: MoveRecord): Promise<Moved> {
    if (!actor.audiences.includes(audienceId)) throw new NotFound('audience');
    const all = await this.tenancy.inWorkspace(actor, (tx) =>
      tx.query<{ id: string }>('select id from app.audience where workspace_id = $1', [tx.workspaceId]),
    );
    const sighted = { ...actor, audiences: all.map(({ id }) => id) };
    const moved = await this.tenancy.inWorkspace(sighted, (tx) => this.moveIn(tx, actor, audienceId, input));
    // An audience may have been made on the way, for what only some of its readers may go on to read.
    this.actors.forget(actor.workspaceId);
    return moved;
  }

  private async moveIn(tx: WorkspaceTransaction, actor: Actor, target: string, input: MoveRecord): Promise<Moved> {
    const records = await restingOn(tx, input.kind, input.recordId);
    const root = records[0]!;
    const from = root.audienceId;
    if (!actor.audiences.includes(from)) throw new NotFound(input.kind);
    if (root.version !== input.recordVersion) throw staleVersion(root.version, input.recordVersion);
    if (from === target) throw new RuleBroken('same_audience', `${nameOf(root)} is for this audience already.`);
    const isOpening = target === tx.actor.everyoneAudienceId;
    const moving = await movingTo(tx, root, records, target);
    if (!isOpening) await refuseCited(tx, moving);
    tx.beginBatch();
    const writing = { act: 'move', reason: input.reason };
    for (const record of moving) await carry(tx, record, target, writing);
    if (!isOpening) {
      // What others keep for readers of their own goes to those of them who may go on to read its grounds.
      const apart = records.filter(({ audienceId }) => audienceId !== from && audienceId !== target);
      const common = new Map<string, string>();
      for (const record of apart) {
        const known = common.get(record.audienceId) ?? (await commonOf(tx, record.audienceId, target));
        common.set(record.audienceId, known);
        await carry(tx, record, known, writing);
      }
    }
    return {
      audienceId: target,
      records: moving.map(({ kind, id, number, version }) => ({
        kind,
        id,
        number: shortNumber(kind, number),
        version,
      })),
    };
  }
}

/**
 * Those that go along: what is for the same readers as the record and may be for the new ones. Towards everybody, what
 * rests on other records for few stays with them.
 */
async function movingTo(tx: WorkspaceTransaction, root: Placed, records: Placed[], target: string): Promise<Placed[]> {
  const everyone = tx.actor.everyoneAudienceId;
  const moving = new Map(records.filter((one) => one.audienceId === root.audienceId).map((one) => [one.id, one]));
  const { resting, grounds } = await groundsOf(tx, [...moving.values()]);
  for (let before = -1; before !== moving.size;) {
    before = moving.size;
    for (const { upper, ground } of resting) {
      const record = moving.get(upper.id);
      const below = grounds.get(ground.id)!;
      const after = moving.has(ground.id) ? target : below.audienceId;
      if (!record || after === everyone || after === target) continue;
      if (upper.id !== root.id && target === everyone) {
        moving.delete(upper.id);
        continue;
      }
      const remedy = `Move ${nameOf(below)} first.`;
      throw upper.id === root.id
        ? new RuleBroken(
            'wider_than_grounds',
            `${nameOf(root)} rests on ${nameOf(below)}, which stays behind. ${remedy}`,
          )
        : new RuleBroken('mixed_audiences', `${nameOf(record)} rests on ${nameOf(below)} as well. ${remedy}`);
    }
  }
  return [...moving.values()];
}

/** Answers of scorecards are for everybody, and so is what they cite. */
async function refuseCited(tx: WorkspaceTransaction, moving: Placed[]): Promise<void> {
  const indicators = await citingAnswers(
    tx,
    moving.map(({ id }) => id),
  );
  if (indicators.length === 0) return;
  const message = `Answers of a scorecard cite it, and everybody reads them: ${indicators.join(', ')}. Change them first.`;
  throw new RuleBroken('cited_by_answers', message);
}

/** Puts the record where it goes, as a version of its own. The record then has its new number and version. */
async function carry(
  tx: WorkspaceTransaction,
  record: Placed,
  audienceId: string,
  writing: { act: string; reason: string },
): Promise<void> {
  const everyone = tx.actor.everyoneAudienceId;
  const changesRow = (record.audienceId === everyone) !== (audienceId === everyone);
  // A letter has printed its number.
  const isRenumbered = changesRow && record.kind !== 'letter';
  const number = isRenumbered ? await tx.nextNumber(record.kind, audienceId) : record.number;
  if (audienceId === everyone) await liftRestriction(tx, record);
  const before = await lastSnapshot(tx, record);
  await place(tx, record, audienceId, number);
  if (isRenumbered)
    await reindexNumber(tx, { ...record, recordId: record.id, audienceId, number: shortNumber(record.kind, number) });
  Object.assign(record, { audienceId, number, version: record.version + 1 });
  const snapshot = JSON.stringify({ ...before, audienceId, number, version: record.version });
  await tx.keepSnapshot({ ...writing, kind: record.kind }, { ...record, recordId: record.id, snapshot });
}

/** An audience of those who are in both, made for what is for the one and rests on what goes to the other. */
async function commonOf(tx: WorkspaceTransaction, one: string, other: string): Promise<string> {
  const found = await tx.query<Pick<Audience, 'id' | 'name' | 'keeperId'>>(
    `select id, name, keeper_id as "keeperId" from app.audience where workspace_id = $1 order by id for share`,
    [tx.workspaceId],
  );
  if (found.length >= MOST_AUDIENCES) {
    throw new RuleBroken('too_many_audiences', `A workspace has at most ${MOST_AUDIENCES} audiences.`);
  }
  const named = (id: string) => found.find((audience) => audience.id === id)!;
  const id = tx.newId();
  const members = await tx.query<{ id: string }>(
    `select am.member_id as id from app.audience_member am where am.workspace_id = $1 and am.of_audience_id = $2
       and am.member_id in (select b.member_id from app.audience_member b
         where b.workspace_id = $1 and b.of_audience_id = $3) order by am.member_id`,
    [tx.workspaceId, one, other],
  );
  const memberIds = members.map((member) => member.id);
  const fields = { id, kind: 'named' as const, name: `${named(one).name} / ${named(other).name}`.slice(0, 120) };
  const audience = Object.assign(new Audience(), fields, { keeperId: named(one).keeperId });
  await tx.insert(Audience, audience, { kind: 'audience', act: 'make', links: { memberIds } });
  await tx.query(
    `insert into app.audience_member (workspace_id, of_audience_id, member_id)
     select $1::uuid, $2::uuid, member_id from unnest($3::uuid[]) as member_id`,
    [tx.workspaceId, id, memberIds],
  );
  await tx.seeToo(id);
  return id;
}
