import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { CaptureAgain, CaptureAgainView } from '@libs/contracts';
import { InvalidInput } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { Excerpt } from './excerpt.entity.ts';
import { SourceDocument } from './source.entity.ts';
import { standingIn, textHash, textProblems } from './source.rules.ts';
import { excerptRefOf } from './source.view.ts';
import { capturesOf, passagesOf } from './sources.queries.ts';
import { SourcesService } from './sources.service.ts';

type AnchorView = CaptureAgainView['anchors'][number];

@Injectable()
export class CapturesService {
  constructor(private readonly sources: SourcesService) {}

  /**
   * Stores a document's text again as a new source, and looks for every excerpt of its earlier captures in it. The
   * excerpts stay bound to the capture they were taken from; only how they stand in the new one is noted.
   */
  async captureAgain(tx: WorkspaceTransaction, sourceId: string, input: CaptureAgain): Promise<CaptureAgainView> {
    const before = await this.sources.requireLive(tx, sourceId);
    const problems = textProblems('capturedText', input.capturedText);
    if (problems.length > 0) throw new InvalidInput(problems);
    const captures = await capturesOf(tx, sourceId);
    const source = Object.assign(new SourceDocument(), before, {
      captureKind: 'full' as const,
      capturedText: input.capturedText,
      retrievedAt: input.retrievedAt === null ? null : new Date(input.retrievedAt),
      originalSha256: null,
      originalLengthUtf16: null,
      previousCaptureId: sourceId,
      statusReason: null,
    });
    const view = await this.sources.keep(tx, source, []);
    const recorded = before.originalSha256 ?? (before.captureKind === 'full' ? before.textSha256 : null);
    return {
      source: view,
      sameTextAsOriginal: recorded === null ? null : recorded === textHash(input.capturedText),
      anchors: await this.anchorsIn(tx, captures, input.capturedText),
    };
  }

  private async anchorsIn(tx: WorkspaceTransaction, captures: string[], text: string): Promise<AnchorView[]> {
    const excerpts = await tx.of(Excerpt).find({
      where: { workspaceId: tx.workspaceId, sourceId: In(captures), status: Not('withdrawn') },
      order: { sourceId: 'ASC', startUtf16: 'ASC', number: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const passages = await passagesOf(tx, captures);
    const anchors: AnchorView[] = [];
    for (const excerpt of excerpts) {
      const found = standingIn(text, excerpt, passages.get(excerpt.sourceId)!);
      Object.assign(excerpt, { anchorStatus: found.status, matchScore: found.score, checkedAt: tx.now });
      await tx.update(Excerpt, excerpt, excerpt.version, { kind: 'excerpt', act: 'recheck' });
      anchors.push({
        excerpt: excerptRefOf(excerpt),
        status: found.status,
        score: found.score,
        startUtf16: found.status === 'orphaned' ? null : found.startUtf16,
        endUtf16: found.status === 'orphaned' ? null : found.endUtf16,
      });
    }
    return anchors;
  }
}
