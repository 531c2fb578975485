import type pg from 'pg';

/** One rule of the catalogue: what it demands, and a query that returns a row for each breach. */
export interface CatalogueRule {
  demand: string;
  sql: string;
}

const OURS = `n.nspname in ('app', 'identity', 'dist', 'reference')`;
const TENANT = `exists (select from dist.table_kind k where k.kind = 'tenant' and k.table_name = n.nspname || '.' || c.relname)`;
const TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace`;
const HAS_WORKSPACE = `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)`;

/** The rules of tenancy, read from the catalogue alone. They keep no list of tables. */
export const CATALOGUE_RULES: CatalogueRule[] = [
  {
    demand: 'every table is declared as tenant, reference or local',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where ${OURS} and c.relkind in ('r', 'p')
      and not exists (select from dist.table_kind k where k.table_name = n.nspname || '.' || c.relname)`,
  },
  {
    demand: 'a table with workspace_id outside the local ones is a tenant table',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where n.nspname = 'app' and c.relkind in ('r', 'p')
      and ${HAS_WORKSPACE} and not ${TENANT} and c.relname <> 'workspace_directory'`,
  },
  {
    demand: 'row-level security is enabled and forced on every tenant table',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES}
      where ${TENANT} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    demand: 'a tenant table has exactly one policy, permissive, for all commands and roles, with equal tests',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where ${TENANT} and (
      (select count(*) from pg_policy p where p.polrelid = c.oid) <> 1
      or exists (select from pg_policy p where p.polrelid = c.oid and (not p.polpermissive or p.polcmd <> '*'
        or p.polroles <> '{0}' or p.polwithcheck is null
        or pg_get_expr(p.polqual, p.polrelid) is distinct from pg_get_expr(p.polwithcheck, p.polrelid))))`,
  },
  {
    demand: 'the policy names the workspace, holds no OR and no sub-select',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} join pg_policy p on p.polrelid = c.oid where ${TENANT}
      and (pg_get_expr(p.polqual, p.polrelid) not like '%workspace_id = (NULLIF(current_setting(''app.workspace_id''%'
        or pg_get_expr(p.polqual, p.polrelid) ~* '\\mor\\M|\\mselect\\M')`,
  },
  {
    demand: 'the policy names the audience where the table has one, and an index starts with both',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} join pg_policy p on p.polrelid = c.oid
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'audience_id' and not a.attisdropped
      where ${TENANT} and (pg_get_expr(p.polqual, p.polrelid) not like '%audience_id = ANY%' or not a.attnotnull
        or not exists (select from pg_index i where i.indrelid = c.oid
          and (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) = 'workspace_id'
          and (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[1]) = 'audience_id'))`,
  },
  {
    demand: 'workspace_id is a uuid and never null',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where ${TENANT} and not exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and a.attnotnull
        and a.atttypid = 'uuid'::regtype and not a.attisdropped)`,
  },
  {
    demand: 'every tenant table has a primary key, and every unique or exclusion index starts with workspace_id',
    sql: `select n.nspname || '.' || c.relname || ' ' || coalesce(i.indexrelid::regclass::text, 'no primary key') as breach
      from ${TABLES} left join pg_index i on i.indrelid = c.oid and (i.indisunique or i.indisexclusion)
      where ${TENANT} and (i.indexrelid is null
        or (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) is distinct from 'workspace_id')`,
  },
  {
    demand:
      'foreign keys of a tenant table lead to a tenant table with workspace_id on both sides, or to a reference table',
    sql: `select f.conname || ' on ' || n.nspname || '.' || c.relname as breach from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class target on target.oid = f.confrelid join pg_namespace tn on tn.oid = target.relnamespace
      where f.contype = 'f' and ${TENANT} and not exists (select from dist.table_kind k
          where k.kind = 'reference' and k.table_name = tn.nspname || '.' || target.relname)
        and not (exists (select from dist.table_kind k where k.kind = 'tenant' and k.table_name = tn.nspname || '.' || target.relname)
          and (select attname from pg_attribute where attrelid = f.conrelid and attnum = f.conkey[1]) = 'workspace_id'
          and (select attname from pg_attribute where attrelid = f.confrelid and attnum = f.confkey[1]) = 'workspace_id')`,
  },
  {
    demand: 'no local table refers to a tenant table',
    sql: `select f.conname as breach from pg_constraint f join pg_class c on c.oid = f.conrelid
      join pg_namespace n on n.oid = c.relnamespace join pg_class t on t.oid = f.confrelid join pg_namespace tn on tn.oid = t.relnamespace
      where f.contype = 'f' and ${OURS} and not ${TENANT}
        and exists (select from dist.table_kind k where k.kind = 'tenant' and k.table_name = tn.nspname || '.' || t.relname)`,
  },
  {
    demand: 'foreign keys set no null or default, cascade no update, and nothing is deferrable',
    sql: `select f.conname as breach from pg_constraint f join pg_class c on c.oid = f.conrelid
      join pg_namespace n on n.oid = c.relnamespace where ${OURS}
      and (f.condeferrable or (f.contype = 'f' and (f.confdeltype in ('n', 'd') or f.confupdtype in ('c', 'n', 'd'))))`,
  },
  {
    demand: 'views are security_invoker, and there is no materialised view or foreign table',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where ${OURS} and (c.relkind in ('m', 'f')
      or (c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)))`,
  },
  {
    demand: 'no function is SECURITY DEFINER',
    sql: `select p.oid::regprocedure::text as breach from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${OURS} and p.prosecdef`,
  },
  {
    demand: 'trigger functions do not read TG_TABLE_NAME and do not notify',
    sql: `select p.oid::regprocedure::text as breach from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${OURS} and p.prorettype = 'trigger'::regtype and p.prosrc ~* 'tg_table_name|\\mnotify\\M|pg_notify'`,
  },
  {
    demand: 'ids of tenant tables come from the application: no volatile default',
    sql: `select n.nspname || '.' || c.relname || '.' || a.attname as breach from ${TABLES}
      join pg_attribute a on a.attrelid = c.oid join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where ${TENANT} and pg_get_expr(d.adbin, d.adrelid) ~* 'nextval|gen_random|uuid'`,
  },
  {
    demand: 'the runtime login owns nothing, and may neither change the audit trail and versions nor truncate',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where ${OURS} and c.relkind in ('r', 'p', 'v')
      and (pg_get_userbyid(c.relowner) = 'plumbline_runtime' or has_table_privilege('plumbline_runtime', c.oid, 'truncate')
        or (c.relname in ('audit_event', 'record_version')
          and (has_table_privilege('plumbline_runtime', c.oid, 'update') or has_table_privilege('plumbline_runtime', c.oid, 'delete'))))`,
  },
  {
    demand: 'the runtime login sees no table of identity, and identity sees no tenant table',
    sql: `select n.nspname || '.' || c.relname as breach from ${TABLES} where ${OURS} and c.relkind in ('r', 'p')
      and ((n.nspname = 'identity' and has_table_privilege('plumbline_runtime', c.oid, 'select'))
        or (n.nspname = 'app' and has_table_privilege('plumbline_identity', c.oid, 'select')))`,
  },
];

/** Every breach of every rule, as sentences. */
export async function breachesOf(client: pg.Client): Promise<string[]> {
  const breaches: string[] = [];
  for (const rule of CATALOGUE_RULES) {
    const found = await client.query<{ breach: string }>(rule.sql);
    breaches.push(...found.rows.map((row) => `${rule.demand}: ${row.breach}`));
  }
  return breaches;
}
