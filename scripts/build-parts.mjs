// Builds the parts of dist/ whose sources changed since their last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Refusal, ROOT, runNode, say } from './run.mjs';

const DIST = join(ROOT, 'dist');
const COMPILED = ['apps', 'libs', 'migrations'];

const PARTS = [
  {
    name: 'server',
    entry: 'nest-cli.json',
    output: 'libs',
    inputs: ['apps/api', 'apps/cli', 'apps/worker', 'libs', 'migrations', 'nest-cli.json', 'tsconfig.build.json'],
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
    finish: removeOrphans,
  },
  {
    name: 'web',
    entry: 'apps/web/vite.config.ts',
    output: 'web/index.html',
    inputs: ['apps/web', 'libs/contracts', 'libs/domain'],
    command: ['node_modules/vite/bin/vite.js', 'build', 'apps/web', '--outDir', join(DIST, 'web'), '--emptyOutDir'],
    finish: () => undefined,
  },
];

/** Every file below `path` (or `path` itself), sorted, without specs, which are not part of a build. */
export function sourceFiles(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function digestOf(part) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const input of [...part.inputs, 'tsconfig.json', 'package-lock.json']) {
    const path = join(ROOT, input);
    const files = /\.json$/.test(input) ? [path] : sourceFiles(path);
    for (const file of files.filter(existsSync)) {
      hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function stampPath(part) {
  return join(DIST, `.built-${part.name}`);
}

/** The parts whose sources differ from what was last built, each with the digest of those sources. */
export function staleParts() {
  return PARTS.filter((part) => existsSync(join(ROOT, part.entry)))
    .map((part) => ({ ...part, digest: digestOf(part) }))
    .filter((part) => {
      const stamp = stampPath(part);
      const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === part.digest;
      return !current || !existsSync(join(DIST, part.output));
    });
}

// The compiler leaves the output of deleted sources behind; a deleted migration must not run again.
function removeOrphans() {
  for (const folder of COMPILED) {
    for (const file of sourceFiles(join(DIST, folder)).filter((name) => /\.js$/.test(name))) {
      const source = join(ROOT, relative(DIST, file)).replace(/\.js$/, '');
      if (existsSync(`${source}.ts`) || existsSync(`${source}.tsx`)) continue;
      rmSync(file, { force: true });
      rmSync(`${file}.map`, { force: true });
    }
  }
}

async function buildPart(part) {
  const started = Date.now();
  rmSync(stampPath(part), { force: true });
  const { code, output } = await runNode(part.command);
  if (code !== 0) {
    say(stripVTControlCharacters(output.trimEnd()));
    const full = /ENOSPC/.test(output);
    throw new Refusal(
      full
        ? 'the disk is full: free about 100 MB, then run the command again.'
        : `the ${part.name} did not build: put right what the lines above name, or return to a released version.`,
    );
  }
  part.finish();
  writeFileSync(stampPath(part), part.digest);
  say(`Built the ${part.name} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}

/** Builds the given parts side by side. */
export async function build(parts) {
  mkdirSync(DIST, { recursive: true });
  say(`Building: ${parts.map((part) => part.name).join(' and ')}.`);
  const results = await Promise.allSettled(parts.map(buildPart));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

export const BUILD_LOCK = join(DIST, '.preparing');
