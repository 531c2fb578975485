import ts from 'typescript';
import { isCode, isForTests, lineOf, visitNodes } from './source-files.ts';
import type { Breach, SourceFile } from './source-files.ts';

const EXEMPT = [
  // Writes the SQL of plain finds, inserts and updates; what it is asked with is checked where it is asked.
  'libs/platform/tenancy/plain-table.ts',
  // Writes rows of a backup into every table there is, as the owner; each row names its workspace.
  'libs/platform/backup/restore.ts',
];

/** Stands where a template has `${…}`: a table named so is a tenant table until somebody shows otherwise. */
const FILLED_IN = '§';

const TABLE = new RegExp(`\\b(from|join|update|into)\\s+(app\\.\\w+|${FILLED_IN})(?:\\s+(?:as\\s+)?(\\w+))?`, 'g');
const NO_ALIAS = new Set(
  'where on set join left right inner cross full order group having limit union using values select for returning'.split(
    ' ',
  ),
);
const IS_SQL = /\bapp\.\w|\bworkspace_id\b|^\s*(?:select|insert into|update|delete from|with)\s/;

const READS = new Set(
  'find findBy findOne findOneBy findOneOrFail findOneByOrFail findAndCount findAndCountBy count countBy exists existsBy'.split(
    ' ',
  ),
);
const WRITES = new Set(
  'save insert update upsert delete remove softDelete softRemove restore increment decrement clear'.split(' '),
);

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => FILLED_IN + literal.text).join('');
}

/** Tables that a migration declares local: they hold no rows of a workspace. */
function localTables(files: readonly SourceFile[]): Set<string> {
  const migrations = files.filter(({ path }) => path.startsWith('migrations/'));
  return new Set(
    migrations.flatMap(({ text }) => [...text.matchAll(/dist\.local\('(app\.\w+)'/g)].map(([, name]) => name!)),
  );
}

/** Tables in a piece of SQL whose workspace is not tied to a parameter, each with its place in the text. */
function unboundTables(sql: string, local: ReadonlySet<string>): { readonly table: string; readonly at: number }[] {
  const found = [...sql.matchAll(TABLE)];
  return found.flatMap(([whole, verb, table, word], index) => {
    const at = found[index]!.index;
    if (local.has(table!)) return [];
    const behind = sql.slice(at + whole.length - (word?.length ?? 0), found[index + 1]?.index);
    const alias = word === undefined || NO_ALIAS.has(word) ? undefined : word;
    const isBound =
      verb === 'into'
        ? /\(\s*workspace_id\b/.test(behind)
        : alias === undefined
          ? /(?<![\w.])workspace_id\s*=\s*\$\d/.test(behind)
          : new RegExp(`\\b${alias}\\.workspace_id\\s*=\\s*\\$\\d`).test(sql);
    return isBound ? [] : [{ table: table === FILLED_IN ? 'a table' : table!, at }];
  });
}

/**
 * Every query names the workspace as a bound parameter, for each table and in each sub-select: row-level security keeps
 * rows apart, but does not tell a cluster where they are.
 */
export function breachesOfBoundWorkspace(files: readonly SourceFile[]): Breach[] {
  const local = localTables(files);
  const breaches: Breach[] = [];
  for (const file of files.filter((each) => isQueried(each) && !EXEMPT.includes(each.path))) {
    visitNodes(file, (node) => {
      const sql = textOf(node);
      if (sql === undefined || !IS_SQL.test(sql)) return;
      for (const { table, at } of unboundTables(sql, local)) {
        const line = lineOf(file, node) + sql.slice(0, at).split('\n').length - 1;
        breaches.push({ path: file.path, line, message: `${table} is named without workspace_id = $n of its own` });
      }
    });
  }
  return breaches;
}

function isQueried(file: SourceFile): boolean {
  return /^(?:libs|apps)\//.test(file.path) && !file.path.startsWith('apps/web/') && isCode(file) && !isForTests(file);
}

/** What a name stands for in its file: the text of everything that is declared under it. */
function declaredText(file: SourceFile, name: string): string {
  const texts: string[] = [];
  visitNodes(file, (node) => {
    const declares = ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name;
    if (declares && node.initializer) texts.push(node.initializer.getText());
  });
  return texts.join('\n');
}

function namesWorkspace(file: SourceFile, value: ts.Expression | undefined): boolean {
  if (value === undefined) return false;
  if (ts.isAsExpression(value)) return namesWorkspace(file, value.expression);
  if (ts.isIdentifier(value)) return /\bworkspaceId\b/.test(declaredText(file, value.text));
  if (ts.isPropertyAccessExpression(value)) return /\bworkspaceId\b/.test(declaredText(file, value.name.text));
  if (!ts.isObjectLiteralExpression(value)) return false;
  return value.properties.some((member) => {
    if (ts.isSpreadAssignment(member)) return namesWorkspace(file, member.expression);
    const name = member.name.getText();
    if (name === 'workspaceId') return true;
    if (name !== 'where') return false;
    return namesWorkspace(file, ts.isPropertyAssignment(member) ? member.initializer : (member.name as ts.Identifier));
  });
}

/**
 * Reads through `tx.of(…)` name the workspace; writes go through `tx.insert` and `tx.update`, which keep the version and
 * the audit event.
 */
export function breachesOfRepositories(files: readonly SourceFile[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files.filter(isQueried)) {
    visitNodes(file, (node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
      const { name, expression } = node.expression;
      const isRepository =
        ts.isCallExpression(expression) && /^tx\.of$|\.tx\.of$/.test(expression.expression.getText());
      if (!isRepository) return;
      const say = (message: string) => breaches.push({ path: file.path, line: lineOf(file, name), message });
      if (WRITES.has(name.text)) say(`${name.text} keeps no version: write through tx.insert or tx.update`);
      else if (!READS.has(name.text)) say(`${name.text} cannot be checked for its workspace: use find or tx.query`);
      else if (!namesWorkspace(file, node.arguments[0])) say(`${name.text} does not name workspaceId`);
    });
  }
  return breaches;
}
