import { withClient } from '@libs/platform/database';
import type { TestDatabase } from '../test-database.ts';

/** Tables of workspaces that may be written without an event of the trail, with the reason. */
export const WITHOUT_EVENT: Record<string, string> = {
  'app.idempotency_key': 'repeats the answer to a request that has its event',
  'app.outbox': 'says how far a message is whose asking has its event',
  'app.job_run': 'says how far a job is whose asking has its event',
};

/** A committed transaction that changed rows. */
export interface Written {
  /** Null: rows of accounts. */
  workspaceId: string | null;
  /** With their schema, in order. */
  tables: string[];
  hasEvent: boolean;
}

const SET_UP = `
  create schema gate;
  create table gate.touched (xact xid8, workspace_id uuid, table_name text,
    unique nulls not distinct (xact, workspace_id, table_name));
  create table gate.refusal (is_on boolean not null);
  insert into gate.refusal values (false);

  create function gate.note() returns trigger language plpgsql security definer as $$
  declare
    workspace uuid;
  begin
    if tg_table_schema = 'app' then
      workspace := case tg_op when 'DELETE' then old.workspace_id else new.workspace_id end;
    end if;
    insert into gate.touched values (pg_current_xact_id(), workspace, tg_table_schema || '.' || tg_table_name)
    on conflict do nothing;
    return null;
  end $$;

  create function gate.refuse() returns trigger language plpgsql security definer as $$
  begin
    if (select is_on from gate.refusal) then
      raise exception 'the test refuses every event' using errcode = 'internal_error';
    end if;
    return new;
  end $$;

  create trigger gate_refuse before insert on app.audit_event for each row execute function gate.refuse();
  do $$
  declare
    held text;
  begin
    for held in select table_name from dist.table_kind where kind = 'tenant' or table_name like 'identity.%' loop
      execute format('create trigger gate_note after insert or update or delete on %s
        for each row execute function gate.note()', held::regclass);
    end loop;
  end $$;

  -- That somebody was here is no write of theirs.
  drop trigger gate_note on identity.session;
  create trigger gate_note after insert or delete or update of token_hash, revoked_at, confirmed_at, factor_at
    on identity.session for each row execute function gate.note();
`;

/**
 * Notes in the database of a test which transactions change rows of workspaces and of accounts, and whether each has
 * its event (security-bar U1). The note is part of the transaction: one that is rolled back leaves none.
 */
export class WriteLog {
  private constructor(private readonly adminUrl: string) {}

  static async in(database: TestDatabase): Promise<WriteLog> {
    const log = new WriteLog(database.adminUrl);
    await log.query(SET_UP);
    return log;
  }

  /** What was committed since the last call. Tables that need no event are left out. */
  async take(): Promise<Written[]> {
    return this.query<Written>(
      `with taken as (delete from gate.touched returning *)
       select workspace_id as "workspaceId", bool_or(table_name = 'app.audit_event') as "hasEvent",
         array_agg(table_name order by table_name) as tables
       from taken where table_name <> all ($1) group by xact, workspace_id order by xact`,
      [Object.keys(WITHOUT_EVENT)],
    );
  }

  /** From now on the database takes an event of the trail, or refuses it. */
  async refuseEvents(isOn: boolean): Promise<void> {
    await this.query('update gate.refusal set is_on = $1', [isOn]);
  }

  /** Every table that holds rows of workspaces and needs an event. */
  async tables(): Promise<string[]> {
    const rows = await this.query<{ name: string }>(
      `select table_name as name from dist.table_kind where kind = 'tenant' and table_name <> all ($1)
       order by table_name collate "C"`,
      [Object.keys(WITHOUT_EVENT)],
    );
    return rows.map(({ name }) => name);
  }

  private async query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]> {
    return withClient(this.adminUrl, async (admin) => (await admin.query(sql, parameters)).rows as Row[]);
  }
}

/** What of a workspace was written without an event, in words. */
export function withoutEvent(written: Written[]): string[] {
  return written
    .filter(({ workspaceId, hasEvent }) => workspaceId !== null && !hasEvent)
    .map(({ workspaceId, tables }) => `${tables.join(', ')} of workspace ${workspaceId}`);
}
