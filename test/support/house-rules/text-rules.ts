import ts from 'typescript';
import { importsOf, isCode, isForTests, lineOf, visitNodes } from './source-files.ts';
import type { Breach, SourceFile } from './source-files.ts';

const CONFIG = ['libs/platform/config.ts', 'libs/platform/config/config.ts'];
const FOLDERS_WITHOUT_A_NAME = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'dto', 'dtos'];

/** Words that put work off. Written in parts, so that this file does not hold them. */
const PUT_OFF = new RegExp(`\\b(?:${['TO', 'FIX'].map((start, index) => start + ['DO', 'ME'][index]).join('|')})\\b`);

/** The beginning of a path that exists on one machine only. */
const MACHINE_PATH = new RegExp(`(?<![\\w.@~-])/(?:${['work', 'root', 'home'].join('|')})/`);

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'env' && /(?:^|\.)process$/.test(node.expression.getText());
  }
  if (ts.isElementAccessExpression(node)) {
    const key = node.argumentExpression;
    return node.expression.getText() === 'process' && ts.isStringLiteralLike(key) && key.text === 'env';
  }
  const taken = ts.isVariableDeclaration(node) && node.initializer?.getText() === 'process';
  return taken && /\benv\b/.test(node.name.getText());
}

/** Inside libs and apps only the config file reads the environment. */
export function breachesOfEnvironment(files: readonly SourceFile[]): Breach[] {
  const watched = files.filter(
    (file) => /^(?:libs|apps)\//.test(file.path) && isCode(file) && !isForTests(file) && !CONFIG.includes(file.path),
  );
  const message = 'only libs/platform/config reads process.env';
  return watched.flatMap((file) => {
    const breaches: Breach[] = importsOf(file)
      .filter(({ specifier, names }) => /^(?:node:)?process$/.test(specifier) && names.includes('env'))
      .map(({ line }) => ({ path: file.path, line, message }));
    visitNodes(file, (node) => {
      if (readsEnvironment(node)) breaches.push({ path: file.path, line: lineOf(file, node), message });
    });
    return breaches;
  });
}

/** No folder is named after nothing in particular. */
export function breachesOfFolderNames(files: readonly SourceFile[]): Breach[] {
  return files.flatMap(({ path }) => {
    const folder = path
      .split('/')
      .slice(0, -1)
      .find((name) => FOLDERS_WITHOUT_A_NAME.includes(name));
    return folder ? [{ path, line: 1, message: `the folder name "${folder}" says nothing` }] : [];
  });
}

function breachesByLine(files: readonly SourceFile[], pattern: RegExp, message: string): Breach[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [{ path, line: index + 1, message }] : [])),
  );
}

/** Nothing is put off in a comment. */
export function breachesOfPuttingOff(files: readonly SourceFile[]): Breach[] {
  return breachesByLine(files, PUT_OFF, 'it puts work off; do it, or file it');
}

/** No path of one machine stands in the repository. */
export function breachesOfMachinePaths(files: readonly SourceFile[]): Breach[] {
  return breachesByLine(files, MACHINE_PATH, 'it names a path of one machine');
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
}

type MissingEntries = (lock: Lock) => readonly { readonly from: string; readonly name: string }[];

/** The lock names no registry, and has an entry for every optional dependency, or `npm ci` fails (decision 43). */
export function breachesOfLock(text: string, missingOptionalEntries: MissingEntries): Breach[] {
  const lock = JSON.parse(text) as Lock;
  const path = 'package-lock.json';
  const resolved = Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved !== undefined && /^[a-z+]+:\/\//i.test(entry.resolved))
    .map(([key]) => ({ path, line: 1, message: `${key} names the host it came from` }));
  const missing = missingOptionalEntries(lock).map(({ from, name }) => {
    return { path, line: 1, message: `${from === '' ? 'the project' : from} names ${name}, which has no entry` };
  });
  return [...resolved, ...missing];
}
