import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import type { Reference } from './organisation.rules.ts';
import type { OrganisationLists } from './organisation.view.ts';

/** Aliases and identifiers of organisations, in the order they were entered; an entry for every id asked for. */
export async function listsOf(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, OrganisationLists>> {
  const lists = new Map<string, OrganisationLists>(ids.map((id) => [id, { aliases: [], identifiers: [] }]));
  if (ids.length === 0) return lists;
  const aliases = await tx.query<{ organisation_id: string } & OrganisationLists['aliases'][number]>(
    `select organisation_id, text, kind, language, valid_from as "validFrom", valid_to as "validTo"
     from app.organisation_alias where workspace_id = $1 and organisation_id = any($2) order by ordinal`,
    [tx.workspaceId, ids],
  );
  for (const { organisation_id: id, ...alias } of aliases) lists.get(id)!.aliases.push(alias);
  const identifiers = await tx.query<{ organisation_id: string } & OrganisationLists['identifiers'][number]>(
    `select organisation_id, scheme, value, qualifier from app.organisation_identifier
     where workspace_id = $1 and organisation_id = any($2) order by ordinal`,
    [tx.workspaceId, ids],
  );
  for (const { organisation_id: id, ...identifier } of identifiers) lists.get(id)!.identifiers.push(identifier);
  return lists;
}

export async function replaceLists(tx: WorkspaceTransaction, id: string, lists: OrganisationLists): Promise<void> {
  const key = [tx.workspaceId, id];
  await tx.query('delete from app.organisation_alias where workspace_id = $1 and organisation_id = $2', key);
  await tx.query('delete from app.organisation_identifier where workspace_id = $1 and organisation_id = $2', key);
  if (lists.aliases.length > 0) {
    await tx.query(
      `insert into app.organisation_alias
         (workspace_id, organisation_id, ordinal, text, kind, language, valid_from, valid_to)
       select $1::uuid, $2::uuid, a.ordinal - 1, a.value->>'text', a.value->>'kind', a.value->>'language',
         a.value->>'validFrom', a.value->>'validTo'
       from jsonb_array_elements($3::jsonb) with ordinality as a (value, ordinal)`,
      [...key, JSON.stringify(lists.aliases)],
    );
  }
  if (lists.identifiers.length > 0) {
    await tx.query(
      `insert into app.organisation_identifier (workspace_id, organisation_id, ordinal, scheme, value, qualifier)
       select $1::uuid, $2::uuid, i.ordinal - 1, i.value->>'scheme', i.value->>'value', i.value->>'qualifier'
       from jsonb_array_elements($3::jsonb) with ordinality as i (value, ordinal)`,
      [...key, JSON.stringify(lists.identifiers)],
    );
  }
}

/** What refers to an organisation, by kind. Records the reader may not see keep it too, through the foreign key. */
export async function referencesTo(tx: WorkspaceTransaction, id: string): Promise<Reference[]> {
  const rows = await tx.query<{ kind: string; count: string }>(
    `select 'statement' as kind, count(*) from app.statement
       where workspace_id = $1 and (speaker_organisation_id = $2 or via_organisation_id = $2)
     union all select 'claim', count(*) from app.claim where workspace_id = $1 and company_id = $2
     union all select 'finding', count(*) from app.finding
       where workspace_id = $1 and (subject_id = $2 or object_id = $2)
     union all select 'round', count(*) from app.round_company where workspace_id = $1 and organisation_id = $2
     union all select 'letter', count(*) from app.letter where workspace_id = $1 and company_id = $2`,
    [tx.workspaceId, id],
  );
  return rows.map((row) => ({ kind: row.kind, count: Number(row.count) }));
}

/** A live company or investor with every way to write it. */
export interface NamedOrganisation {
  organisationId: string;
  kind: 'company' | 'investor';
  names: string[];
}

export async function namesOf(tx: WorkspaceTransaction): Promise<NamedOrganisation[]> {
  return tx.query(
    `select o.id as "organisationId", o.kind, array_agg(distinct n.name) as names from app.organisation o
     cross join lateral (
       select o.legal_name as name union all select o.short_name
       union all select a.text from app.organisation_alias a where a.workspace_id = $1 and a.organisation_id = o.id
     ) n
     where o.workspace_id = $1 and o.deleted_at is null and o.kind in ('company', 'investor') and length(n.name) >= 3
     group by o.id, o.kind`,
    [tx.workspaceId],
  );
}

export async function companiesNamed(tx: WorkspaceTransaction, name: string): Promise<{ id: string; name: string }[]> {
  return tx.query(
    `select o.id, o.legal_name as name from app.organisation o
     where o.workspace_id = $1 and o.kind = 'company' and o.deleted_at is null
       and (lower(o.legal_name) = lower($2) or lower(o.short_name) = lower($2) or exists
         (select from app.organisation_alias a
          where a.workspace_id = $1 and a.organisation_id = o.id and lower(a.text) = lower($2)))
     order by o.legal_name`,
    [tx.workspaceId, name.trim()],
  );
}
