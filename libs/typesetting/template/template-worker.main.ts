import { parentPort } from 'node:worker_threads';
import type { FieldCatalogue } from './catalogue.ts';
import { composeLetter } from './compose-letter.ts';
import type { LetterContext } from './context.ts';
import { FieldsMissing, TemplateLimitReached, TemplateRefused } from './problems.ts';
import type { TemplateAnswer } from './template-pool.ts';

/** The thread that renders one template at a time. Errors cross as plain records and are made again outside. */
parentPort?.on('message', (order: { source: unknown; catalogue: FieldCatalogue; context: LetterContext }) => {
  parentPort?.postMessage(answerTo(order.source, order.catalogue, order.context));
});
parentPort?.postMessage({ kind: 'ready' } satisfies TemplateAnswer);

function answerTo(source: unknown, catalogue: FieldCatalogue, context: LetterContext): TemplateAnswer {
  try {
    return { kind: 'letter', model: composeLetter(source, catalogue, context) };
  } catch (error) {
    if (error instanceof TemplateRefused) return { kind: 'refused', problems: error.problems };
    if (error instanceof FieldsMissing) return { kind: 'missing', fields: error.fields };
    if (error instanceof TemplateLimitReached) return { kind: 'limit', limit: error.limit, message: error.message };
    return { kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
