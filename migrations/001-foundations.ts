import type { MigrationInterface, QueryRunner } from 'typeorm';

// The floor: schemas, the declaration of table kinds, the one way to enter a workspace, and the tables that every
// other table leans on. `dist.*` declare how a table would lie on a cluster; without the extension they only note it.
const FUNCTIONS = `
  create schema if not exists app;
  create schema if not exists dist;

  create table dist.table_kind (
    table_name text primary key,
    kind text not null check (kind in ('tenant', 'reference', 'local')),
    privileges text not null
  );

  create function dist.is_cluster() returns boolean language sql stable as
    $$ select exists (select from pg_catalog.pg_extension where extname = 'citus') $$;

  create function dist.prepare() returns void language plpgsql as $$
  begin
    if dist.is_cluster() then
      perform set_config('citus.enable_unsafe_triggers', 'on', true);
    end if;
  end $$;

  create function dist.secure(table_name text) returns void language plpgsql as $$
  declare
    rule text := 'workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::uuid';
  begin
    if exists (select from pg_catalog.pg_attribute
               where attrelid = table_name::regclass and attname = 'audience_id' and not attisdropped) then
      rule := rule || ' and audience_id = any(nullif(current_setting(''app.audiences'', true), '''')::uuid[])';
    end if;
    execute format('alter table %s enable row level security', table_name);
    execute format('alter table %s force row level security', table_name);
    execute format('create policy workspace_wall on %s as permissive for all using (%s) with check (%s)',
                   table_name, rule, rule);
  end $$;

  create function dist.tenant(table_name text, colocate_with text, privileges text default 'select, insert, update')
    returns void language plpgsql as $$
  begin
    insert into dist.table_kind values (table_name, 'tenant', privileges);
    if dist.is_cluster() then
      execute format('select create_distributed_table(%L, %L, colocate_with => %L)', table_name, 'workspace_id',
                     case when colocate_with = table_name then 'default' else colocate_with end);
    end if;
    perform dist.secure(table_name);
  end $$;

  create function dist.reference(table_name text) returns void language plpgsql as $$
  begin
    insert into dist.table_kind values (table_name, 'reference', 'select');
    if dist.is_cluster() then
      execute format('select create_reference_table(%L)', table_name);
    end if;
  end $$;

  create function dist.local(table_name text, privileges text default '') returns void language sql as
    $$ insert into dist.table_kind values (table_name, 'local', privileges) $$;

  select dist.local('dist.table_kind');
  select dist.local('public.schema_migration');

  -- The only way a transaction is bound to a workspace. Settings end with the transaction.
  create function app.enter_workspace(workspace uuid, member uuid, audiences uuid[]) returns void
    language plpgsql as $$
  begin
    if workspace is null or audiences is null then
      raise exception 'enter_workspace needs a workspace and a list of audiences' using errcode = '22004';
    end if;
    if cardinality(audiences) > 200 then
      raise exception 'a member may read at most 200 audiences' using errcode = '54000';
    end if;
    perform set_config('citus.propagate_set_commands', 'local', true);
    execute format('set local app.workspace_id = %L', workspace);
    execute format('set local app.member_id = %L', coalesce(member::text, ''));
    execute format('set local app.audiences = %L', audiences::text);
    set local statement_timeout = '15s';
    set local lock_timeout = '5s';
  end $$;

  -- A partial date is written as 2019, 2019-11 or 2019-11-27.
  create function app.is_partial_date(value text) returns boolean language plpgsql immutable as $$
  begin
    if value is null then return true; end if;
    if value !~ '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$' then return false; end if;
    perform (value || substr('-01-01', length(value) - 3))::date;
    return true;
  exception when others then
    return false;
  end $$;

  -- Puts a trigger on child tables of a table with audiences. A foreign key alone accepts a parent that the
  -- writer may not see; the trigger reads the parent under the writer's own policies.
  create function dist.guard_reference(child text, column_name text, parent text) returns void
    language plpgsql as $$
  declare
    guard text := format('app.guard_%s_%s', split_part(child, '.', 2), column_name);
  begin
    execute format($f$
      create function %s() returns trigger language plpgsql security invoker as $g$
      begin
        if new.%I is not null and not exists
          (select from %s as parent where parent.workspace_id = new.workspace_id and parent.id = new.%I) then
          raise exception 'not found: %s' using errcode = 'PL404';
        end if;
        return new;
      end $g$ $f$, guard, column_name, parent, column_name, column_name);
    execute format('create trigger guard_%s before insert or update of %I on %s for each row execute function %s()',
                   column_name, column_name, child, guard);
  end $$;
`;

const TABLES = `
  create table app.workspace_directory (
    workspace_id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$')
  );
  select dist.local('app.workspace_directory', 'select, insert, update');

  create table app.workspace (
    workspace_id uuid primary key,
    slug text not null,
    name text not null,
    sample boolean not null default false,
    version int not null default 1,
    created_at timestamptz not null
  );
  select dist.tenant('app.workspace', 'app.workspace');

  create table app.member (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    user_id uuid,
    name text not null,
    role text not null check (role in ('admin', 'lead', 'analyst', 'drafter', 'viewer')),
    legal boolean not null default false,
    disabled_at timestamptz,
    version int not null default 1,
    primary key (workspace_id, id)
  );
  select dist.tenant('app.member', 'app.workspace');

  create table app.audience (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    name text not null,
    kind text not null check (kind in ('workspace', 'team', 'named')),
    version int not null default 1,
    primary key (workspace_id, id)
  );
  select dist.tenant('app.audience', 'app.workspace');

  create table app.audience_member (
    workspace_id uuid not null,
    -- Not named audience_id: membership itself is not bound to an audience.
    of_audience_id uuid not null,
    member_id uuid not null,
    primary key (workspace_id, of_audience_id, member_id),
    foreign key (workspace_id, of_audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, member_id) references app.member (workspace_id, id)
  );
  create index audience_member_by_member on app.audience_member (workspace_id, member_id);
  select dist.tenant('app.audience_member', 'app.workspace', 'select, insert, delete');

  create table app.short_number (
    workspace_id uuid not null references app.workspace (workspace_id),
    kind text not null,
    last_number int not null,
    primary key (workspace_id, kind)
  );
  select dist.tenant('app.short_number', 'app.workspace');

  create table app.record_version (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    audience_id uuid not null,
    kind text not null,
    record_id uuid not null,
    version int not null,
    -- The text as it was hashed for the audit chain: jsonb would put it in another order.
    snapshot text not null,
    changed_by text not null,
    changed_at timestamptz not null,
    batch_id uuid,
    reason text,
    primary key (workspace_id, id),
    constraint record_version_once unique (workspace_id, kind, record_id, version)
  );
  create index record_version_by_audience on app.record_version (workspace_id, audience_id);
  select dist.tenant('app.record_version', 'app.workspace', 'select, insert');

  create table app.audit_head (
    workspace_id uuid primary key references app.workspace (workspace_id),
    seq bigint not null,
    hash text not null
  );
  select dist.tenant('app.audit_head', 'app.workspace');

  create table app.audit_event (
    workspace_id uuid not null references app.workspace (workspace_id),
    seq bigint not null,
    canonical text not null,
    previous_hash text not null,
    hash text not null,
    primary key (workspace_id, seq)
  );
  select dist.tenant('app.audit_event', 'app.workspace', 'select, insert');

  -- Appends to the chain: takes the head, chains each event to the one before, moves the head.
  create function app.append_audit(workspace uuid, events text[]) returns bigint language plpgsql as $$
  declare
    head app.audit_head%rowtype;
    event text;
    canonical_text text;
    event_hash text;
  begin
    select * into head from app.audit_head h where h.workspace_id = workspace for update;
    if not found then
      raise exception 'the audit chain of workspace % has no head', workspace;
    end if;
    foreach event in array events loop
      head.seq := head.seq + 1;
      canonical_text := head.seq || E'\\n' || workspace || E'\\n' || head.hash || E'\\n' || event;
      event_hash := encode(sha256(convert_to(canonical_text, 'UTF8')), 'hex');
      insert into app.audit_event (workspace_id, seq, canonical, previous_hash, hash)
      values (workspace, head.seq, canonical_text, head.hash, event_hash);
      head.hash := event_hash;
    end loop;
    update app.audit_head h set seq = head.seq, hash = head.hash where h.workspace_id = workspace;
    return head.seq;
  end $$;
`;

export class Foundations1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FUNCTIONS);
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
