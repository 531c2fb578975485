import pg from 'pg';
import { breachesOf, CATALOGUE_RULES } from '../support/catalogue.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
}, 60_000);
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Plants something bad, looks, and takes it away again. */
async function breachesWith(sql: string): Promise<string[]> {
  await admin.query('begin');
  try {
    await admin.query(sql);
    return await breachesOf(admin);
  } finally {
    await admin.query('rollback');
  }
}

const good = `create table app.planted (workspace_id uuid not null references app.workspace (workspace_id),
  id uuid not null, primary key (workspace_id, id)); select dist.tenant('app.planted', 'app.workspace');`;
const goodWithAudience = `create table app.planted (workspace_id uuid not null references app.workspace (workspace_id),
  id uuid not null, audience_id uuid not null, primary key (workspace_id, id));
  create index planted_by_audience on app.planted (workspace_id, audience_id); select dist.tenant('app.planted', 'app.workspace');`;

const PLANTED: [what: string, sql: string, demand: RegExp][] = [
  ['an undeclared table', 'create table app.planted (id uuid primary key)', /declared as tenant/],
  [
    'a table with workspace_id that is declared local',
    `create table app.planted (workspace_id uuid); select dist.local('app.planted')`,
    /outside the local ones/,
  ],
  [
    'a table without row-level security',
    `${good} alter table app.planted disable row level security`,
    /enabled and forced/,
  ],
  [
    'a table that does not bind its owner',
    `${good} alter table app.planted no force row level security`,
    /enabled and forced/,
  ],
  [
    'a second policy',
    `${good} create policy more on app.planted using (workspace_id is not null)`,
    /exactly one policy/,
  ],
  [
    'a restrictive policy',
    `${good} drop policy workspace_wall on app.planted; create policy wall on app.planted as restrictive using
      (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)`,
    /exactly one policy/,
  ],
  [
    'a policy that reads but does not check',
    `${good} drop policy workspace_wall on app.planted; create policy wall on app.planted using
      (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)`,
    /exactly one policy/,
  ],
  [
    'a policy with OR',
    `${good} drop policy workspace_wall on app.planted; create policy wall on app.planted using
      (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid or id is null)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid or id is null)`,
    /holds no OR/,
  ],
  [
    'an audience that the policy does not test',
    `${good} alter table app.planted add column audience_id uuid not null;
      create index planted_by_audience on app.planted (workspace_id, audience_id)`,
    /names the audience/,
  ],
  ['an audience without its index', `${goodWithAudience} drop index app.planted_by_audience`, /names the audience/],
  [
    'a nullable workspace',
    `${good} alter table app.planted drop constraint planted_pkey;
      alter table app.planted alter column workspace_id drop not null`,
    /never null/,
  ],
  [
    'a unique index over all workspaces',
    `${good} create unique index planted_once on app.planted (id)`,
    /unique or exclusion/,
  ],
  ['a table without a primary key', `${good} alter table app.planted drop constraint planted_pkey`, /primary key/],
  [
    'a foreign key without the workspace',
    `${good} create table app.loose (workspace_id uuid not null, id uuid not null unique, primary key (workspace_id, id));
      alter table app.planted add foreign key (id) references app.loose (id)`,
    /workspace_id on both sides/,
  ],
  ['a deferrable constraint', `${good} alter table app.planted add unique (workspace_id, id) deferrable`, /deferrable/],
  [
    'a foreign key that cascades updates',
    `${good} alter table app.planted add foreign key (workspace_id, id) references app.member (workspace_id, id) on update cascade`,
    /cascade no update/,
  ],
  [
    'a view with the rights of its owner',
    'create view app.planted_view as select * from app.member',
    /security_invoker/,
  ],
  ['a materialised view', 'create materialized view app.planted_view as select * from app.member', /materialised/],
  [
    'a SECURITY DEFINER function',
    `create function app.planted() returns int language sql security definer as 'select 1'`,
    /SECURITY DEFINER/,
  ],
  [
    'a trigger that asks for its table',
    `create function app.planted() returns trigger language plpgsql as $$ begin perform TG_TABLE_NAME; return new; end $$`,
    /TG_TABLE_NAME/,
  ],
  [
    'a local table that refers to a tenant table',
    `create table app.planted (workspace_key uuid references app.workspace (workspace_id)); select dist.local('app.planted')`,
    /no local table/,
  ],
  [
    'an id made by the database',
    `${good} alter table app.planted alter column id set default gen_random_uuid()`,
    /volatile default/,
  ],
  [
    'a table that the runtime login owns',
    `grant create on schema app to plumbline_runtime; ${good} alter table app.planted owner to plumbline_runtime`,
    /owns nothing/,
  ],
  ['an audit trail that can be changed', 'grant update on app.audit_event to plumbline_runtime', /audit trail/],
  [
    'an account table that the runtime login reads',
    'grant select on identity.user_account to plumbline_runtime',
    /table of identity/,
  ],
  ['a tenant table that identity reads', 'grant select on app.claim to plumbline_identity', /identity sees no tenant/],
];

describe('the catalogue', () => {
  it('holds no table, view, key or function that breaks a rule of tenancy', async () => {
    expect(await breachesOf(admin)).toEqual([]);
  });

  it('accepts a good table, with and without an audience', async () => {
    expect(await breachesWith(good)).toEqual([]);
    expect(await breachesWith(goodWithAudience)).toEqual([]);
  });

  it.each(PLANTED)('fails on %s', async (_what, sql, demand) => {
    const breaches = await breachesWith(sql);
    expect(breaches.filter((breach) => demand.test(breach))).not.toEqual([]);
  });

  it('has seen each of its rules fail', () => {
    const unseen = CATALOGUE_RULES.filter((rule) => !PLANTED.some(([, , demand]) => demand.test(rule.demand)));
    expect(unseen.map((rule) => rule.demand)).toEqual([]);
  });
});
