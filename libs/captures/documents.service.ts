import { Injectable } from '@nestjs/common';
import type {
  CaptureAgainView,
  CaptureFromFile,
  RecordFromFile,
  SourceDocumentView,
  SourceView,
} from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { NotFound, RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { CapturesService, SourcesService } from '@libs/sources';
import {
  bringFile,
  bytesOf,
  hasRendering,
  keepPlaces,
  keepRendering,
  placesOf,
  renderingOf,
  sourceOfFile,
} from './captures.queries.ts';
import { fileViewOf } from './captures.view.ts';
import { FilesService, type FileRead } from './files.service.ts';
import { StoredFile } from './stored-file.entity.ts';

/**
 * Sources whose text was read from a document. The text always comes from the bytes that are kept: it is read again when
 * the source is recorded, so what stands in the record is what stands in the file.
 */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly files: FilesService,
    private readonly sources: SourcesService,
    private readonly captures: CapturesService,
  ) {}

  /** @throws InvalidInput where the file cannot be read; RuleBroken `file_taken` where it is a source already */
  async record(actor: Actor, input: RecordFromFile): Promise<SourceView> {
    const { fileId, encoding, whole, ...described } = input;
    const read = await this.files.read(actor, fileId, { encoding, whole });
    return this.tenancy.inWorkspace(actor, async (tx) => {
      await refuseTaken(tx, fileId);
      const view = await this.sources.record(
        tx,
        {
          ...described,
          url: described.url ?? read.file.finalAddress,
          captureKind: 'full',
          capturedText: read.document.text,
          retrievedAt: read.file.keptAt.toISOString(),
          passages: null,
          originalSha256: null,
          originalLengthUtf16: null,
        },
        { document: takenOf(read) },
      );
      await this.attach(tx, view.id, view.audienceId, read);
      return view;
    });
  }

  /** Captures a document again from a file: how each excerpt stands in the new text is told. */
  async captureAgain(actor: Actor, sourceId: string, input: CaptureFromFile): Promise<CaptureAgainView> {
    const { fileId, ...how } = input;
    const read = await this.files.read(actor, fileId, how);
    await this.tenancy.inWorkspace(actor, (tx) => refuseTaken(tx, fileId));
    const capture = { capturedText: read.document.text, retrievedAt: read.file.keptAt.toISOString() };
    return this.captures.captureAgain(actor, sourceId, capture, {
      document: takenOf(read),
      kept: async (tx, id) => this.attach(tx, id, (await this.sources.requireLive(tx, id)).audienceId, read),
    });
  }

  /** The document behind a source: its file, pages or parts, and whether its looks are kept. */
  async document(tx: WorkspaceTransaction, sourceId: string): Promise<SourceDocumentView> {
    const { id, number, mediaType, contentSha256, textSha256, file } = await this.require(tx, sourceId);
    return {
      source: { id, number, mediaType, contentSha256, textSha256 },
      file: fileViewOf(file),
      places: await placesOf(tx, sourceId),
      hasRendering: await hasRendering(tx, sourceId),
    };
  }

  /** The bytes as they came, with the name under which they came. */
  async original(tx: WorkspaceTransaction, sourceId: string): Promise<{ name: string; bytes: Buffer }> {
    const { file } = await this.require(tx, sourceId);
    return { name: file.name, bytes: await bytesOf(tx, file.id) };
  }

  /** The copy that is safe to show, as a page of its own. */
  async rendering(tx: WorkspaceTransaction, sourceId: string): Promise<{ html: string; language: string }> {
    const { language } = await this.require(tx, sourceId);
    const html = await renderingOf(tx, sourceId);
    if (html === null) throw new NotFound('rendering');
    return { html, language };
  }

  private async require(tx: WorkspaceTransaction, sourceId: string): Promise<SourceView & { file: StoredFile }> {
    const source = await this.sources.read(tx, sourceId);
    if (source.fileId === null) throw new NotFound('document');
    return { ...source, file: await tx.require(StoredFile, source.fileId, 'document') };
  }

  private async attach(
    tx: WorkspaceTransaction,
    sourceId: string,
    audienceId: string,
    { file, document }: FileRead,
  ): Promise<void> {
    await bringFile(tx, file.id, audienceId);
    await keepPlaces(tx, sourceId, document.places);
    if (document.rendered !== null) await keepRendering(tx, { sourceId, audienceId, html: document.rendered });
  }
}

function takenOf({ file, document }: FileRead) {
  return { fileId: file.id, mediaType: document.mediaType, sha256: file.sha256 };
}

async function refuseTaken(tx: WorkspaceTransaction, fileId: string): Promise<void> {
  const number = await sourceOfFile(tx, fileId);
  if (number === null) return;
  throw new RuleBroken('file_taken', `This file was captured already, as ${shortNumber('source', number)}.`);
}
