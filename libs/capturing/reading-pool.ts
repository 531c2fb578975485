import { compiledEntry, createProcessPool, WorkStopped } from '@libs/processes';
import type { DocumentGiven, DocumentRead, Unreadable } from './document.ts';
import { NotReadable } from './document.ts';

export type ReadingAnswer =
  { kind: 'read'; document: DocumentRead } | { kind: 'refused'; code: Unreadable; message: string };

export interface ReadingPool {
  /** The document read in a process of its own. Throws `NotReadable`; `WorkStopped` only when the program is ending. */
  read(given: DocumentGiven): Promise<DocumentRead>;
  processIds(): number[];
  close(): Promise<void>;
}

export interface ReadingPoolOptions {
  processes?: number;
  deadlineMs?: number;
  rssLimitBytes?: number;
}

/**
 * Processes that read documents (security bar, section 5, worker isolation): two at most, ten seconds and 256 MB of
 * collected memory each. A document that takes more ends its own process and nothing else.
 */
export function createReadingPool(options: ReadingPoolOptions = {}): ReadingPool {
  const pool = createProcessPool<DocumentGiven, ReadingAnswer>({
    what: 'The document',
    entry: compiledEntry(import.meta.url, 'reading-child.main'),
    processes: options.processes ?? 2,
    deadlineMs: options.deadlineMs ?? 10_000,
    ordersPerProcess: 50,
    rssLimitBytes: options.rssLimitBytes ?? 512 * 1024 * 1024,
    heapMegabytes: 256,
  });
  return {
    async read(given) {
      const answer = await pool.run(given).catch(tooComplex);
      if (answer.kind === 'refused') throw new NotReadable(answer.code, answer.message);
      return answer.document;
    },
    processIds: () => pool.processIds(),
    close: () => pool.close(),
  };
}

function tooComplex(error: unknown): never {
  if (!(error instanceof WorkStopped) || error.reason === 'closed') throw error;
  if (error.reason === 'fault') throw new NotReadable('damaged', 'The document is damaged: it cannot be read.');
  throw new NotReadable(
    'too_complex',
    'The document takes too much time or memory to read. It may be built to do so; nothing of it was kept.',
  );
}
