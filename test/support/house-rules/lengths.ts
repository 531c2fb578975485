import ts from 'typescript';
import { isCode, isSpec, lineOf, parse, visitNodes } from './source-files.ts';
import type { Breach, SourceFile } from './source-files.ts';

export type LengthRule = 'file' | 'function' | 'component' | 'constructor';

const LIMIT: Record<LengthRule, number> = { file: 300, function: 70, component: 150, constructor: 5 };
const SPEC_FILE_LIMIT = 400;

/** A breach that stands, with the reason. `name` is the function; it is left out for a file. */
export interface LengthException {
  readonly path: string;
  readonly rule: LengthRule;
  readonly name?: string;
  readonly reason: string;
}

export interface LengthBreach extends Breach {
  readonly rule: LengthRule;
  readonly name: string;
}

function linesOf(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  if (ts.isCallExpression(parent) && ts.isVariableDeclaration(parent.parent)) return parent.parent.name.getText();
  return '(a function without a name)';
}

function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function functionBreaches(file: SourceFile): LengthBreach[] {
  const breaches: LengthBreach[] = [];
  const tree = parse(file);
  visitNodes(file, (node) => {
    if (!hasBody(node)) return;
    const line = lineOf(file, node);
    const name = nameOf(node);
    const length = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - line;
    const rule = file.path.endsWith('.tsx') && /^[A-Z]/.test(name) ? 'component' : 'function';
    if (length > LIMIT[rule] && !isSpec(file)) {
      const message = `${name} has ${length} lines; a ${rule} has at most ${LIMIT[rule]}`;
      breaches.push({ path: file.path, line, rule, name, message });
    }
    if (ts.isConstructorDeclaration(node) && node.parameters.length > LIMIT.constructor) {
      const message = `the constructor takes ${node.parameters.length} arguments; at most ${LIMIT.constructor}`;
      breaches.push({ path: file.path, line, rule: 'constructor', name, message });
    }
  });
  return breaches;
}

/** File 300 lines (specs 400), function 70 (not in specs), React component 150, constructor 5 dependencies. */
export function breachesOfLength(files: readonly SourceFile[]): LengthBreach[] {
  return files.filter(isCode).flatMap((file) => {
    const lines = linesOf(file.text);
    const limit = isSpec(file) ? SPEC_FILE_LIMIT : LIMIT.file;
    const message = `it has ${lines} lines; at most ${limit}`;
    const own: LengthBreach[] = lines > limit ? [{ path: file.path, line: 1, rule: 'file', name: '', message }] : [];
    return [...own, ...functionBreaches(file)];
  });
}

/** Takes out what the exceptions allow, and names exceptions that no longer apply or give no reason. */
export function applyExceptions(breaches: readonly LengthBreach[], exceptions: readonly LengthException[]): Breach[] {
  const covers = (exception: LengthException, breach: LengthBreach): boolean =>
    exception.path === breach.path && exception.rule === breach.rule && (exception.name ?? '') === breach.name;
  const left = breaches.filter((breach) => !exceptions.some((exception) => covers(exception, breach)));
  const idle = exceptions.filter(
    (exception) => exception.reason.trim() === '' || !breaches.some((breach) => covers(exception, breach)),
  );
  return [
    ...left,
    ...idle.map(({ path }) => ({ path, line: 1, message: 'the exception is not needed, or has no reason' })),
  ];
}
