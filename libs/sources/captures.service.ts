import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { CaptureAgain, CaptureAgainView, SourceView, Withdraw } from '@libs/contracts';
import type { Passage, Rematch } from '@libs/domain/anchoring';
import { InvalidInput, NotFound } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { Excerpt } from './excerpt.entity.ts';
import { SourceDocument } from './source.entity.ts';
import { standingIn, textHash, textProblems } from './source.rules.ts';
import { excerptRefOf } from './source.view.ts';
import { capturesOf, lockCaptures, newestCapture, passagesOf, textOf } from './sources.queries.ts';
import { documentColumns, SourcesService, type DocumentTaken } from './sources.service.ts';

type AnchorView = CaptureAgainView['anchors'][number];

interface Sought {
  excerpts: Excerpt[];
  passages: Map<string, Passage[]>;
}

/** How excerpts stand in a text, by their place in the capture they were taken from. */
type Standings = ReadonlyMap<string, Rematch>;

/**
 * What adds or takes away a capture of a document. The standing of an excerpt follows the newest capture that is not
 * withdrawn. Looking for excerpts takes time, so it is done between two short transactions.
 */
@Injectable()
export class CapturesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly sources: SourcesService,
  ) {}

  /**
   * Stores a document's text again as a new source, and looks for every excerpt of its earlier captures in it. The
   * excerpts stay bound to the capture they were taken from; only how they stand in the new one is noted.
   * @param document the document that the text was read from; `kept` is told of the new source within its transaction
   */
  async captureAgain(
    actor: Actor,
    sourceId: string,
    input: CaptureAgain,
    {
      document,
      ...after
    }: { document?: DocumentTaken; kept?: (tx: WorkspaceTransaction, id: string) => Promise<void> } = {},
  ): Promise<CaptureAgainView> {
    const sought = await this.tenancy.inWorkspace(actor, async (tx) => {
      await this.sources.requireLive(tx, sourceId);
      const problems = textProblems('capturedText', input.capturedText);
      if (problems.length > 0) throw new InvalidInput(problems);
      return soughtIn(tx, await capturesOf(tx, sourceId));
    });
    const standings = await standingsIn(input.capturedText, sought);
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const captures = await lockCaptures(tx, sourceId);
      const before = await this.sources.requireLive(tx, sourceId);
      const source = Object.assign(new SourceDocument(), before, {
        captureKind: 'full' as const,
        capturedText: input.capturedText,
        retrievedAt: input.retrievedAt === null ? null : new Date(input.retrievedAt),
        originalSha256: null,
        originalLengthUtf16: null,
        previousCaptureId: sourceId,
        statusReason: null,
        ...documentColumns(document),
      });
      const view = await this.sources.keep(tx, source, []);
      await after.kept?.(tx, view.id);
      const recorded = before.originalSha256 ?? (before.captureKind === 'full' ? before.textSha256 : null);
      return {
        source: view,
        sameTextAsOriginal: recorded === null ? null : recorded === textHash(input.capturedText),
        anchors: await noteStandings(tx, captures, { id: view.id, text: input.capturedText }, standings),
      };
    });
  }

  /** The ids of every capture of the document that this one is a capture of, the earliest first. */
  async all(tx: WorkspaceTransaction, sourceId: string): Promise<string[]> {
    const ids = await capturesOf(tx, sourceId);
    if (ids.length === 0) throw new NotFound('source');
    return ids;
  }

  /** Withdraws a capture. Where it was the document's newest, its excerpts stand again as in the newest that is left. */
  async withdraw(actor: Actor, sourceId: string, input: Withdraw): Promise<SourceView> {
    const next = await this.tenancy.inWorkspace(actor, async (tx) => {
      const newest = await newestCapture(tx, sourceId, sourceId);
      if (newest === null) return null;
      const sought = await soughtIn(tx, await capturesOf(tx, sourceId));
      return { id: newest, text: (await textOf(tx, newest))!, sought };
    });
    const standings: Standings = next === null ? new Map() : await standingsIn(next.text, next.sought);
    return this.tenancy.inWorkspace(actor, async (tx) => {
      const captures = await lockCaptures(tx, sourceId);
      const wasNewest = (await newestCapture(tx, sourceId)) === sourceId;
      const view = await this.sources.withdraw(tx, sourceId, input);
      const newest = wasNewest ? await newestCapture(tx, sourceId) : null;
      if (newest === null) return view;
      // Another capture may have come or gone in between; then what was worked out is about another text.
      if (newest === next?.id) await noteStandings(tx, captures, next, standings);
      else await noteStandings(tx, captures, { id: newest, text: (await textOf(tx, newest))! }, new Map());
      return view;
    });
  }
}

async function liveExcerpts(tx: WorkspaceTransaction, captures: string[], lock: boolean): Promise<Excerpt[]> {
  return tx.of(Excerpt).find({
    where: { workspaceId: tx.workspaceId, sourceId: In(captures), status: Not('withdrawn') },
    order: { sourceId: 'ASC', startUtf16: 'ASC', number: 'ASC' },
    ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
  });
}

async function soughtIn(tx: WorkspaceTransaction, captures: string[]): Promise<Sought> {
  return { excerpts: await liveExcerpts(tx, captures, false), passages: await passagesOf(tx, captures) };
}

function placeOf({ sourceId, startUtf16, endUtf16 }: Excerpt): string {
  return `${sourceId} ${startUtf16} ${endUtf16}`;
}

/** Looks for one excerpt in each turn of the event loop, so that others are answered in between. */
async function standingsIn(text: string, { excerpts, passages }: Sought): Promise<Standings> {
  const standings = new Map<string, Rematch>();
  for (const excerpt of excerpts) {
    if (standings.has(placeOf(excerpt))) continue;
    standings.set(placeOf(excerpt), standingIn(text, excerpt, passages.get(excerpt.sourceId)!));
    await nextTurn();
  }
  return standings;
}

/** Notes how every live excerpt of the captures stands in the newest one; those recorded meanwhile are looked for. */
async function noteStandings(
  tx: WorkspaceTransaction,
  captures: string[],
  newest: { id: string; text: string },
  standings: Standings,
): Promise<AnchorView[]> {
  const excerpts = await liveExcerpts(tx, captures, true);
  const passages = await passagesOf(tx, captures);
  const anchors: AnchorView[] = [];
  for (const excerpt of excerpts) {
    const found = standings.get(placeOf(excerpt)) ?? standingIn(newest.text, excerpt, passages.get(excerpt.sourceId)!);
    // An excerpt of the newest capture itself stands where it was chosen.
    const standing =
      excerpt.sourceId === newest.id
        ? { anchorStatus: 'exact' as const, matchScore: null }
        : { anchorStatus: found.status, matchScore: found.score };
    Object.assign(excerpt, standing, { checkedAt: tx.now });
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
