// Adds to package-lock.json the optional platform packages that a registry view left out.
//
// `npm ci` refuses a lock in which a package names an optional dependency without an entry
// ("Missing: … from lock file"). Some registries list only part of the platform builds of a
// package, so `npm install` writes such a lock. An entry of `version, optional, os, cpu` is
// enough: npm skips it on every other platform. Run with `--check` to report only.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOCK = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** The entry key of `name` as seen from the package at `from`, or null where the lock has none. */
function resolveEntry(packages, from, name) {
  for (let place = from; ;) {
    const key = `${place === '' ? '' : `${place}/`}node_modules/${name}`;
    if (packages[key]) return key;
    if (place === '') return null;
    const cut = place.lastIndexOf('/node_modules/');
    place = cut < 0 ? '' : place.slice(0, cut);
  }
}

/** Lists every optional dependency that the lock names without an entry. */
export function missingOptionalEntries(lock) {
  const missing = [];
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolveEntry(lock.packages, from, name) === null) missing.push({ from, name, version });
    }
  }
  return missing;
}

function platformOf(name) {
  const words = name.split('/').pop().split('-');
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : [];
  return { ...(os.length && { os }), ...(cpu.length && { cpu }), ...(libc.length && { libc }) };
}

function main() {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8'));
  const missing = missingOptionalEntries(lock);
  if (process.argv.includes('--check')) {
    for (const { from, name } of missing)
      console.error(`${from} names ${name}, which has no entry in package-lock.json`);
    process.exitCode = missing.length === 0 ? 0 : 1;
    return;
  }
  for (const { name, version } of missing) {
    const platform = platformOf(name);
    if (!platform.os) throw new Error(`cannot tell the platform of ${name}: add its entry by hand`);
    lock.packages[`node_modules/${name}`] = { version, ...platform, optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
  console.error(`${missing.length} entries added`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
