import { setImmediate as turn } from 'node:timers/promises';
import { LetterCompiler, LetterNotCompiled } from './compile-letter.ts';
import type { LetterModel } from '../model/letter-model.ts';
import type { PdfAnswer } from './pdf-pool.ts';

const LETTERS_BETWEEN_COLLECTIONS = 10;

/** The child process that sets letters, one at a time, until its parent ends it. */
const compiler = new LetterCompiler();
let letters = 0;

process.on('message', (order: { want: 'pdf' | 'pages'; model: LetterModel }) => {
  void answer(order);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' } satisfies PdfAnswer);

async function answer(order: { want: 'pdf' | 'pages'; model: LetterModel }): Promise<void> {
  const answered = compile(order);
  compiler.forget();
  letters += 1;
  // Native documents are freed only when V8 collects and the event loop turns (rule Y2).
  if (letters % LETTERS_BETWEEN_COLLECTIONS === 0) globalThis.gc?.();
  await turn();
  process.send?.({ ...answered, rssBytes: process.memoryUsage.rss() } satisfies PdfAnswer);
}

function compile(order: { want: 'pdf' | 'pages'; model: LetterModel }) {
  try {
    if (order.want === 'pages') return { kind: 'pages' as const, pages: compiler.svgPages(order.model) };
    return { kind: 'pdf' as const, ...compiler.pdf(order.model) };
  } catch (error) {
    const diagnostics = error instanceof LetterNotCompiled ? error.diagnostics : [String(error)];
    return { kind: 'failed' as const, diagnostics };
  }
}
