import ts from 'typescript';
import { importsOf, isCode, isForTests, lineOf, visitNodes } from './source-files.ts';
import type { Breach, SourceFile } from './source-files.ts';

/** What ties code to a machine, a clock or the outside world. */
const OUTSIDE = new Set([
  'process',
  'Buffer',
  'require',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'performance',
  'crypto',
  'window',
  'document',
  'localStorage',
  'globalThis',
]);

function isDomain({ path }: SourceFile): boolean {
  return path.startsWith('libs/domain/');
}

function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return true;
  const declares = ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent);
  const member = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent);
  return (declares || member) && parent.name === node;
}

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && OUTSIDE.has(node.text) && !isName(node)) return `it uses ${node.text}`;
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date')
    return 'it uses Date, which knows the time zone';
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText();
    if (text === 'Date.now' || text === 'Math.random' || text === 'Date.parse') return `it uses ${text}`;
  }
  return undefined;
}

/**
 * libs/domain imports nothing outside itself and reads no clock, machine or network: it runs in the browser and takes
 * the date and the rule set as arguments. Its specs may use fast-check.
 */
export function breachesOfPurity(files: readonly SourceFile[]): Breach[] {
  return files
    .filter((file) => isDomain(file) && isCode(file))
    .flatMap((file) => {
      const forTests = isForTests(file);
      const imports = importsOf(file).filter(({ specifier }) => {
        const isInside = specifier.startsWith('@libs/domain/') || specifier.startsWith('.');
        return !isInside && !(forTests && specifier === 'fast-check');
      });
      const breaches: Breach[] = imports.map(({ specifier, line }) => ({
        path: file.path,
        line,
        message: `domain imports nothing, and not ${specifier}`,
      }));
      if (forTests) return breaches;
      visitNodes(file, (node) => {
        const impurity = impurityOf(node);
        if (impurity)
          breaches.push({ path: file.path, line: lineOf(file, node), message: `${impurity}; domain is pure` });
      });
      return breaches;
    });
}
