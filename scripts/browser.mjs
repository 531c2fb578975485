// Finds a Chromium for the browser specs, or installs one: CHROMIUM_PATH, the system's, apt, a per-user download.
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { runNpm } from './install.mjs';
import { run, runNode, say } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const DOWNLOAD = { name: '@sparticuz/chromium', version: '153.0.0' };

/** Every place on `searchPath` and in the usual folders where a system Chromium could be, existing ones only. */
export function systemBrowsers(searchPath) {
  const onPath = (searchPath ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...FIXED_PLACES].filter((place) => existsSync(place));
}

// A file of the right name may still be unable to run, for example where its libraries are missing.
async function runs(path) {
  const { code } = await run(path, ['--version', '--no-sandbox']);
  return code === 0;
}

async function firstThatRuns(places) {
  for (const place of places) if (await runs(place)) return place;
  return null;
}

async function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  say('Installing Chromium for the browser specs (apt-get).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  const { code } = await run('apt-get', packages, { env });
  return code === 0 ? firstThatRuns(systemBrowsers(process.env.PATH)) : null;
}

/** The folder of this user for downloads that every checkout may share. */
function userFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  for (const place of [join(cache, 'plumbline'), join(tmpdir(), `plumbline-${userInfo().uid}`)]) {
    try {
      mkdirSync(place, { recursive: true, mode: 0o700 });
      return place;
    } catch {
      continue;
    }
  }
  return null;
}

// The package unpacks into the temporary folder it is told; the server libraries it brings along come out
// only where it believes it runs on Amazon Linux. Its `args` switch off web security and are never used.
const UNPACK = `
  import chromium from '${DOWNLOAD.name}';
  process.stdout.write(await chromium.executablePath());
`;

async function unpack(place) {
  writeFileSync(join(place, 'package.json'), '{ "private": true, "type": "module" }');
  const install = ['install', '--no-save', '--ignore-scripts', `${DOWNLOAD.name}@${DOWNLOAD.version}`];
  if ((await runNpm(install, { cwd: place })).code !== 0) return null;
  const unpacked = join(place, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(join(place, 'unpack.mjs'), UNPACK);
  const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  const { code } = await runNode(['unpack.mjs'], { cwd: place, env });
  return code === 0 && existsSync(join(unpacked, 'chromium')) ? unpacked : null;
}

function writeLauncher(place) {
  const unpacked = join(place, 'unpacked');
  const libraries = readdirSync(unpacked, { withFileTypes: true, recursive: true })
    .filter((entry) => /\.so(\.|$)/.test(entry.name))
    .map((entry) => entry.parentPath ?? entry.path);
  const search = [...new Set(libraries)].join(':');
  const launcher = join(place, 'chromium.sh');
  const script = `#!/bin/sh\nLD_LIBRARY_PATH="${search}" exec "${join(unpacked, 'chromium')}" "$@"\n`;
  writeFileSync(launcher, script);
  chmodSync(launcher, 0o755);
}

async function installForUser() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = userFolder();
  if (folder === null) return null;
  const place = join(folder, `chromium-${DOWNLOAD.version}`);
  const launcher = join(place, 'chromium.sh');
  if (existsSync(launcher) && (await runs(launcher))) return launcher;
  say('Installing Chromium for the browser specs (a download for this user only).');
  const fresh = `${place}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    if ((await unpack(fresh)) === null) return null;
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
    writeLauncher(place);
    return (await runs(launcher)) ? launcher : null;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The path of a Chromium that runs, installed when there is none; null when none can be had. */
export async function findOrInstallBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await runs(named)) return named;
    say(`CHROMIUM_PATH names ${named}, which does not run: looking for another.`);
  }
  return (await firstThatRuns(systemBrowsers(process.env.PATH))) ?? (await installByApt()) ?? (await installForUser());
}
