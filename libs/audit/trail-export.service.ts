import { Injectable } from '@nestjs/common';
import { AUDIT_CSV_HEADS, auditCsvLines, type TrailFormat } from '@libs/contracts';
import { EXPORT_FORMAT, type AuditRow, type Checkpoint, type ExportHead } from '@libs/platform/audit';
import { Tenancy, type Actor } from '@libs/platform/tenancy';
import { CheckpointsService } from './checkpoints.service.ts';
import { eventIn, Sight } from './trail-sight.ts';
import { trailPage } from './trail.queries.ts';

/** A trail on its way into a file. */
export interface TrailExport {
  /** Signed at the beginning; the file holds the trail up to it, the event of the export included. */
  checkpoint: Checkpoint;
  text: AsyncIterable<string>;
}

/**
 * Carries a workspace's trail out of the database. JSON lines hold each stored text as it is, with its hashes: enough
 * to check it elsewhere. CSV is for people.
 */
@Injectable()
export class TrailExportService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly checkpoints: CheckpointsService,
  ) {}

  /** Notes the export in the trail and signs where it stands (security-bar U2), then gives the text in pieces. */
  async begin(actor: Actor, format: TrailFormat): Promise<TrailExport> {
    await this.tenancy.inWorkspace(actor, async (tx) => tx.audit('export', 'audit_trail', null, { format }));
    const checkpoint = await this.checkpoints.take(actor);
    return { checkpoint, text: format === 'csv' ? this.asCsv(actor, checkpoint) : this.asLines(actor, checkpoint) };
  }

  private async *asLines(actor: Actor, { workspace, seq, head, at }: Checkpoint): AsyncIterable<string> {
    const first: ExportHead = { format: EXPORT_FORMAT, workspace, events: seq, head, exportedAt: at };
    yield `${JSON.stringify(first)}\n`;
    for await (const { rows, sight } of this.pages(actor, seq)) {
      yield rows.map((row) => `${JSON.stringify(exported(row, sight))}\n`).join('');
    }
  }

  private async *asCsv(actor: Actor, { seq }: Checkpoint): AsyncIterable<string> {
    yield AUDIT_CSV_HEADS;
    for await (const { rows, sight } of this.pages(actor, seq)) {
      yield rows.map((row) => auditCsvLines(Number(row.seq), row.hash, sight.listed(eventIn(row.canonical)))).join('');
    }
  }

  /** Each page in a transaction of its own: the reader of the file may be slow. */
  private async *pages(actor: Actor, upTo: number): AsyncIterable<{ rows: AuditRow[]; sight: Sight }> {
    for (let after = 0; after < upTo;) {
      const page = await this.tenancy.inWorkspace(actor, async (tx) => {
        const rows = await trailPage(tx, after, upTo);
        const events = rows.map(({ canonical }) => eventIn(canonical));
        return { rows, sight: await Sight.over(tx, events) };
      });
      if (page.rows.length === 0) return;
      yield page;
      after = Number(page.rows.at(-1)!.seq);
    }
  }
}

/** An event that the exporter may not see is there by its hash alone, so that the chain can still be followed. */
function exported({ seq, canonical, previous_hash: previous, hash }: AuditRow, sight: Sight) {
  const link = { seq: Number(seq), previous, hash };
  return sight.isWhole(eventIn(canonical)) ? { ...link, canonical } : link;
}
