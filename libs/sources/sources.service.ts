import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type {
  DateView,
  ListSources,
  RecordSource,
  ReviseSource,
  SourceRow,
  SourceView,
  Withdraw,
} from '@libs/contracts';
import type { Passage } from '@libs/domain/anchoring';
import { shortNumber, type RecordStatus } from '@libs/domain/vocabulary';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import { audienceOver, type Ground, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { SourceDocument } from './source.entity.ts';
import { changedAmong, dateProblems, refuseWhileReliedOn, sourceProblems, textHash } from './source.rules.ts';
import { dateViewOf, sourceRowOf, sourceViewOf } from './source.view.ts';
import {
  excerptCounts,
  firstCaptures,
  keepPassages,
  passagesOf,
  refuseUnderReading,
  reliantsOnSource,
  repeats,
  requireLocked,
  sampleAmong,
  sourceRefs,
  takeNumber,
  textOf,
} from './sources.queries.ts';

const KIND = 'source';

/** What decides the grade of a finding, or the place of words in time. */
const WEIGHED = ['sourceTypes', 'publishedOn', 'publishedOnOrigin', 'syndicatedFromId'] as const;

/** What a case pack says of a record beside its fields. */
export interface Given {
  number?: number;
  status?: RecordStatus;
  document?: DocumentTaken;
}

/** The document that a text was read from. */
export interface DocumentTaken {
  fileId: string;
  mediaType: string;
  /** SHA-256 of its bytes. */
  sha256: string;
}

@Injectable()
export class SourcesService {
  async record(tx: WorkspaceTransaction, input: RecordSource, given: Given = {}): Promise<SourceView> {
    const problems = sourceProblems(input);
    if (problems.length > 0) throw new InvalidInput(problems);
    const { passages: _passages, retrievedAt, capturedText, ...fields } = input;
    const origin =
      fields.syndicatedFromId === null ? [] : [groundOf(await this.requireLive(tx, fields.syndicatedFromId))];
    const source = Object.assign(new SourceDocument(), fields, {
      audienceId: audienceOver(tx, origin, input.audienceId),
      retrievedAt: retrievedAt === null ? null : new Date(retrievedAt),
      capturedText,
      ...documentColumns(given.document),
      previousCaptureId: null,
      status: given.status ?? 'published',
      statusReason: null,
    });
    const passages = (input.passages ?? []).map((passage, index) => ({
      ordinal: index + 1,
      start: passage.startUtf16,
      end: passage.endUtf16,
      originalStart: passage.originalStartUtf16,
    }));
    return this.keep(tx, source, passages, given.number);
  }

  /** Stores a new source with its hashes and passages. The text is stored as it came, to the character. */
  async keep(
    tx: WorkspaceTransaction,
    source: SourceDocument,
    passages: readonly Passage[],
    number?: number,
  ): Promise<SourceView> {
    source.id = tx.newId();
    source.number = await takeNumber(tx, KIND, SourceDocument, source.audienceId, number);
    source.textSha256 = source.capturedText === null ? null : textHash(source.capturedText);
    // Pasted text has no other bytes than its UTF-8, so both hashes are the same.
    if (source.fileId === null) source.contentSha256 = source.textSha256;
    await tx.insert(SourceDocument, source, { kind: KIND, act: 'record', links: { passages } });
    await keepPassages(tx, source.id, passages);
    await this.index(tx, source);
    return this.view(tx, source);
  }

  async revise(tx: WorkspaceTransaction, id: string, input: ReviseSource): Promise<SourceView> {
    const source = await this.requireLive(tx, id, 'change');
    const { version, ...fields } = input;
    await refuseUnderReading(tx, 'source', source, changedAmong(WEIGHED, source, fields));
    Object.assign(source, fields);
    const problems = dateProblems('publishedOn', source.publishedOn, source.publishedOnOrigin);
    const { syndicatedFromId } = fields;
    if (syndicatedFromId) {
      audienceOver(tx, [groundOf(await this.requireLive(tx, syndicatedFromId))], source.audienceId);
      if (await repeats(tx, syndicatedFromId, id)) {
        const message = 'that document repeats this one: a report cannot be its own source';
        problems.push({ path: 'syndicatedFromId', code: 'circular', message });
      }
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    const passages = (await passagesOf(tx, [id])).get(id)!;
    await tx.update(SourceDocument, source, version, { kind: KIND, act: 'revise', links: { passages } });
    await this.index(tx, source);
    return this.view(tx, source);
  }

  /** Takes a source out of the working set. Refused with a list while live records rely on it. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<SourceView> {
    const source = await this.requireLive(tx, id, 'change');
    const refusal = refuseWhileReliedOn(KIND, await reliantsOnSource(tx, id));
    if (refusal) throw new RuleBroken('still_relied_on', refusal);
    source.status = 'withdrawn';
    source.statusReason = input.reason;
    const passages = (await passagesOf(tx, [id])).get(id)!;
    const writing = { kind: KIND, act: 'withdraw', reason: input.reason, links: { passages } };
    await tx.update(SourceDocument, source, input.version, writing);
    await forgetInSearch(tx, KIND, id);
    return this.view(tx, source);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<SourceView> {
    return this.view(tx, await tx.require(SourceDocument, id, KIND));
  }

  async list(tx: WorkspaceTransaction, query: ListSources): Promise<{ items: SourceRow[]; total: number }> {
    const [found, total] = await tx.of(SourceDocument).findAndCount({
      where: { workspaceId: tx.workspaceId, status: Not('withdrawn') },
      order: { publishedOn: { direction: 'DESC', nulls: 'LAST' }, number: 'ASC' },
      take: query.limit,
      skip: query.offset,
    });
    return { items: await this.rows(tx, found), total };
  }

  /** Rows by id, withdrawn ones too, for the views of other rooms. */
  async views(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, SourceRow>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(SourceDocument).findBy({ workspaceId: tx.workspaceId, id: In(ids) });
    return new Map((await this.rows(tx, found)).map((row) => [row.id, row]));
  }

  /** Publication dates by id: where records without a date of their own stand in time. */
  async publicationDates(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, DateView>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(SourceDocument).find({
      where: { workspaceId: tx.workspaceId, id: In(ids) },
      select: { id: true, publishedOn: true, publishedOnOrigin: true },
    });
    return new Map(found.map((source) => [source.id, dateViewOf(source.publishedOn, source.publishedOnOrigin)]));
  }

  /** The first capture of each source's document: captures of one document share it. */
  async firstCaptures(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, string>> {
    return firstCaptures(tx, ids);
  }

  /** The live source, kept from changing while the transaction runs; 404 or the reason why it is gone. */
  async requireLive(tx: WorkspaceTransaction, id: string, purpose: 'use' | 'change' = 'use'): Promise<SourceDocument> {
    const source = await requireLocked(tx, SourceDocument, id, KIND, purpose);
    if (source.status === 'withdrawn') {
      throw new RuleBroken('withdrawn', `${shortNumber(KIND, source.number)} was withdrawn: ${source.statusReason}`);
    }
    return source;
  }

  private async rows(tx: WorkspaceTransaction, sources: SourceDocument[]): Promise<SourceRow[]> {
    const ids = sources.map((source) => source.id);
    const counts = await excerptCounts(tx, ids);
    const samples = await sampleAmong(tx, ids);
    const origins = await sourceRefs(
      tx,
      sources.map((source) => source.syndicatedFromId),
    );
    return sources.map((source) =>
      sourceRowOf(source, {
        syndicatedFrom: source.syndicatedFromId === null ? null : (origins.get(source.syndicatedFromId) ?? null),
        excerpts: counts.get(source.id) ?? 0,
        sample: samples.has(source.id),
      }),
    );
  }

  private async view(tx: WorkspaceTransaction, source: SourceDocument): Promise<SourceView> {
    const [row] = await this.rows(tx, [source]);
    const previous = await sourceRefs(tx, [source.previousCaptureId]);
    return sourceViewOf(source, {
      row: row!,
      capturedText: await textOf(tx, source.id),
      passages: (await passagesOf(tx, [source.id])).get(source.id)!,
      previousCapture: source.previousCaptureId === null ? null : (previous.get(source.previousCaptureId) ?? null),
    });
  }

  private async index(tx: WorkspaceTransaction, source: SourceDocument): Promise<void> {
    await indexForSearch(tx, {
      kind: KIND,
      recordId: source.id,
      audienceId: source.audienceId,
      fields: {
        number: shortNumber(KIND, source.number),
        title: source.title,
        publisher: source.publisher,
        assertedBy: source.assertedBy,
      },
    });
  }
}

/** The columns of a source that tell which document its text was read from. */
export function documentColumns(document: DocumentTaken | undefined) {
  return {
    fileId: document?.fileId ?? null,
    mediaType: document?.mediaType ?? null,
    contentSha256: document?.sha256 ?? null,
  };
}

function groundOf({ number, audienceId }: SourceDocument): Ground {
  return { label: shortNumber(KIND, number), audienceId };
}
