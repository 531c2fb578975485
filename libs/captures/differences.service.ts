import { Injectable } from '@nestjs/common';
import type { CaptureListView, DifferenceView } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { CapturesService, SourcesService } from '@libs/sources';
import { captureRows } from './captures.queries.ts';
import { aroundChanges, textDifference } from '@libs/capturing';

/** The captures of one document over time, and what changed between two of them. */
@Injectable()
export class DifferencesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly sources: SourcesService,
    private readonly all: CapturesService,
  ) {}

  async captures(tx: WorkspaceTransaction, sourceId: string): Promise<CaptureListView> {
    const rows = await captureRows(tx, await this.all.all(tx, sourceId));
    return {
      items: rows.map((row, index) => ({
        id: row.id,
        number: shortNumber('source', row.number),
        title: row.title,
        captureKind: row.capture_kind,
        status: row.status,
        retrievedAt: row.retrieved_at?.toISOString() ?? null,
        address: row.final_address,
        textSha256: row.text_sha256,
        sameAsBefore: index === 0 ? null : rows[index - 1]!.text_sha256 === row.text_sha256,
      })),
    };
  }

  /**
   * What changed from an earlier capture to this one. The texts are compared between transactions.
   * @param fromId null takes the capture before
   * @throws InvalidInput at `from` where it is no other capture of the document; RuleBroken `no_earlier_capture`, `no_text`
   */
  async between(actor: Actor, sourceId: string, fromId: string | null): Promise<DifferenceView> {
    const [before, after] = await this.tenancy.inWorkspace(actor, async (tx) => {
      const ids = await this.all.all(tx, sourceId);
      const from = fromId ?? ids[ids.indexOf(sourceId) - 1];
      if (from === undefined) {
        throw new RuleBroken('no_earlier_capture', 'This is the first capture of the document that you can read.');
      }
      if (from === sourceId || !ids.includes(from)) {
        const message = 'is no other capture of this document';
        throw new InvalidInput([{ path: 'from', code: 'other_document', message }]);
      }
      return [await this.sources.read(tx, from), await this.sources.read(tx, sourceId)];
    });
    if (before.capturedText === null || after.capturedText === null) {
      const number = before.capturedText === null ? before.number : after.number;
      throw new RuleBroken('no_text', `${number} holds no text that could be compared.`);
    }
    const { parts, isCoarse } = await textDifference(before.capturedText, after.capturedText);
    return {
      before: { id: before.id, number: before.number, label: before.title },
      after: { id: after.id, number: after.number, label: after.title },
      inPassages: before.captureKind === 'passages' || after.captureKind === 'passages',
      isCoarse,
      parts: aroundChanges(parts),
    };
  }
}
