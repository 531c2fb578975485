import { compiledEntry, createProcessPool, WorkStopped } from '@libs/processes';
import type { ProcessPool } from '@libs/processes';
import type { LetterModel } from '../model/letter-model.ts';

export interface PdfOrder {
  want: 'pdf' | 'pages';
  model: LetterModel;
}

export type PdfAnswer =
  | { kind: 'pdf'; pdf: Uint8Array; pages: number }
  | { kind: 'pages'; pages: string[] }
  | { kind: 'failed'; diagnostics: string[] };

/** Thrown when a letter could not be set. `reason` tells a bad letter from a stopped or dead process. */
export class PdfFailed extends Error {
  constructor(
    readonly reason: 'not_compiled' | Exclude<WorkStopped['reason'], 'fault'>,
    message: string,
  ) {
    super(message);
    this.name = 'PdfFailed';
  }
}

export interface PdfPoolOptions {
  processes?: number;
  /** Milliseconds one letter may take, counted from when a ready process takes it. */
  deadlineMs?: number;
  /** Letters after which a process is replaced. */
  lettersPerProcess?: number;
  /** Resident memory above which a process is killed (busy) or replaced (idle). */
  rssLimitBytes?: number;
}

export interface PdfPool {
  /** PDF/UA-1 bytes; equal models give equal bytes. Throws `PdfFailed`. */
  render(model: LetterModel): Promise<{ pdf: Uint8Array; pages: number }>;
  /** One inert SVG a page, for the preview. Throws `PdfFailed`. */
  renderPages(model: LetterModel): Promise<string[]>;
  /** The pool's process ids, for measuring. */
  processIds(): number[];
  close(): Promise<void>;
}

/** Child processes that set letters with Typst (rule Y1). Only the letter that takes too much fails. */
export function createPdfPool(options: PdfPoolOptions = {}): PdfPool {
  const pool = createProcessPool<PdfOrder, PdfAnswer>({
    what: 'The letter',
    entry: compiledEntry(import.meta.url, 'pdf-child.main'),
    processes: options.processes ?? 2,
    deadlineMs: options.deadlineMs ?? 10_000,
    ordersPerProcess: options.lettersPerProcess ?? 500,
    rssLimitBytes: options.rssLimitBytes ?? 400 * 1024 * 1024,
    heapMegabytes: 96,
  });
  return {
    async render(model) {
      const answer = await ordered(pool, { want: 'pdf', model });
      if (answer.kind !== 'pdf') throw failure(answer);
      return { pdf: new Uint8Array(answer.pdf), pages: answer.pages };
    },
    async renderPages(model) {
      const answer = await ordered(pool, { want: 'pages', model });
      if (answer.kind !== 'pages') throw failure(answer);
      return answer.pages;
    },
    processIds: () => pool.processIds(),
    close: () => pool.close(),
  };
}

async function ordered(pool: ProcessPool<PdfOrder, PdfAnswer>, order: PdfOrder): Promise<PdfAnswer> {
  try {
    return await pool.run(order);
  } catch (error) {
    if (!(error instanceof WorkStopped)) throw error;
    throw new PdfFailed(error.reason === 'fault' ? 'not_compiled' : error.reason, error.message);
  }
}

function failure(answer: PdfAnswer): PdfFailed {
  const reasons = answer.kind === 'failed' ? answer.diagnostics.join('; ') : 'an answer of another kind came back';
  return new PdfFailed('not_compiled', `The letter could not be set: ${reasons}.`);
}
