import { serveOrders } from '@libs/processes';
import { LetterCompiler, LetterNotCompiled } from './compile-letter.ts';
import type { PdfAnswer, PdfOrder } from './pdf-pool.ts';

const LETTERS_BETWEEN_COLLECTIONS = 10;

/** The child process that sets letters, one at a time, until its parent ends it. */
const compiler = new LetterCompiler();

// Native documents are freed only when V8 collects and the event loop turns (rule Y2).
serveOrders<PdfOrder, PdfAnswer>(
  (order) => {
    try {
      if (order.want === 'pages') return { kind: 'pages', pages: compiler.svgPages(order.model) };
      return { kind: 'pdf', ...compiler.pdf(order.model) };
    } catch (error) {
      const diagnostics = error instanceof LetterNotCompiled ? error.diagnostics : [String(error)];
      return { kind: 'failed', diagnostics };
    } finally {
      compiler.forget();
    }
  },
  { collectEvery: LETTERS_BETWEEN_COLLECTIONS },
);
