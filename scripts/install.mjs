// Installs the packages when node_modules is missing or does not match the lock.
import { createHash } from 'node:crypto';
import fs, { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { missingOptionalEntries } from './complete-lock.mjs';
import { Refusal, ROOT, run, say } from './run.mjs';

const NEEDED_BYTES = 1_200_000_000;
const STAMP = join(ROOT, 'node_modules', '.plumbline-installed');

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

function stampOf(lockText) {
  const digest = createHash('sha256').update(lockText).digest('hex');
  return `${digest} ${process.platform} ${process.arch}`;
}

/** True when every package that the lock requires is in the installed tree's own list, at that version. */
export function treeMatchesLock(lock, installed) {
  return Object.entries(lock.packages).every(([place, entry]) => {
    if (place === '') return true;
    const present = installed.packages[place];
    if (!present) return entry.optional === true || entry.peer === true;
    return present.version === entry.version;
  });
}

/** True when package.json and the lock name the same direct dependencies and `npm ci` can read the lock. */
export function lockIsConsistent(manifest, lock) {
  const same = ['dependencies', 'devDependencies', 'optionalDependencies'].every((kind) => {
    const sorted = (names) => JSON.stringify(Object.entries(names ?? {}).sort());
    return sorted(manifest[kind]) === sorted(lock.packages[''][kind]);
  });
  return same && missingOptionalEntries(lock).length === 0;
}

/** Whether every package that this project names is there: an install that was cut off may have left the stamp. */
function isWhole() {
  const { dependencies, devDependencies } = readJson(join(ROOT, 'package.json'));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.every((name) => existsSync(join(ROOT, 'node_modules', name, 'package.json')));
}

/** True when packages have to be installed before anything else can run. */
export function needsInstall() {
  const lockPath = join(ROOT, 'package-lock.json');
  if (!existsSync(lockPath)) return !existsSync(join(ROOT, 'node_modules'));
  const lockText = readFileSync(lockPath, 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(lockText) && isWhole()) return false;
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'));
  return installed === null || !isWhole() || !treeMatchesLock(JSON.parse(lockText), installed);
}

// npm sets npm_execpath for its scripts; a plain `node scripts/start.mjs` looks on the PATH.
function npmCommand() {
  const own = process.env.npm_execpath;
  if (own && basename(own).startsWith('npm') && existsSync(own)) return { file: process.execPath, first: [own] };
  const onWindows = process.platform === 'win32';
  return { file: onWindows ? 'npm.cmd' : 'npm', first: [], shell: onWindows };
}

/** Runs npm with a cache folder that this user can write, even where the home folder is not. */
export function runNpm(args, options = {}) {
  const { file, first, shell } = npmCommand();
  const env = { ...process.env };
  try {
    accessSync(homedir(), constants.W_OK);
  } catch {
    env.npm_config_cache ??= join(tmpdir(), `plumbline-npm-${userInfo().uid}`);
  }
  return run(file, [...first, ...args], { ...options, env, shell });
}

/** One line with a remedy for what npm reported. */
export function explainNpmFailure(output) {
  if (/ENOSPC/.test(output)) return 'the disk is full: free about 1.2 GB, then run the command again.';
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `npm may not write in ${ROOT}: run as the owner of this folder, or copy it to one that you own.`;
  }
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ENOTCACHED/.test(output)) {
    return 'npm could not reach its registry: check the network or the npm settings, then run the command again.';
  }
  const first = output.split('\n').find((line) => /^npm (error|ERR!)/.test(line) && !/ code /.test(line));
  const said = first?.replace(/^npm (error|ERR!)\s*/, '') ?? 'no reason given';
  return `npm could not install the packages (${said}): run "npm ci" to see everything it says.`;
}

function refuseFullDisk() {
  const { bavail, bsize } = fs.statfsSync(ROOT);
  if (existsSync(join(ROOT, 'node_modules')) || bavail * bsize > NEEDED_BYTES) return;
  const free = Math.round((bavail * bsize) / 1e6);
  throw new Refusal(`the disk has ${free} MB left and the packages need 1,200 MB: free some space, then try again.`);
}

/** Installs exactly what the lock says; `npm install` only where package.json was changed without it. */
export async function install() {
  refuseFullDisk();
  const lock = readJson(join(ROOT, 'package-lock.json'));
  const manifest = readJson(join(ROOT, 'package.json'));
  const command = lock !== null && lockIsConsistent(manifest, lock) ? 'ci' : 'install';
  say(`Installing packages (npm ${command}). The first time takes a minute or two.`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => say(`  still installing, ${seconds()} s`), 15_000);
  // A production NODE_ENV would leave out the compiler that the next step needs.
  const args = [command, '--include=dev', '--include=optional', '--loglevel=error', '--no-progress'];
  const result = await runNpm(args).finally(() => clearInterval(progress));
  if (result.startError?.code === 'ENOENT') {
    throw new Refusal('npm was not found: install Node from its official package, which brings npm with it.');
  }
  if (result.code !== 0) throw new Refusal(explainNpmFailure(result.output));
  writeFileSync(STAMP, stampOf(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  say(`Installed in ${seconds()} s.`);
}
