import { serveOrders } from '@libs/processes';
import type { DocumentGiven } from './document.ts';
import { NotReadable } from './document.ts';
import { readDocument } from './read-document.ts';
import type { ReadingAnswer } from './reading-pool.ts';

/** The child process that reads documents, one at a time, until its parent ends it. */
serveOrders<DocumentGiven, ReadingAnswer>(async (given) => {
  try {
    return { kind: 'read', document: await readDocument(given) };
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  }
});
