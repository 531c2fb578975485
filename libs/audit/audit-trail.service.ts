import { Injectable } from '@nestjs/common';
import {
  chainRow,
  TrailCheck,
  UNANCHORED,
  VersionCheck,
  type TrailResult,
  type VersionRow,
} from '@libs/platform/audit';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { CheckpointsService } from './checkpoints.service.ts';
import { hasMoreThanHead, headOf, trailRows } from './trail.queries.ts';

/** As many audiences as one transaction may see. */
const MOST_AUDIENCES = 200;

/** What a check of the trail in the database found. */
export type TrailVerification = TrailResult & { notes: string[] };

/** The audit trail of a workspace, checked by its owner and by whoever runs the installation. */
@Injectable()
export class AuditTrailService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly checkpoints: CheckpointsService,
  ) {}

  /**
   * Checks the whole audit chain of the workspace against itself, against the signed checkpoints, and every kept
   * version that the reader may see against it. With `isComplete` the reader may see all of them, and a version that
   * is missing is told.
   */
  async verify(tx: WorkspaceTransaction, isComplete = false): Promise<TrailVerification> {
    const anchor = await this.checkpoints.trusted(tx.workspaceId);
    const check = new TrailCheck(tx.workspaceId, anchor.checkpoints);
    anchor.problems.forEach(({ seq, what, message }) => check.tell(seq, what, message));
    const versions = new VersionCheck(await keptVersions(tx), isComplete);
    const head = await headOf(tx);
    for await (const row of trailRows(tx, head.seq)) {
      check.take(chainRow(row));
      versions.take(row);
    }
    if (await hasMoreThanHead(tx)) check.tell(null, 'head', 'there are events behind the head');
    for (const { seq, what, message } of versions.end()) check.tell(seq, what, message);
    const notes = anchor.checkpoints.length > 0 ? anchor.notes : [...anchor.notes, UNANCHORED];
    return { ...check.end(head), notes };
  }

  /** The same for whoever runs the installation, who may see every version, in a transaction of its own. */
  async verifyWhole(actor: Actor): Promise<TrailVerification> {
    const { isComplete, ...whole } = await this.wholeSight(actor);
    return this.tenancy.inWorkspace(whole, (tx) => this.verify(tx, isComplete));
  }

  /** Whoever runs the installation, with every audience of the workspace, or as many as one transaction may see. */
  async wholeSight(actor: Actor): Promise<Actor & { isComplete: boolean }> {
    const audiences = await this.tenancy.inWorkspace(actor, (tx) =>
      tx.query<{ id: string }>('select id from app.audience where workspace_id = $1', [tx.workspaceId]),
    );
    const seen = audiences.slice(0, MOST_AUDIENCES).map(({ id }) => id);
    return { ...actor, audiences: seen, isComplete: seen.length === audiences.length };
  }
}

function keptVersions(tx: WorkspaceTransaction): Promise<VersionRow[]> {
  return tx.query<VersionRow>(
    `select kind, record_id, version, encode(sha256(convert_to(snapshot, 'UTF8')), 'hex') as hash
     from app.record_version where workspace_id = $1`,
    [tx.workspaceId],
  );
}
