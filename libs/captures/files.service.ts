import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createReadingPool, NotReadable } from '@libs/capturing';
import type { DocumentRead, ReadingPool } from '@libs/capturing';
import { MOST_FILE_BYTES, MOST_WAITING_FILES } from '@libs/contracts';
import type { FileReading, FileView, ReadFile } from '@libs/contracts';
import { InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { bytesOf, dropForgotten, keepBytes, waitingFiles } from './captures.queries.ts';
import { fileViewOf } from './captures.view.ts';
import { StoredFile } from './stored-file.entity.ts';

const KIND = 'file';

/** A document that came, before it is known what it is. */
export interface FileGiven {
  name: string;
  bytes: Uint8Array;
  declaredType?: string | null;
  /** Where it was fetched; null for an upload. */
  fetched?: { address: string; finalAddress: string; responseHeaders: Record<string, string> } | null;
}

/** A file with what was read from it. */
export interface FileRead {
  file: StoredFile;
  document: DocumentRead;
}

/** Documents as they came. Until one is captured as a source, only who brought it can read it, and after a day it is dropped. */
@Injectable()
export class FilesService implements OnApplicationShutdown {
  private readonly pool: ReadingPool = createReadingPool();

  constructor(@Inject(Tenancy) private readonly tenancy: Tenancy) {}

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }

  /**
   * Keeps the bytes of a document.
   * @throws InvalidInput at `file` where it is empty or too large; RuleBroken `too_many_files`
   */
  async keep(tx: WorkspaceTransaction, given: FileGiven): Promise<FileView> {
    const { name, bytes, declaredType = null, fetched = null } = given;
    if (bytes.length === 0) throw fileProblem('empty', 'is empty: it has no bytes');
    if (bytes.length > MOST_FILE_BYTES) {
      throw fileProblem('too_large', `has more than ${MOST_FILE_BYTES / 1024 / 1024} MB`);
    }
    for (const id of await dropForgotten(tx)) tx.audit('drop', KIND, id);
    if ((await waitingFiles(tx)) >= MOST_WAITING_FILES) {
      throw new RuleBroken(
        'too_many_files',
        `${MOST_WAITING_FILES} files wait to be captured. Capture them first; what nobody captures is dropped after a day.`,
      );
    }
    const file = Object.assign(new StoredFile(), {
      id: tx.newId(),
      audienceId: tx.actor.everyoneAudienceId,
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
      declaredType,
      origin: fetched ? ('fetched' as const) : ('uploaded' as const),
      address: fetched?.address ?? null,
      finalAddress: fetched?.finalAddress ?? null,
      responseHeaders: fetched?.responseHeaders ?? null,
      keptBy: tx.actor.auditName,
      keptAt: tx.now,
    });
    await tx.insert(StoredFile, file, { kind: KIND, act: fetched ? 'fetch' : 'upload' });
    await keepBytes(tx, file, bytes);
    return fileViewOf(file);
  }

  /** What is in a file, for whoever brought it. Nothing is recorded. */
  async look(actor: Actor, fileId: string, how: ReadFile): Promise<FileReading> {
    const { file, document } = await this.read(actor, fileId, how);
    const { rendered: _rendered, ...read } = document;
    return { file: fileViewOf(file), ...read };
  }

  /**
   * Reads a file in a process of its own, between transactions.
   * @throws InvalidInput at `file` with the reason where it cannot be read; NotFound where somebody else brought it
   */
  async read(actor: Actor, fileId: string, how: ReadFile): Promise<FileRead> {
    const { file, bytes } = await this.tenancy.inWorkspace(actor, async (tx) => {
      const found = await this.own(tx, fileId);
      return { file: found, bytes: await bytesOf(tx, fileId) };
    });
    try {
      const { name, declaredType } = file;
      return { file, document: await this.pool.read({ bytes, name, declaredType, ...how }) };
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      const path = error.code === 'wrong_encoding' ? 'encoding' : 'file';
      throw new InvalidInput([{ path, code: error.code, message: error.message }]);
    }
  }

  /** The file, if it is the actor's own and waits. To everybody else it does not exist. */
  private async own(tx: WorkspaceTransaction, fileId: string): Promise<StoredFile> {
    const file = await tx.require(StoredFile, fileId, KIND);
    if (file.keptBy !== tx.actor.auditName) throw new NotFound(KIND);
    return file;
  }
}

function fileProblem(code: string, message: string): InvalidInput {
  return new InvalidInput([{ path: 'file', code, message }]);
}
