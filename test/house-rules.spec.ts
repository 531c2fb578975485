import {
  applyExceptions,
  breachesOfArrows,
  breachesOfBoundWorkspace,
  breachesOfEnvironment,
  breachesOfFolderNames,
  breachesOfHandle,
  breachesOfLength,
  breachesOfLock,
  breachesOfMachinePaths,
  breachesOfPurity,
  breachesOfPuttingOff,
  breachesOfRepositories,
  breachesOfRoomNames,
  breachesOfRoomSize,
  breachesOfWorkspaceEntry,
  readSourceFiles,
} from './support/house-rules.ts';
import type { Breach, LengthException, SourceFile } from './support/house-rules.ts';

/** Breaches that stand, each with the reason. One that is no longer needed fails the test. */
const LENGTH_EXCEPTIONS: readonly LengthException[] = [];

const files = readSourceFiles();
const { missingOptionalEntries } = (await import(new URL('../scripts/complete-lock.mjs', import.meta.url).href)) as {
  missingOptionalEntries: Parameters<typeof breachesOfLock>[1];
};

function inWords(breaches: readonly Breach[]): string[] {
  return breaches.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

function file(path: string, ...lines: string[]): SourceFile {
  return { path, text: `${lines.join('\n')}\n` };
}

type Rule = (files: readonly SourceFile[]) => readonly Breach[];

/** A bad example must be found once, a good one not at all. */
function sees(rule: Rule, path: string, ...lines: string[]): number {
  return rule([file(path, ...lines)]).length;
}

it('the repository is read', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.some(({ path }) => path === 'libs/domain/scoring/index.ts')).toBe(true);
  expect(files.some(({ path }) => path.includes('node_modules'))).toBe(false);
});

describe('the arrows', () => {
  it('hold everywhere', () => {
    expect(inWords(breachesOfArrows(files))).toEqual([]);
  });

  it.each([
    ['web on a room', 'apps/web/pages/a.tsx', '@libs/findings'],
    ['web on the platform', 'apps/web/pages/a.tsx', '@libs/platform/errors'],
    ['a room on a higher room', 'libs/findings/a.service.ts', '@libs/assessments'],
    ['a room on an app', 'libs/findings/a.service.ts', '../../apps/api/main.ts'],
    ['a room on its own door', 'libs/findings/a.service.ts', '@libs/findings'],
    ['a room on its own door by path', 'libs/findings/a.service.ts', './index.ts'],
    ['a room past the door of another', 'libs/findings/a.service.ts', '../sources/source.entity.ts'],
    ['a room past the door, by alias', 'libs/findings/a.service.ts', '@libs/sources/source.entity'],
    ['a folder that is no room', 'libs/findings/a.service.ts', '@libs/gossip'],
    ['the platform on a room', 'libs/platform/access/a.ts', '@libs/workspaces'],
    ['the platform on an engine', 'libs/platform/jobs/a.ts', '@libs/typesetting'],
    ['an engine on the platform', 'libs/typesetting/pdf/a.ts', '@libs/platform/errors'],
    ['an engine on the other', 'libs/extraction/a.ts', '@libs/typesetting'],
    ['contracts on an engine', 'libs/contracts/a.ts', '@libs/extraction'],
    ['domain on contracts', 'libs/domain/dates/a.ts', '@libs/contracts'],
    ['domain on its own door', 'libs/domain/dates/a.ts', '@libs/domain/dates'],
    ['one program on another', 'apps/cli/a.ts', '../api/main.ts'],
    ['a program on a test', 'apps/api/a.ts', '../../test/support/test-app.ts'],
  ])('see %s', (_title, path, specifier) => {
    expect(sees(breachesOfArrows, path, `import { a } from '${specifier}';`)).toBe(1);
  });

  it.each([
    ['an import of a type', `import type { A } from '@libs/assessments';`],
    ['a re-export', `export { a } from '@libs/assessments';`],
    ['an export of everything', `export * from '@libs/assessments';`],
    ['a late import', `const a = await import('@libs/assessments');`],
    ['a type in place', `let a: import('@libs/assessments').A;`],
  ])('see %s', (_title, line) => {
    expect(sees(breachesOfArrows, 'libs/findings/a.ts', line)).toBe(1);
  });

  it.each([
    ['apps/web/pages/a.tsx', '@libs/domain/scoring'],
    ['apps/api/api.module.ts', '@libs/desk'],
    ['libs/assessments/a.service.ts', '@libs/findings'],
    ['libs/assessments/a.service.ts', './assessment.rules.ts'],
    ['libs/assessments/a.service.ts', '@libs/platform/tenancy'],
    ['libs/letters/a.service.ts', '@libs/typesetting'],
    ['libs/domain/evidence/a.ts', '@libs/domain/dates'],
    ['libs/domain/evidence/a.spec.ts', './index.ts'],
    ['libs/findings/a.service.ts', 'typeorm'],
    ['apps/api/api.module.ts', '../rooms.ts'],
    ['test/api/a.spec.ts', '../../libs/findings/finding.entity.ts'],
  ])('let %s import %s', (path, specifier) => {
    expect(inWords(breachesOfArrows([file(path, `import { a } from '${specifier}';`)]))).toEqual([]);
  });

  it('every folder of libs has its place, and no room outgrows twelve files', () => {
    expect(inWords([...breachesOfRoomNames(files), ...breachesOfRoomSize(files)])).toEqual([]);
    expect(sees(breachesOfRoomNames, 'libs/gossip/index.ts')).toBe(1);
    const room = Array.from({ length: 13 }, (_, index) => file(`libs/findings/f${index}.ts`));
    expect(breachesOfRoomSize(room)).toHaveLength(1);
    expect(breachesOfRoomSize([...room.slice(1), file('libs/findings/a.spec.ts')])).toEqual([]);
  });
});

describe('domain', () => {
  it('is pure', () => {
    expect(inWords(breachesOfPurity(files))).toEqual([]);
  });

  it.each([
    [`import { z } from 'zod';`],
    [`import { readFileSync } from 'node:fs';`],
    [`const now = new Date();`],
    [`const now = Date.now();`],
    [`const level = process.env.LEVEL;`],
    [`console.log('here');`],
    [`const chance = Math.random();`],
    [`await fetch('https://example.org');`],
  ])('may not say %s', (line) => {
    expect(sees(breachesOfPurity, 'libs/domain/dates/a.ts', line)).toBe(1);
  });

  it('may use the words process and document for its own things, and fast-check in specs', () => {
    expect(sees(breachesOfPurity, 'libs/domain/dates/a.ts', `const a = { process: 1 }.process;`)).toBe(0);
    expect(sees(breachesOfPurity, 'libs/domain/dates/a.spec.ts', `import fc from 'fast-check';`)).toBe(0);
    expect(sees(breachesOfPurity, 'libs/domain/dates/a.ts', `import fc from 'fast-check';`)).toBe(1);
  });
});

describe('lengths', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `  const a${index} = ${index};`);

  it('hold everywhere', () => {
    expect(inWords(applyExceptions(breachesOfLength(files), LENGTH_EXCEPTIONS))).toEqual([]);
  });

  it.each([
    ['a file of 300 lines', 'libs/a.ts', lines(300), 0],
    ['a file of 301 lines', 'libs/a.ts', lines(301), 1],
    ['a spec of 400 lines', 'libs/a.spec.ts', lines(400), 0],
    ['a spec of 401 lines', 'libs/a.spec.ts', lines(401), 1],
    ['a function of 70 lines', 'libs/a.ts', ['function a() {', ...lines(68), '}'], 0],
    ['a function of 71 lines', 'libs/a.ts', ['function a() {', ...lines(69), '}'], 1],
    ['an arrow function of 71 lines', 'libs/a.ts', ['const a = () => {', ...lines(69), '};'], 1],
    ['a method of 71 lines', 'libs/a.ts', ['class A { a() {', ...lines(69), '} }'], 1],
    ['a component of 150 lines', 'apps/web/A.tsx', ['export function A() {', ...lines(148), '}'], 0],
    ['a component of 151 lines', 'apps/web/A.tsx', ['export function A() {', ...lines(149), '}'], 1],
    ['a hook of 71 lines', 'apps/web/a.tsx', ['export function useA() {', ...lines(69), '}'], 1],
    ['a long callback in a spec', 'libs/a.spec.ts', [`it('a', () => {`, ...lines(100), '});'], 0],
  ])('%s', (_title, path, text, breaches) => {
    expect(sees(breachesOfLength, path, ...text)).toBe(breaches);
  });

  it.each([
    [5, 0],
    [6, 1],
  ])('a constructor with %i dependencies', (count, breaches) => {
    const names = Array.from({ length: count }, (_, index) => `private readonly a${index}: A`).join(', ');
    expect(sees(breachesOfLength, 'libs/a.ts', `class A { constructor(${names}) {} }`)).toBe(breaches);
  });

  it('an exception needs a reason and a breach', () => {
    const long = breachesOfLength([file('libs/a.ts', ...lines(301))]);
    const exception = { path: 'libs/a.ts', rule: 'file', reason: 'one table of law' } as const;
    expect(applyExceptions(long, [exception])).toEqual([]);
    expect(applyExceptions(long, [{ ...exception, reason: ' ' }])).toHaveLength(1);
    expect(applyExceptions([], [exception])).toHaveLength(1);
    expect(applyExceptions(long, [{ ...exception, path: 'libs/b.ts' }])).toHaveLength(2);
  });
});

describe('the database handle', () => {
  it('is held in one place', () => {
    expect(inWords(breachesOfHandle(files))).toEqual([]);
  });

  it('the workspace is entered in one way', () => {
    expect(inWords(breachesOfWorkspaceEntry(files))).toEqual([]);
  });

  it.each([
    [`import { DataSource } from 'typeorm';`, 1],
    [`import type { Repository as Rows } from 'typeorm';`, 1],
    [`import { EntityManager, Column } from 'typeorm';`, 1],
    [`import { getRepository } from 'typeorm';`, 1],
    [`import * as typeorm from 'typeorm';`, 1],
    [`import { InjectRepository } from '@nestjs/typeorm';`, 1],
    [`import { Pool } from 'pg';`, 1],
    [`import pg from 'pg';`, 1],
    [`const { Client } = await import('pg');`, 1],
    [`import { Entity, Column } from 'typeorm';`, 0],
  ])('%s in a room', (line, breaches) => {
    expect(sees(breachesOfHandle, 'libs/findings/a.service.ts', line)).toBe(breaches);
    expect(sees(breachesOfHandle, 'libs/platform/tenancy/a.ts', line)).toBe(0);
    expect(sees(breachesOfHandle, 'test/support/a.ts', line)).toBe(0);
  });

  it('one caller, not none and not two', () => {
    const caller = (path: string) => file(path, 'await query(`select app.enter_workspace($1, $2, $3)`);');
    expect(breachesOfWorkspaceEntry([caller('libs/platform/tenancy/a.ts')])).toEqual([]);
    expect(breachesOfWorkspaceEntry([])).toHaveLength(1);
    expect(breachesOfWorkspaceEntry([caller('libs/platform/tenancy/a.ts'), caller('libs/desk/b.ts')])).toHaveLength(2);
  });

  it.each([
    [`await query("select set_config('app.workspace_id', $1, true)");`],
    ['await query(`set local app.workspace_id = ${id}`);'],
  ])('nobody says %s', (line) => {
    const caller = file('libs/platform/tenancy/a.ts', 'query(`select app.enter_workspace($1)`);');
    expect(breachesOfWorkspaceEntry([caller, file('libs/desk/b.ts', line)])).toHaveLength(1);
  });
});

describe('queries', () => {
  const query = (sql: string) => `await tx.query(\`${sql}\`, [tx.workspaceId, id]);`;

  it('name the workspace as a bound parameter, for each table', () => {
    expect(inWords([...breachesOfBoundWorkspace(files), ...breachesOfRepositories(files)])).toEqual([]);
  });

  it.each([
    ['select id from app.claim where id = $1', 1],
    ['select id from app.claim where workspace_id = $1 and id = $2', 0],
    ['select c.id from app.claim c where c.workspace_id = $1::uuid', 0],
    ['select c.id from app.claim as c where id = $2 and workspace_id = $1', 1],
    ['select c.id from app.claim c join app.excerpt x on x.id = c.excerpt_id where c.workspace_id = $1', 1],
    ['from app.claim c join app.excerpt x on x.workspace_id = c.workspace_id where c.workspace_id = $1', 1],
    ['from app.claim c join app.excerpt x on x.workspace_id = $1 and x.id = $2 where c.workspace_id = $1', 0],
    ['select 1 from app.claim where workspace_id = $1 and exists (select from app.excerpt where id = $2)', 1],
    ['select 1 from app.claim where workspace_id = $1 union all select 2 from app.finding where id = $2', 1],
    ['update app.claim set drift = null where id = $2', 1],
    ['update app.claim set drift = null where workspace_id = $1 and id = $2', 0],
    ['delete from app.claim_statement where claim_id = $2', 1],
    ['delete from ${table} where answer_id = $2', 1],
    ['delete from ${table} where workspace_id = $1 and answer_id = $2', 0],
    ['insert into app.claim (id, workspace_id) values ($2, $1)', 1],
    ['insert into app.claim as c (workspace_id, id) values ($1, $2)', 0],
    ['with line as (select $1) select id from line', 0],
  ])('%s', (sql, breaches) => {
    expect(sees(breachesOfBoundWorkspace, 'libs/findings/a.queries.ts', query(sql))).toBe(breaches);
  });

  it('a table that a migration declares local has no workspace to name', () => {
    const asked = file('libs/workspaces/a.ts', query('select slug from app.workspace_directory'));
    expect(breachesOfBoundWorkspace([asked])).toHaveLength(1);
    const migration = file('migrations/001.ts', `sql("select dist.local('app.workspace_directory', 'select')");`);
    expect(breachesOfBoundWorkspace([asked, migration])).toEqual([]);
  });

  it.each([
    ['await tx.of(Claim).findBy({ id: In(ids) });', 1],
    ['await tx.of(Claim).findBy({ workspaceId: tx.workspaceId, id: In(ids) });', 0],
    ['await tx.of(Claim).find({ where: { id }, order: { id: `ASC` } });', 1],
    ['await tx.of(Claim).find({ where: { workspaceId, id } as never });', 0],
    ['const where = { id }; await tx.of(Claim).find({ where });', 1],
    ['const where = { workspaceId: tx.workspaceId }; await tx.of(Claim).find({ where });', 0],
    ['await this.tx.of(Claim).existsBy({ key });', 1],
    ['await tx.of(Claim).count();', 1],
    ['await tx.of(Claim).save({ workspaceId, id });', 1],
    ['await tx.of(Claim).createQueryBuilder();', 1],
  ])('%s', (line, breaches) => {
    expect(sees(breachesOfRepositories, 'libs/findings/a.service.ts', line)).toBe(breaches);
  });
});

describe('the environment, names and paths', () => {
  it.each<[string, Rule]>([
    ['only config reads the environment', breachesOfEnvironment],
    ['folders are named after something', breachesOfFolderNames],
    ['nothing is put off', breachesOfPuttingOff],
    ['no path of one machine', breachesOfMachinePaths],
  ])('%s', (_title, rule) => {
    expect(inWords(rule(files))).toEqual([]);
  });

  it.each([
    ['libs/desk/a.ts', 'const a = process.env.PORT;', 1],
    ['libs/desk/a.ts', `const a = process['env'].PORT;`, 1],
    ['libs/desk/a.ts', 'const { env } = process;', 1],
    ['libs/desk/a.ts', `import { env } from 'node:process';`, 1],
    ['apps/api/main.ts', 'start(globalThis.process.env);', 1],
    ['libs/platform/config/config.ts', 'const a = process.env.PORT;', 0],
    ['libs/desk/a.spec.ts', 'const a = process.env.PORT;', 0],
    ['scripts/start.mjs', 'const a = process.env.PORT;', 0],
    ['libs/desk/a.ts', 'process.exitCode = 1;', 0],
  ])('in %s: %s', (path, line, breaches) => {
    expect(sees(breachesOfEnvironment, path, line)).toBe(breaches);
  });

  it.each(['utils', 'helpers', 'common', 'shared', 'dto'])('a folder named %s is seen', (name) => {
    expect(sees(breachesOfFolderNames, `libs/desk/${name}/a.ts`)).toBe(1);
  });

  it('work put off is seen', () => {
    expect(sees(breachesOfPuttingOff, 'libs/desk/a.ts', `// ${'TO'}${'DO'}: later`)).toBe(1);
    expect(sees(breachesOfPuttingOff, 'libs/desk/a.ts', '// method to do it')).toBe(0);
  });

  it.each([
    [['', 'work', 'main'], 1],
    [['', 'root', '.npm'], 1],
    [['', 'home', 'ada'], 1],
    [['example.org', 'home', 'page'], 0],
    [['..', 'work', 'main'], 0],
  ])('the path %j', (parts, breaches) => {
    expect(sees(breachesOfMachinePaths, 'docs/a.md', `See "${parts.join('/')}".`)).toBe(breaches);
  });
});

describe('the lock', () => {
  it('names no host and lacks no entry', () => {
    const lock = files.find(({ path }) => path === 'package-lock.json');
    expect(inWords(breachesOfLock(lock!.text, missingOptionalEntries))).toEqual([]);
  });

  it('a host and a missing entry are seen', () => {
    const host = { packages: { 'node_modules/a': { version: '1.0.0', resolved: 'https://example.org/a.tgz' } } };
    expect(breachesOfLock(JSON.stringify(host), missingOptionalEntries)).toHaveLength(1);
    const hole = { packages: { 'node_modules/a': { optionalDependencies: { 'a-linux-x64': '1.0.0' } } } };
    expect(breachesOfLock(JSON.stringify(hole), missingOptionalEntries)).toHaveLength(1);
    const whole = { packages: { ...hole.packages, 'node_modules/a-linux-x64': { version: '1.0.0', optional: true } } };
    expect(breachesOfLock(JSON.stringify(whole), missingOptionalEntries)).toEqual([]);
  });
});
