import { buildBlocks } from '../markdown/build-blocks.ts';
import { markdownProblem } from '../markdown/markdown-caps.ts';
import { LETTER_MODEL_VERSION } from '../model/letter-model.ts';
import type { LetterModel } from '../model/letter-model.ts';
import type { FieldUse } from './analyse-template.ts';
import { COMMON_FIELDS, fieldAt } from './catalogue.ts';
import type { FieldCatalogue } from './catalogue.ts';
import { readTemplate } from './check-template.ts';
import { readContext } from './context.ts';
import type { FieldRecord, LetterContext } from './context.ts';
import { printDate } from './print-value.ts';
import { FieldsMissing, TemplateLimitReached, TemplateRefused } from './problems.ts';
import type { MissingField } from './problems.ts';
import { runTemplate } from './run-template.ts';

/**
 * Template and context to a letter model, in this thread. The worker of `renderTemplate` calls it; nothing
 * else should with a template that a user wrote, since only the worker bounds time and memory.
 * Throws `TemplateRefused`, `FieldsMissing` or `TemplateLimitReached`.
 */
export function composeLetter(source: unknown, catalogue: FieldCatalogue, context: LetterContext): LetterModel {
  const { program, problems, uses } = readTemplate(source, catalogue);
  if (!program || problems.length > 0) throw new TemplateRefused(problems);
  refuseCatalogueWithoutFrame(catalogue);

  const read = readContext(catalogue, context.fields);
  const everyUse = [...uses.values()];
  const run = runTemplate(program, uses, read.fields, context.locale);
  const missing: MissingField[] = read.problems.map((problem) => ({
    ...problem,
    places: placesOf(everyUse, problem.path),
  }));
  const named = new Set(missing.map((field) => field.path));
  for (const { path, use } of run.missing) {
    const known = [...named].some(
      (name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`),
    );
    if (known) continue;
    named.add(path);
    const places = [{ line: use.line, column: use.column }];
    missing.push({ path, title: use.field.title, message: 'is empty; guard it with {{#if}} or fill it', places });
  }
  if (missing.length > 0) throw new FieldsMissing(missing);

  const complex = markdownProblem(run.markdown);
  if (complex) throw new TemplateLimitReached('markdown', `Line ${complex.line} of the letter: ${complex.message}`);
  const body = buildBlocks(run.markdown, run.slots, context.locale, read.fields['asks']);
  return { ...frameOf(catalogue, context, read.fields), ...body };
}

/** Places that print a missing field, or a member of a missing group or list. */
function placesOf(uses: FieldUse[], path: string): { line: number; column: number }[] {
  const pattern = path.replace(/\[\d+\]/g, '[]');
  return uses
    .filter((use) => use.pattern === pattern || (pattern.endsWith('[]') && use.pattern === pattern.slice(0, -2)))
    .map((use) => ({ line: use.line, column: use.column }));
}

/** Letterhead, address and subject are read from the common fields, so every letter type has them. */
function refuseCatalogueWithoutFrame(catalogue: FieldCatalogue): void {
  const absent = Object.keys(COMMON_FIELDS).filter((name) => !Object.hasOwn(catalogue.fields, name));
  if (absent.length > 0) throw new Error(`The catalogue "${catalogue.letterType}" lacks ${absent.join(', ')}.`);
}

function frameOf(
  catalogue: FieldCatalogue,
  context: LetterContext,
  fields: FieldRecord,
): Omit<LetterModel, 'blocks' | 'footnotes'> {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const lines = (name: string): string[] => (Array.isArray(fields[name]) ? (fields[name] as string[]) : []);
  const [language = 'en', region] = context.locale.split('-');
  return {
    version: LETTER_MODEL_VERSION,
    meta: {
      letterType: catalogue.letterType,
      title: `${text('company_legal_name')}: ${text('issue_title')}`,
      language,
      ...(region && { region }),
      date: text('letter_date'),
      dateText: printDate(text('letter_date'), context.locale),
      reference: text('letter_ref'),
      author: text('sender_org'),
      addressee: text('company_legal_name'),
      createdAt: context.createdAt,
    },
    labels: { ...ENGLISH_LABELS },
    letterhead: { organisation: text('sender_org'), lines: [...lines('sender_address'), text('reply_email')] },
    recipient: {
      lines: [
        text('recipient_name'),
        text('recipient_title'),
        text('company_legal_name'),
        ...lines('company_address'),
      ].filter((line) => line !== ''),
    },
    subject: text('issue_title'),
    copies: lines('cc_list'),
    enclosures: lines('attachments'),
    sample: sampleOf(catalogue, context, fields),
  };
}

const ENGLISH_LABELS: LetterModel['labels'] = {
  page: 'Page',
  of: 'of',
  notes: 'Notes',
  subject: 'Re:',
  reference: 'Our reference:',
  copies: 'Copies to:',
  enclosures: 'Enclosed:',
  backToText: 'Back to the text',
  sampleLetterhead: 'sample letterhead',
};

function sampleOf(catalogue: FieldCatalogue, context: LetterContext, fields: FieldRecord): LetterModel['sample'] {
  const marked = [...new Set(context.sampleFields ?? [])].filter(
    (path) => fields[path.split(/[.[]/)[0] ?? ''] !== undefined,
  );
  if (marked.length === 0) return null;
  const titles = [...new Set(marked.map((path) => fieldAt(catalogue, path.replace(/\[\d+\]/g, '[]'))?.title ?? path))];
  return { fields: marked, note: `Sample letter, not sent. Invented for this demonstration: ${titles.join(', ')}.` };
}
