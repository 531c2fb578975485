import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A file as the rules see it: its path from the root of the repository, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One breach of a rule. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A name brought in from a module; `*` for the whole module, `default` for its default export. */
export interface ImportedModule {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly line: number;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LEFT_OUT_EVERYWHERE = ['node_modules', '.git', 'dist'];
const LEFT_OUT_AT_THE_TOP = ['data', 'coverage', 'test-results'];
const TEXT =
  /\.(?:ts|tsx|mts|mjs|cjs|js|json|md|yaml|yml|sql|css|html|hbs|typ|sh|svg)$|\/(?:Dockerfile|run)$|^\.[a-z]+rc$/;

function walk(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isLeftOut = LEFT_OUT_EVERYWHERE.includes(entry.name) || LEFT_OUT_AT_THE_TOP.includes(place);
    if (entry.isDirectory()) return isLeftOut ? [] : walk(place);
    return entry.isFile() ? [place] : [];
  });
}

/** Every text file of the repository as it lies on disk, without packages, builds and the data directory. */
export function readSourceFiles(): SourceFile[] {
  const places = walk('').filter((place) => TEXT.test(place));
  return places.sort().map((place) => ({ path: place, text: readFileSync(path.join(ROOT, place), 'utf8') }));
}

export function isSpec({ path: place }: SourceFile): boolean {
  return /\.spec\.tsx?$/.test(place);
}

/** Files that serve specs only: they stand under the rules of tests. */
export function isForTests(file: SourceFile): boolean {
  return isSpec(file) || /\.(?:fixture|support)\.ts$/.test(file.path) || file.path.startsWith('test/');
}

export function isCode({ path: place }: SourceFile): boolean {
  return /\.(?:ts|tsx|mts|mjs)$/.test(place) && !place.endsWith('.d.ts');
}

const parsed = new WeakMap<SourceFile, ts.SourceFile>();

export function parse(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(file, tree);
  return tree;
}

/** Calls `visit` for every node of the file, parents first. */
export function visitNodes(file: SourceFile, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(parse(file));
}

export function lineOf(file: SourceFile, node: ts.Node): number {
  const tree = parse(file);
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  if (!clause) return [];
  const names = clause.name ? ['default'] : [];
  const bindings = clause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, '*'];
  return [...names, ...bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)];
}

/** Every module a file names: imports, re-exports, `import()`, `import('…')` types and `require`. */
export function importsOf(file: SourceFile): ImportedModule[] {
  const found: ImportedModule[] = [];
  const add = (specifier: ts.Node | undefined, names: readonly string[]): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    found.push({ specifier: specifier.text, names, line: lineOf(file, specifier) });
  };
  visitNodes(file, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, namesOf(node.importClause));
    else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
      add(node.moduleSpecifier, named ? named.map(({ name, propertyName }) => (propertyName ?? name).text) : ['*']);
    } else if (ts.isImportTypeNode(node)) {
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, ['*']);
    } else if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isImport || isRequire) add(node.arguments[0], ['*']);
    }
  });
  return found;
}
