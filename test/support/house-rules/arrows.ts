import path from 'node:path';
import { importsOf, isCode, isForTests, isSpec } from './source-files.ts';
import type { Breach, SourceFile } from './source-files.ts';

/** The rooms, lowest first. A room imports rooms before it only. */
export const ROOMS = [
  'workspaces',
  'audiences',
  'accounts',
  'factors',
  'single-sign-on',
  'tokens',
  'privacy',
  'audit',
  'jobs',
  'organisations',
  'portfolio',
  'sources',
  'captures',
  'sealed-notes',
  'statements',
  'findings',
  'assessments',
  'scorecards',
  'engagements',
  'letters',
  'coalitions',
  'cases',
  'desk',
] as const;

const ENGINES = ['capturing', 'extraction', 'methods', 'typesetting'];
/** What every engine may stand on: a pool of child processes. */
const ENGINE_FLOOR = 'processes';

type Layer =
  'domain' | 'contracts' | 'engine' | 'platform' | 'room' | 'web' | 'program' | 'test' | 'migration' | 'script';

interface Place {
  readonly layer: Layer;
  /** The folder with a door of its own: `libs/sources`, `libs/domain/dates`, `apps/api`. */
  readonly area: string;
}

const ALLOWED: Record<Layer, readonly Layer[]> = {
  domain: ['domain'],
  contracts: ['contracts', 'domain'],
  engine: ['engine', 'contracts', 'domain'],
  platform: ['platform', 'contracts', 'domain'],
  room: ['room', 'platform', 'engine', 'contracts', 'domain'],
  program: ['program', 'room', 'platform', 'engine', 'contracts', 'domain', 'migration'],
  web: ['web', 'contracts', 'domain'],
  migration: ['migration', 'platform', 'domain'],
  test: ['test', 'migration', 'script', 'program', 'web', 'room', 'platform', 'engine', 'contracts', 'domain'],
  script: ['script'],
};

function placeOf(file: string): Place | undefined {
  const [top, folder, inner] = file.split('/');
  if (top === 'test') return { layer: 'test', area: 'test' };
  if (top === 'migrations') return { layer: 'migration', area: 'migrations' };
  if (top === 'scripts') return { layer: 'script', area: 'scripts' };
  if (top === 'apps') {
    const isShared = folder?.endsWith('.ts') === true;
    return { layer: folder === 'web' ? 'web' : 'program', area: isShared ? 'apps' : `apps/${folder}` };
  }
  if (top !== 'libs' || folder === undefined) return undefined;
  if (folder === 'domain' || folder === 'platform') {
    const hasFolder = inner !== undefined && !inner.endsWith('.ts');
    return { layer: folder, area: hasFolder ? `libs/${folder}/${inner}` : `libs/${folder}` };
  }
  if (folder === 'contracts') return { layer: 'contracts', area: 'libs/contracts' };
  return { layer: [...ENGINES, ENGINE_FLOOR].includes(folder) ? 'engine' : 'room', area: `libs/${folder}` };
}

/** The file or door that a specifier names, from the root of the repository; nothing for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('@libs/')) return `libs/${specifier.slice('@libs/'.length)}/index.ts`;
  if (!specifier.startsWith('.')) return undefined;
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
}

function breachOfRooms(from: Place, to: Place): string | undefined {
  const rank = (place: Place) => (ROOMS as readonly string[]).indexOf(place.area.slice('libs/'.length));
  if (rank(from) < 0) return `${from.area} is no room of the ladder`;
  if (rank(to) < 0) return `${to.area} is no room of the ladder`;
  return rank(to) > rank(from) ? `${from.area} may not import upwards, from ${to.area}` : undefined;
}

function breachOf(file: SourceFile, specifier: string): string | undefined {
  const target = targetOf(file.path, specifier);
  const from = placeOf(file.path);
  const to = target === undefined ? undefined : placeOf(target);
  if (!from || !to || target === undefined) return undefined;
  if (to.layer === 'test') return isForTests(file) ? undefined : 'only tests import from test/';
  if (!ALLOWED[from.layer].includes(to.layer)) return `${from.layer} may not import ${to.layer}`;
  const isOwn = to.area === from.area;
  const isDoor = target === `${to.area}/index.ts`;
  if (isOwn) return isDoor && !isSpec(file) ? `${from.area} may not import its own door` : undefined;
  if (from.layer === 'room' && to.layer === 'room') {
    const upwards = breachOfRooms(from, to);
    if (upwards) return upwards;
  }
  if (from.layer === 'program' && to.layer === 'program') {
    // A file beside the programs, such as the list of rooms, serves all of them.
    return to.area === 'apps' ? undefined : `${from.area} may not import ${to.area}`;
  }
  if (from.layer === 'engine' && to.layer === 'engine' && to.area !== `libs/${ENGINE_FLOOR}`) {
    return `${from.area} may not import ${to.area}`;
  }
  if (['test', 'migration', 'script'].includes(from.layer)) return undefined;
  if (to.layer !== 'migration' && (!specifier.startsWith('@libs/') || !isDoor)) {
    return `import through the door, @libs/${to.area.slice('libs/'.length)}`;
  }
  return undefined;
}

/**
 * The arrows of the house: web -> contracts, domain; programs -> rooms -> platform, engines -> contracts -> domain.
 * Rooms import downwards only, through `@libs/<room>`, and never their own door.
 */
export function breachesOfArrows(files: readonly SourceFile[]): Breach[] {
  return files.filter(isCode).flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line }) => {
      const message = breachOf(file, specifier);
      return message ? [{ path: file.path, line, message: `${message} (${specifier})` }] : [];
    }),
  );
}

/** Every folder of libs is a room of the ladder or one of the named layers. */
export function breachesOfRoomNames(files: readonly SourceFile[]): Breach[] {
  const known: readonly string[] = [...ROOMS, ...ENGINES, ENGINE_FLOOR, 'domain', 'contracts', 'platform'];
  const folders = new Set(
    files.filter((file) => file.path.startsWith('libs/')).map((file) => file.path.split('/')[1]!),
  );
  const unknown = [...folders].filter((folder) => !known.includes(folder));
  return unknown.map((folder) => ({ path: `libs/${folder}`, line: 1, message: 'it is no room of the ladder' }));
}

const MOST_FILES = 12;

/** A room has at most 12 files besides specs; what is data (packs, methods, templates) is not counted. */
export function breachesOfRoomSize(files: readonly SourceFile[]): Breach[] {
  return ROOMS.flatMap((room) => {
    const own = files.filter((file) => file.path.startsWith(`libs/${room}/`) && isCode(file) && !isForTests(file));
    const message = `it has ${own.length} files; more than ${MOST_FILES} means two rooms`;
    return own.length > MOST_FILES ? [{ path: `libs/${room}`, line: 1, message }] : [];
  });
}
