import ts from 'typescript';
import { importsOf, isCode, isForTests, lineOf, visitNodes } from './source-files.ts';
import type { Breach, SourceFile } from './source-files.ts';

const OWNERS = [
  'libs/platform/tenancy/',
  'libs/platform/database/',
  // Reads every table as the login `backup` and writes them as the owner; no room and no route comes here.
  'libs/platform/backup/',
  // The narrow login that sees accounts and sessions, and no tenant table.
  'libs/platform/access/identity-store.ts',
  // The login that relays the outbox and works jobs: it claims rows under the ordinary policy.
  'libs/platform/jobs/queue.ts',
  'migrations/',
  'scripts/',
  'test/support/',
  // These test the handles themselves: the server, the catalogue, the walls and the migrations.
  'libs/platform/postgres/postgres.spec.ts',
  'test/tenancy/',
  // The baseline that the server is measured against.
  'test/bench/',
];

/** Names that open, or are, a connection to the database. */
const HANDLES: Record<string, readonly string[]> = {
  typeorm: [
    'DataSource',
    'Repository',
    'EntityManager',
    'QueryRunner',
    'getRepository',
    'getManager',
    'createConnection',
    'getConnection',
    'BaseEntity',
    'default',
    '*',
  ],
  '@nestjs/typeorm': ['InjectRepository', 'InjectDataSource', 'InjectEntityManager', 'getRepositoryToken', '*'],
  pg: ['Pool', 'Client', 'default', '*'],
  'pg-pool': ['default', '*'],
};

/** Only platform/tenancy, platform/database, migrations, scripts and test/support hold a database handle. */
export function breachesOfHandle(files: readonly SourceFile[]): Breach[] {
  const watched = files.filter((file) => isCode(file) && !OWNERS.some((owner) => file.path.startsWith(owner)));
  return watched.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, names, line }) =>
      names
        .filter((name) => HANDLES[specifier]?.includes(name))
        .map((name) => ({ path: file.path, line, message: `it takes ${name} of ${specifier}: use the transaction` })),
    ),
  );
}

function literalsOf(file: SourceFile): { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  visitNodes(file, (node) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText) found.push({ text: node.text, line: lineOf(file, node) });
  });
  return found;
}

/**
 * The workspace is set in one way: one caller of `enter_workspace` in libs, and nobody sets a setting `app.…` by hand
 * (decision 26).
 */
export function breachesOfWorkspaceEntry(files: readonly SourceFile[]): Breach[] {
  const code = files.filter((file) => /^(?:libs|apps)\//.test(file.path) && isCode(file) && !isForTests(file));
  const literals = code.flatMap((file) => literalsOf(file).map((literal) => ({ path: file.path, ...literal })));
  const byHand = literals
    .filter(({ text }) => /set_config\s*\(\s*'app\.|\bset\s+(?:local\s+|session\s+)?app\./i.test(text))
    .map(({ path, line }) => ({ path, line, message: 'it sets app. by hand: enter_workspace is the only way' }));
  const callers = literals.filter(({ path, text }) => path.startsWith('libs/') && /enter_workspace\s*\(/.test(text));
  if (callers.length === 1) return byHand;
  const message = `enter_workspace has ${callers.length} callers in libs; it has exactly one`;
  const named = callers.length === 0 ? [{ path: 'libs', line: 1 }] : callers;
  return [...byHand, ...named.map(({ path, line }) => ({ path, line, message }))];
}
