import { Injectable } from '@nestjs/common';
import { MOST_AUDIENCES, type AudienceView, type MakeAudience, type ReviseAudience } from '@libs/contracts';
import { ActorsService } from '@libs/platform/access';
import { NotAllowed, InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { Audience } from './audience.entity.ts';

const KIND = 'audience';

interface AudienceRow {
  id: string;
  version: number;
  kind: AudienceView['kind'];
  name: string;
  keeper_id: string | null;
  keeper_name: string | null;
  members: { id: string; name: string }[];
}

/** The audiences of a workspace: who is in them, and who lets people in. */
@Injectable()
export class AudiencesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly actors: ActorsService,
  ) {}

  /** Those that the member is in or keeps; all of them for an admin. */
  list(actor: Actor): Promise<AudienceView[]> {
    return this.tenancy.inWorkspace(actor, async (tx) =>
      (await audienceRows(tx)).filter((row) => isInSight(actor, row)).map((row) => viewOf(actor, row)),
    );
  }

  /**
   * Makes an audience.
   * @throws NotAllowed for a team where the maker is no admin; RuleBroken `too_many_audiences`
   */
  async make(actor: Actor, { keeperId, memberIds, ...fields }: MakeAudience): Promise<AudienceView> {
    if (fields.kind === 'team' && actor.role !== 'admin') throw new NotAllowed('Teams are made by an admin.');
    const members = [...new Set(memberIds)];
    const view = await this.tenancy.inWorkspace(actor, async (tx) => {
      await refuseTooMany(tx);
      const keeper = keeperId ?? actor.memberId;
      await requireMembers(tx, [...(keeper ? [keeper] : []), ...members], 'memberIds');
      const audience = Object.assign(new Audience(), { ...fields, id: tx.newId(), keeperId: keeper });
      await tx.insert(Audience, audience, { kind: KIND, act: 'make', links: { memberIds: members } });
      await tx.query(
        `insert into app.audience_member (workspace_id, of_audience_id, member_id)
         select $1::uuid, $2::uuid, member_id from unnest($3::uuid[]) as member_id`,
        [tx.workspaceId, audience.id, members],
      );
      return this.view(tx, actor, audience.id);
    });
    for (const id of members) this.actors.forget(actor.workspaceId, id);
    return view;
  }

  async revise(actor: Actor, id: string, { version, ...fields }: ReviseAudience): Promise<AudienceView> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const { audience, memberIds } = await requireKept(tx, actor, id);
      if (fields.keeperId !== undefined) await requireMembers(tx, [fields.keeperId], 'keeperId');
      await tx.update(Audience, Object.assign(audience, fields), version, {
        kind: KIND,
        act: 'revise',
        links: { memberIds },
      });
      return this.view(tx, actor, id);
    });
  }

  /** Lets a member in. One who is in already stays so. */
  admit(actor: Actor, id: string, memberId: string): Promise<AudienceView> {
    return this.change(actor, id, memberId, 'admit', async (tx, memberIds) => {
      await requireMembers(tx, [memberId], 'memberId');
      if (memberIds.includes(memberId)) return memberIds;
      await tx.query('insert into app.audience_member (workspace_id, of_audience_id, member_id) values ($1, $2, $3)', [
        tx.workspaceId,
        id,
        memberId,
      ]);
      return [...memberIds, memberId].sort();
    });
  }

  /** Takes a member out: at once here, within ten seconds elsewhere. */
  dismiss(actor: Actor, id: string, memberId: string): Promise<AudienceView> {
    return this.change(actor, id, memberId, 'dismiss', async (tx, memberIds) => {
      if (!memberIds.includes(memberId)) throw new NotFound('member');
      const left = memberIds.filter((one) => one !== memberId);
      if (left.length === 0) {
        const message = 'Nobody would be left who sees what it holds. Let somebody else in first.';
        throw new RuleBroken('last_of_audience', message);
      }
      await tx.query(
        'delete from app.audience_member where workspace_id = $1 and of_audience_id = $2 and member_id = $3',
        [tx.workspaceId, id, memberId],
      );
      return left;
    });
  }

  private async change(
    actor: Actor,
    id: string,
    memberId: string,
    act: 'admit' | 'dismiss',
    work: (tx: WorkspaceTransaction, memberIds: string[]) => Promise<string[]>,
  ): Promise<AudienceView> {
    const view = await this.tenancy.inWorkspace(actor, async (tx) => {
      const { audience, memberIds } = await requireKept(tx, actor, id);
      const after = await work(tx, memberIds);
      if (after.length !== memberIds.length) {
        const writing = { kind: KIND, act, links: { memberIds: after, memberId } };
        await tx.update(Audience, audience, audience.version, writing);
      }
      return this.view(tx, actor, id);
    });
    // Afterwards: a request in between would have remembered the member as before.
    this.actors.forget(actor.workspaceId, memberId);
    return view;
  }

  private async view(tx: WorkspaceTransaction, actor: Actor, id: string): Promise<AudienceView> {
    return viewOf(actor, (await audienceRows(tx, id))[0]!);
  }
}

const keeps = (actor: Actor, row: { kind: string; keeper_id: string | null }) =>
  row.kind !== 'workspace' &&
  (actor.role === 'admin' || (actor.memberId !== null && row.keeper_id === actor.memberId && actor.role !== 'viewer'));

const isIn = (actor: Actor, row: AudienceRow) =>
  row.kind === 'workspace' || row.members.some(({ id }) => id === actor.memberId);

const isInSight = (actor: Actor, row: AudienceRow) => isIn(actor, row) || keeps(actor, row);

function viewOf(actor: Actor, row: AudienceRow): AudienceView {
  const { id, version, kind, name, keeper_id: keeperId, keeper_name: keeperName, members } = row;
  const keeper = keeperId === null ? null : { id: keeperId, name: keeperName! };
  return { id, version, kind, name, keeper, members, isMember: isIn(actor, row), mayKeep: keeps(actor, row) };
}

function audienceRows(tx: WorkspaceTransaction, id: string | null = null): Promise<AudienceRow[]> {
  return tx.query<AudienceRow>(
    `select a.id, a.version, a.kind, a.name, a.keeper_id, k.name as keeper_name,
       coalesce(i.members, '[]'::json) as members
     from app.audience a
     left join app.member k on k.workspace_id = $1 and k.id = a.keeper_id
     left join (
       select am.of_audience_id, json_agg(json_build_object('id', m.id, 'name', m.name) order by m.name, m.id) as members
       from app.audience_member am join app.member m on m.workspace_id = $1 and m.id = am.member_id
       where am.workspace_id = $1 group by am.of_audience_id
     ) i on i.of_audience_id = a.id and a.kind <> 'workspace'
     where a.workspace_id = $1 and ($2::uuid is null or a.id = $2)
     order by a.kind <> 'workspace', a.name, a.id`,
    [tx.workspaceId, id],
  );
}

/** The audience, kept from changing, with who is in it; 404 for one that the member neither keeps nor administers. */
async function requireKept(
  tx: WorkspaceTransaction,
  actor: Actor,
  id: string,
): Promise<{ audience: Audience; memberIds: string[] }> {
  const where = { workspaceId: tx.workspaceId, id };
  const audience = await tx.of(Audience).findOne({ where, lock: { mode: 'pessimistic_write' } });
  const [row] = audience ? await audienceRows(tx, id) : [];
  if (!audience || !row || !isInSight(actor, row)) throw new NotFound(KIND);
  if (row.kind === 'workspace') throw new RuleBroken('everybody', 'Whoever joins the workspace is in this audience.');
  if (!keeps(actor, row)) throw new NotAllowed('An audience is changed by its keeper or an admin.');
  return { audience, memberIds: row.members.map((member) => member.id).sort() };
}

/** @throws InvalidInput at the path, for one who is no member of the workspace, or no longer */
async function requireMembers(tx: WorkspaceTransaction, ids: string[], path: string): Promise<void> {
  const wanted = [...new Set(ids)];
  const rows = await tx.query<{ id: string }>(
    `select id from app.member where workspace_id = $1 and id = any($2) and disabled_at is null order by id for share`,
    [tx.workspaceId, wanted],
  );
  if (rows.length === wanted.length) return;
  throw new InvalidInput([{ path, code: 'no_member', message: 'names somebody who is no member of the workspace' }]);
}

/** The audience of everybody is locked, so that of two makers at once the second counts the first's. */
async function refuseTooMany(tx: WorkspaceTransaction): Promise<void> {
  await tx.query(`select from app.audience where workspace_id = $1 and id = $2 for update`, [
    tx.workspaceId,
    tx.actor.everyoneAudienceId,
  ]);
  const [row] = await tx.query<{ count: number }>(
    'select count(*)::int as count from app.audience where workspace_id = $1',
    [tx.workspaceId],
  );
  if (row!.count < MOST_AUDIENCES) return;
  throw new RuleBroken('too_many_audiences', `A workspace has at most ${MOST_AUDIENCES} audiences.`);
}
