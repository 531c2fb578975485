import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { sourceFiles } from './build-parts.mjs';
import { systemBrowsers } from './browser.mjs';
import { fixDataDirectory } from './data-directory.mjs';
import { explainNpmFailure, lockIsConsistent, treeMatchesLock } from './install.mjs';
import { isAbandoned, withLock } from './lock.mjs';
import { refuseNodeVersion } from './require-node.mjs';
import { ROOT } from './run.mjs';

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the oldest Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.3.1'])('accepts %s', (version) => {
    expect(refuseNodeVersion(version)).toBeNull();
  });

  it.each(['16.20.0', '18.20.8', '20.18.3'])('refuses %s and says what to install', (version) => {
    expect(refuseNodeVersion(version)).toMatch(/install Node 20\.19 or newer/);
  });
});

describe('the installed packages', () => {
  const lock = {
    packages: {
      '': { dependencies: { pg: '8.23.1' } },
      'node_modules/pg': { version: '8.23.1' },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  };

  it('match a lock whose optional packages belong to another system', () => {
    expect(treeMatchesLock(lock, { packages: { 'node_modules/pg': { version: '8.23.1' } } })).toBe(true);
  });

  it('do not match when one is missing or has another version', () => {
    expect(treeMatchesLock(lock, { packages: {} })).toBe(false);
    expect(treeMatchesLock(lock, { packages: { 'node_modules/pg': { version: '8.23.0' } } })).toBe(false);
  });

  it('come from `npm ci` only while package.json and the lock agree', () => {
    expect(lockIsConsistent({ dependencies: { pg: '8.23.1' } }, lock)).toBe(true);
    expect(lockIsConsistent({ dependencies: { pg: '8.23.2' } }, lock)).toBe(false);
    const withHole = {
      packages: { ...lock.packages, 'node_modules/x': { optionalDependencies: { 'x-linux': '1.0.0' } } },
    };
    expect(lockIsConsistent({ dependencies: { pg: '8.23.1' } }, withHole)).toBe(false);
  });

  it.each([
    ['npm error code ENOSPC', /disk is full/],
    ['npm error code EACCES', /owner of this folder/],
    ['npm error code ENOTFOUND', /network/],
    ['npm error code E404\nnpm error Not found: x@1.0.0', /Not found: x@1\.0\.0/],
  ])('explain "%s" in one line', (output, expected) => {
    expect(explainNpmFailure(output)).toMatch(expected);
    expect(explainNpmFailure(output)).not.toContain('\n');
  });
});

describe('the data directory', () => {
  it.each([
    [undefined, 'data'],
    ['', 'data'],
    ['elsewhere/kept', join('elsewhere', 'kept')],
  ])('given as %s lies in the checkout, wherever the command was started', (given, expected) => {
    const env = { DATA_DIR: given };
    fixDataDirectory(env);
    expect(relative(ROOT, env.DATA_DIR!)).toBe(expected);
  });

  it('given in full stays as it is', () => {
    const env = { DATA_DIR: join(tmpdir(), 'kept') };
    fixDataDirectory(env);
    expect(env.DATA_DIR).toBe(join(tmpdir(), 'kept'));
  });
});

describe('in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline scripts '));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('sources are all files but the specs', () => {
    mkdirSync(join(folder, 'room'));
    for (const name of ['b.ts', 'room/a.hbs', 'b.spec.ts', 'Page.spec.tsx']) writeFileSync(join(folder, name), '');
    expect(sourceFiles(folder).map((file: string) => relative(folder, file))).toEqual(['b.ts', join('room', 'a.hbs')]);
    expect(sourceFiles(join(folder, 'absent'))).toEqual([]);
  });

  it('a browser is found on the search path, in its order', () => {
    for (const name of ['one', 'two']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'one', 'google-chrome'), '');
    writeFileSync(join(folder, 'two', 'chromium'), '');
    const searchPath = [join(folder, 'one'), join(folder, 'two')].join(delimiter);
    const found = systemBrowsers(searchPath).filter((place: string) => place.startsWith(folder));
    expect(found).toEqual([join(folder, 'one', 'google-chrome'), join(folder, 'two', 'chromium')]);
  });

  it('two that prepare at once take turns', async () => {
    const path = join(folder, 'dist', 'lock');
    const order: string[] = [];
    let waits = 0;
    const turn = (name: string) =>
      withLock(
        path,
        () => waits++,
        async () => {
          order.push(`${name} begins`);
          await aMoment();
          order.push(`${name} ends`);
        },
      );
    await Promise.all([turn('one'), turn('two')]);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(waits).toBe(1);
  });

  it('the lock goes when the work fails', async () => {
    const path = join(folder, 'lock');
    const work = withLock(path, aMoment, () => Promise.reject(new Error('no space')));
    await expect(work).rejects.toThrow('no space');
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });

  it('a lock whose process ended or fell silent is abandoned', async () => {
    const path = join(folder, 'lock');
    writeFileSync(path, String(process.pid));
    expect(isAbandoned(path)).toBe(false);
    utimesSync(path, new Date(0), new Date(0));
    expect(isAbandoned(path)).toBe(true);
    writeFileSync(path, '999999999');
    expect(isAbandoned(path)).toBe(true);
    await expect(withLock(path, aMoment, () => Promise.resolve('done'))).resolves.toBe('done');
  });
});
