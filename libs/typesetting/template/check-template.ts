import Handlebars from 'handlebars';
import { analyseTemplate } from './analyse-template.ts';
import type { TemplateAnalysis } from './analyse-template.ts';
import type { FieldCatalogue } from './catalogue.ts';
import { markdownProblem } from '../markdown/markdown-caps.ts';
import type { TemplateProblem } from './problems.ts';
import { scanSource } from './source-scan.ts';

/**
 * The save-time check of a letter template: every problem at once, ordered by line and column; an empty
 * list means the template may be stored. Pure and bounded: the source is scanned before it is parsed, so
 * hostile text costs milliseconds. `source` may be anything; only text passes. Rules H1 to H5.
 */
export function checkTemplate(source: unknown, catalogue: FieldCatalogue): TemplateProblem[] {
  return readTemplate(source, catalogue).problems;
}

/** The parsed tree with its analysis; `program` is null when the source did not get as far as a tree. */
export function readTemplate(
  source: unknown,
  catalogue: FieldCatalogue,
): { program: hbs.AST.Program | null } & TemplateAnalysis {
  const refused = scanSource(source);
  if (refused.length > 0) return { program: null, problems: refused, uses: new Map() };
  const text = source as string;
  const complex = markdownProblem(text);
  const problems: TemplateProblem[] = complex
    ? [{ line: complex.line, column: 1, code: 'markdown_too_complex', message: complex.message }]
    : [];
  let program: hbs.AST.Program;
  try {
    program = Handlebars.create().parse(text);
  } catch (error) {
    return { program: null, problems: [...problems, syntaxProblem(error)], uses: new Map() };
  }
  const analysis = analyseTemplate(program, catalogue);
  const all = [...problems, ...analysis.problems].sort((a, b) => a.line - b.line || a.column - b.column);
  return { program, problems: all, uses: analysis.uses };
}

function syntaxProblem(error: unknown): TemplateProblem {
  const message = error instanceof Error ? error.message : String(error);
  const [, line] = /on line (\d+)/.exec(message) ?? [];
  const [, mismatchLine, mismatchColumn] = / - (\d+):(\d+)/.exec(message) ?? [];
  const pointer = /\n(-*)\^/.exec(message)?.[1]?.length ?? 0;
  const reason = / doesn't match /.test(message)
    ? (message.split(' - ')[0] ?? message)
    : 'a field or block is not closed';
  return {
    line: Number(line ?? mismatchLine ?? 1),
    column: mismatchColumn ? Number(mismatchColumn) + 1 : pointer + 1,
    code: 'syntax',
    message: `The template cannot be read: ${reason}.`,
  };
}
