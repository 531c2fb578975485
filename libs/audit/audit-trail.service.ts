import { Injectable } from '@nestjs/common';
import type { AuditPage, ListAudit } from '@libs/contracts';
import { verifyChain, verifyVersions, type AuditRow, type ChainResult, type VersionRow } from '@libs/platform/audit';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';

/** As many audiences as one transaction may see. */
const MOST_AUDIENCES = 200;

/** The audit trail of a workspace: read by its owner, checked by its owner and by whoever runs the installation. */
@Injectable()
export class AuditTrailService {
  constructor(private readonly tenancy: Tenancy) {}

  /** A page of the trail as the reader may see it. */
  page(tx: WorkspaceTransaction, query: ListAudit): Promise<AuditPage> {
    return auditPage(tx, query);
  }

  /**
   * Checks the whole audit chain of the workspace, and every kept version that the reader may see against it. With
   * `isComplete` the reader may see all of them, and a version that is missing is told.
   */
  async verify(tx: WorkspaceTransaction, isComplete = false): Promise<ChainResult> {
    const rows = await tx.query<AuditRow>(
      'select seq::text, canonical, previous_hash, hash from app.audit_event where workspace_id = $1 order by audit_event.seq',
      [tx.workspaceId],
    );
    const heads = await tx.query<{ seq: string; hash: string }>(
      'select seq::text, hash from app.audit_head where workspace_id = $1',
      [tx.workspaceId],
    );
    const versions = await tx.query<VersionRow>(
      `select kind, record_id, version, encode(sha256(convert_to(snapshot, 'UTF8')), 'hex') as hash
       from app.record_version where workspace_id = $1`,
      [tx.workspaceId],
    );
    const chain = verifyChain(tx.workspaceId, rows, heads[0] ?? { seq: 'none', hash: 'none' });
    const problems = [...chain.problems, ...verifyVersions(rows, versions, isComplete)];
    return { ...chain, sound: problems.length === 0, problems };
  }

  /** The same for whoever runs the installation, who may see every version, in a transaction of its own. */
  async verifyWhole(actor: Actor): Promise<ChainResult> {
    const audiences = await this.tenancy.inWorkspace(actor, (tx) =>
      tx.query<{ id: string }>('select id from app.audience where workspace_id = $1', [tx.workspaceId]),
    );
    const ids = audiences.map(({ id }) => id);
    const seen = ids.slice(0, MOST_AUDIENCES);
    return this.tenancy.inWorkspace({ ...actor, audiences: seen }, (tx) => this.verify(tx, seen.length === ids.length));
  }
}

interface Told {
  kind: string;
  recordId: string | null;
  version: number | null;
}

type Event = Record<string, unknown> & Told & { at: string; records?: Told[] };

/** What the chain holds of a record that the reader may not see: that something was written, and when. */
const UNLISTED = 'unlisted';

/**
 * A page of the audit trail, newest first. The chain covers every record of the workspace; an event on a record whose
 * versions the reader may not see gives its time alone.
 */
async function auditPage(tx: WorkspaceTransaction, { limit, offset }: ListAudit): Promise<AuditPage> {
  const rows = await tx.query<{ seq: string; canonical: string; hash: string }>(
    `select seq::text, canonical, hash from app.audit_event
     where workspace_id = $1 order by audit_event.seq desc limit $2 offset $3`,
    [tx.workspaceId, limit, offset],
  );
  const counted = await tx.query<{ total: string }>(
    'select seq::text as total from app.audit_head where workspace_id = $1',
    [tx.workspaceId],
  );
  const events = rows.map(({ canonical }) => JSON.parse(canonical.split('\n').slice(3).join('\n')) as Event);
  const seen = await recordsInSight(tx, events.flatMap(toldBy));
  const items = rows.map(({ seq, hash }, index) => ({ seq: Number(seq), hash, event: listed(events[index]!, seen) }));
  return { items, total: Number(counted[0]?.total ?? 0) };
}

function toldBy(event: Event): Told[] {
  return event.records ?? [event];
}

/** Events of a record carry its version. Others are about the workspace or a whole case, which all may see. */
function isInSight({ version, recordId }: Told, seen: ReadonlySet<string>): boolean {
  return version === null || recordId === null || seen.has(recordId);
}

function listed(event: Event, seen: ReadonlySet<string>): Record<string, unknown> {
  if (event.records) return { ...event, records: event.records.filter((told) => isInSight(told, seen)) };
  return isInSight(event, seen) ? event : { at: event.at, act: UNLISTED };
}

async function recordsInSight(tx: WorkspaceTransaction, told: Told[]): Promise<Set<string>> {
  const ids = [...new Set(told.flatMap(({ recordId }) => recordId ?? []))];
  if (ids.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    'select distinct record_id as id from app.record_version where workspace_id = $1 and record_id = any($2)',
    [tx.workspaceId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}
