import { Injectable } from '@nestjs/common';
import type {
  ListRestrictions,
  OrganisationRef,
  RestrictionPage,
  RestrictionView,
  ReviseRestriction,
  ShowRestriction,
} from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { InvalidInput, NotAllowed, NotFound, RuleBroken } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { placeOf, type Placed } from './moves.queries.ts';
import { Restriction } from './restriction.entity.ts';

const KIND = 'restriction';

type Filter = Partial<Pick<ListRestrictions, 'kind' | 'organisation' | 'record'>> & { id?: string };

interface RestrictionRow extends Omit<RestrictionView, 'organisation' | 'shownAt'> {
  shown_at: Date;
  organisation: OrganisationRef | null;
  total: number;
}

/**
 * The lines that stand for records that few may read. A record without one is locked: absent everywhere for the others.
 * With one it is restricted: everybody reads the line, and only its readers are told which record it is (decision 26).
 */
@Injectable()
export class RestrictionsService {
  async list(tx: WorkspaceTransaction, { limit, offset, ...filter }: ListRestrictions): Promise<RestrictionPage> {
    const rows = await rowsOf(tx, filter, limit, offset);
    return { items: rows.map(viewOf), total: rows[0]?.total ?? 0 };
  }

  /**
   * Shows a line for a locked record.
   * @throws NotFound for a record that is not the writer's; RuleBroken `open_to_all` for one that everybody reads,
   * `restricted_already`
   */
  async show(tx: WorkspaceTransaction, { kind, recordId, ...shown }: ShowRestriction): Promise<RestrictionView> {
    const record = await placeOf(tx, kind, recordId);
    const name = shortNumber(kind, record.number);
    if (record.audienceId === tx.actor.everyoneAudienceId) {
      throw new RuleBroken('open_to_all', `Everybody reads ${name}. Move it to its readers first.`);
    }
    if (await restrictionOf(tx, record)) {
      throw new RuleBroken('restricted_already', `A line stands for ${name} already. Change that one.`);
    }
    await requireOrganisation(tx, shown.organisationId);
    const fields = { id: tx.newId(), kind, shownAt: tx.now, liftedAt: null, ...shown };
    const restriction = Object.assign(new Restriction(), fields);
    await tx.insert(Restriction, restriction, { kind: KIND, act: 'show' });
    await tx.query(
      `insert into app.restricted_record (workspace_id, restriction_id, audience_id, kind, record_id)
       values ($1, $2, $3, $4, $5)`,
      [tx.workspaceId, restriction.id, record.audienceId, kind, recordId],
    );
    return this.view(tx, restriction.id);
  }

  async revise(
    tx: WorkspaceTransaction,
    id: string,
    { version, ...fields }: ReviseRestriction,
  ): Promise<RestrictionView> {
    const restriction = await requireReader(tx, id);
    await requireOrganisation(tx, fields.organisationId ?? null);
    await tx.update(Restriction, Object.assign(restriction, fields), version, { kind: KIND, act: 'revise' });
    return this.view(tx, id);
  }

  /** Takes the line away: the record is locked again. */
  async lift(tx: WorkspaceTransaction, id: string, version: number): Promise<void> {
    await liftIt(tx, await requireReader(tx, id), version);
  }

  private async view(tx: WorkspaceTransaction, id: string): Promise<RestrictionView> {
    return viewOf((await rowsOf(tx, { id }, 1, 0))[0]!);
  }
}

/** Takes away the line of a record that everybody is going to read. */
export async function liftRestriction(tx: WorkspaceTransaction, record: Placed): Promise<void> {
  const restriction = await restrictionOf(tx, record);
  if (restriction) await liftIt(tx, restriction, restriction.version);
}

async function liftIt(tx: WorkspaceTransaction, restriction: Restriction, version: number): Promise<void> {
  await tx.query('delete from app.restricted_record where workspace_id = $1 and restriction_id = $2', [
    tx.workspaceId,
    restriction.id,
  ]);
  const lifted = Object.assign(restriction, { line: null, organisationId: null, liftedAt: tx.now });
  await tx.update(Restriction, lifted, version, { kind: KIND, act: 'lift' });
}

async function restrictionOf(tx: WorkspaceTransaction, { kind, id }: Placed): Promise<Restriction | null> {
  const [row] = await tx.query<{ id: string }>(
    `select restriction_id as id from app.restricted_record
     where workspace_id = $1 and kind = $2 and record_id = $3 for update`,
    [tx.workspaceId, kind, id],
  );
  return row ? tx.require(Restriction, row.id, KIND) : null;
}

/** The line as one of its record's readers may change it. Everybody sees that it stands, so others are told why not. */
async function requireReader(tx: WorkspaceTransaction, id: string): Promise<Restriction> {
  const restriction = await tx.require(Restriction, id, KIND);
  if (restriction.liftedAt !== null) throw new NotFound(KIND);
  const [own] = await tx.query<{ id: string }>(
    `select restriction_id as id from app.restricted_record
     where workspace_id = $1 and restriction_id = $2 for update`,
    [tx.workspaceId, id],
  );
  if (!own) throw new NotAllowed('A line is changed by those who read the record that it stands for.');
  return restriction;
}

async function requireOrganisation(tx: WorkspaceTransaction, id: string | null): Promise<void> {
  if (id === null) return;
  const [row] = await tx.query(
    'select id from app.organisation where workspace_id = $1 and id = $2 and deleted_at is null',
    [tx.workspaceId, id],
  );
  if (row) return;
  const message = 'names no organisation of the workspace';
  throw new InvalidInput([{ path: 'organisationId', code: 'no_organisation', message }]);
}

function viewOf({ shown_at: shownAt, total: _total, ...row }: RestrictionRow): RestrictionView {
  return { ...row, shownAt: shownAt.toISOString() };
}

function rowsOf(tx: WorkspaceTransaction, filter: Filter, limit: number, offset: number): Promise<RestrictionRow[]> {
  return tx.query<RestrictionRow>(
    `select r.id, r.version, r.kind, r.line, r.shown_at, l.record_id as "recordId", count(*) over ()::int as total,
       case when o.id is not null then json_build_object('id', o.id, 'name', o.legal_name,
         'shortName', o.short_name, 'kind', o.kind, 'sample', o.sample) end as organisation
     from app.restriction r
       left join app.restricted_record l on l.workspace_id = $1 and l.restriction_id = r.id
       left join app.organisation o on o.workspace_id = $1 and o.id = r.organisation_id
     where r.workspace_id = $1 and r.lifted_at is null and ($2::text is null or r.kind = $2)
       and ($3::uuid is null or r.organisation_id = $3) and ($4::uuid is null or l.record_id = $4)
       and ($5::uuid is null or r.id = $5)
     order by r.shown_at desc, r.id limit $6 offset $7`,
    [
      tx.workspaceId,
      filter.kind ?? null,
      filter.organisation ?? null,
      filter.record ?? null,
      filter.id ?? null,
      limit,
      offset,
    ],
  );
}
