import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { ExcerptView, ListExcerpts, RecordExcerpt, ReviseExcerpt, Withdraw } from '@libs/contracts';
import { isQuoted } from '@libs/domain/anchoring';
import type { Selectors } from '@libs/domain/anchoring';
import { shortNumber } from '@libs/domain/vocabulary';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import { audienceOver, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { Excerpt } from './excerpt.entity.ts';
import type { SourceDocument } from './source.entity.ts';
import { refuseWhileReliedOn, selectExcerpt, standingIn } from './source.rules.ts';
import { excerptViewOf } from './source.view.ts';
import {
  newerText,
  passagesOf,
  reliantsOnExcerpt,
  requireLocked,
  sourceRefs,
  takeNumber,
  textOf,
} from './sources.queries.ts';
import { SourcesService, type Given } from './sources.service.ts';

const KIND = 'excerpt';

/** Type-ahead finds a quotation by its beginning; the whole text of a source has a vector of its own. */
const SEARCHED_UNITS = 1000;

type Chosen = Selectors & Pick<Excerpt, 'anchorStatus' | 'matchScore' | 'checkedAt'>;

@Injectable()
export class ExcerptsService {
  constructor(private readonly sources: SourcesService) {}

  async record(
    tx: WorkspaceTransaction,
    sourceId: string,
    input: RecordExcerpt,
    given: Given = {},
  ): Promise<ExcerptView> {
    const source = await this.sources.requireLive(tx, sourceId);
    const chosen = await this.select(tx, source, input);
    const ground = { label: shortNumber('source', source.number), audienceId: source.audienceId };
    const audienceId = audienceOver(tx, [ground], input.audienceId);
    const excerpt = Object.assign(new Excerpt(), chosen, {
      id: tx.newId(),
      audienceId,
      number: await takeNumber(tx, KIND, Excerpt, audienceId, given.number),
      sourceId,
      status: given.status ?? 'published',
      statusReason: null,
    });
    await tx.insert(Excerpt, excerpt, { kind: KIND, act: 'record' });
    await this.index(tx, excerpt);
    return this.view(tx, excerpt);
  }

  /** Chooses other words of the same capture. Refused while records rely on the words as they are. */
  async revise(tx: WorkspaceTransaction, id: string, input: ReviseExcerpt): Promise<ExcerptView> {
    const excerpt = await this.requireLive(tx, id, 'change');
    await this.refuseReliedOn(tx, id);
    const source = await this.sources.requireLive(tx, excerpt.sourceId);
    Object.assign(excerpt, await this.select(tx, source, input));
    await tx.update(Excerpt, excerpt, input.version, { kind: KIND, act: 'revise' });
    await this.index(tx, excerpt);
    return this.view(tx, excerpt);
  }

  /** Takes an excerpt out of the working set. Refused with a list while live records rely on it. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<ExcerptView> {
    const excerpt = await this.requireLive(tx, id, 'change');
    await this.refuseReliedOn(tx, id);
    excerpt.status = 'withdrawn';
    excerpt.statusReason = input.reason;
    await tx.update(Excerpt, excerpt, input.version, { kind: KIND, act: 'withdraw', reason: input.reason });
    await forgetInSearch(tx, KIND, id);
    return this.view(tx, excerpt);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<ExcerptView> {
    return this.view(tx, await tx.require(Excerpt, id, KIND));
  }

  async list(tx: WorkspaceTransaction, query: ListExcerpts): Promise<{ items: ExcerptView[]; total: number }> {
    const [found, total] = await tx.of(Excerpt).findAndCount({
      where: {
        workspaceId: tx.workspaceId,
        status: Not('withdrawn'),
        ...(query.source && { sourceId: query.source }),
      },
      order: query.source ? { startUtf16: 'ASC', endUtf16: 'ASC', number: 'ASC' } : { number: 'ASC' },
      take: query.limit,
      skip: query.offset,
    });
    return { items: await this.viewsOf(tx, found), total };
  }

  /** The live excerpt, kept from changing while the transaction runs. Other rooms call it before they rely on one. */
  async require(tx: WorkspaceTransaction, id: string): Promise<Excerpt> {
    return this.requireLive(tx, id, 'use');
  }

  /** Whether its words are somebody's own: in quotation marks in the text, or in a document of the company itself. */
  async holdsOwnWords(tx: WorkspaceTransaction, excerpt: Excerpt): Promise<boolean> {
    const { id, sourceTypes } = await this.sources.requireLive(tx, excerpt.sourceId);
    if (sourceTypes.includes('selfDeclaration')) return true;
    const text = await textOf(tx, id);
    return text !== null && isQuoted(text, excerpt.startUtf16, excerpt.endUtf16);
  }

  /** Views by id, withdrawn ones too, with three queries however many there are. */
  async views(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, ExcerptView>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(Excerpt).findBy({ workspaceId: tx.workspaceId, id: In([...new Set(ids)]) });
    return new Map((await this.viewsOf(tx, found)).map((view) => [view.id, view]));
  }

  private async requireLive(tx: WorkspaceTransaction, id: string, purpose: 'use' | 'change'): Promise<Excerpt> {
    const excerpt = await requireLocked(tx, Excerpt, id, KIND, purpose);
    if (excerpt.status === 'withdrawn') {
      throw new RuleBroken('withdrawn', `${shortNumber(KIND, excerpt.number)} was withdrawn: ${excerpt.statusReason}`);
    }
    return excerpt;
  }

  /** The chosen words with their place, and how they stand in the newest capture where this one is not it. */
  private async select(tx: WorkspaceTransaction, source: SourceDocument, input: RecordExcerpt): Promise<Chosen> {
    const text = await textOf(tx, source.id);
    if (text === null) {
      const number = shortNumber('source', source.number);
      throw new RuleBroken('no_text', `${number} is a stub without text. Capture its text first.`);
    }
    const passages = (await passagesOf(tx, [source.id])).get(source.id)!;
    const selected = selectExcerpt(text, passages, input);
    if ('problems' in selected) throw new InvalidInput(selected.problems);
    const newer = await newerText(tx, source.id);
    if (newer === null) return { ...selected.selectors, anchorStatus: 'exact', matchScore: null, checkedAt: null };
    const standing = standingIn(newer, selected.selectors, passages);
    const { status: anchorStatus, score: matchScore } = standing;
    return { ...selected.selectors, anchorStatus, matchScore, checkedAt: tx.now };
  }

  private async refuseReliedOn(tx: WorkspaceTransaction, id: string): Promise<void> {
    const refusal = refuseWhileReliedOn(KIND, await reliantsOnExcerpt(tx, id));
    if (refusal) throw new RuleBroken('still_relied_on', refusal);
  }

  private async view(tx: WorkspaceTransaction, excerpt: Excerpt): Promise<ExcerptView> {
    return (await this.viewsOf(tx, [excerpt]))[0]!;
  }

  private async viewsOf(tx: WorkspaceTransaction, excerpts: Excerpt[]): Promise<ExcerptView[]> {
    const sourceIds = [...new Set(excerpts.map((excerpt) => excerpt.sourceId))];
    const refs = await sourceRefs(tx, sourceIds);
    const passages = await passagesOf(tx, sourceIds);
    return excerpts.map((excerpt) =>
      excerptViewOf(excerpt, refs.get(excerpt.sourceId)!, passages.get(excerpt.sourceId)!),
    );
  }

  private async index(tx: WorkspaceTransaction, excerpt: Excerpt): Promise<void> {
    await indexForSearch(tx, {
      kind: KIND,
      recordId: excerpt.id,
      audienceId: excerpt.audienceId,
      fields: { number: shortNumber(KIND, excerpt.number), words: excerpt.exact.slice(0, SEARCHED_UNITS) },
    });
  }
}
