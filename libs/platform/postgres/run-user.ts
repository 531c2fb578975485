import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataPlaces } from './data-places.ts';
import { PostgresUnavailable } from './postgres.errors.ts';

/** The user PostgreSQL runs as. Null means this very user; PostgreSQL refuses to run as root. */
export type RunUser = { uid: number; gid: number } | null;

/** Picks the user: this one, or, for root, the cluster's owner, else `postgres`, else `nobody`. */
export function chooseRunUser(places: DataPlaces): RunUser {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(places.cluster)) {
    const { uid, gid } = statSync(places.cluster);
    if (uid !== 0) return { uid, gid };
  }
  const owner = statSync(places.dataDirectory);
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (user) return user;
  throw new PostgresUnavailable(
    'PostgreSQL does not run as root and there is no user "nobody": start as another user.',
  );
}

function lookUp(name: string): RunUser {
  const [uid, gid] = ['-u', '-g'].map((option) => {
    const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : Number.NaN;
  });
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid: uid!, gid: gid! } : null;
}

/** True when `user` may pass through every folder above and including `path`. */
export function canEnter(path: string, user: RunUser): boolean {
  if (user === null) return true;
  for (let place = realpathSync(path); ; place = dirname(place)) {
    const { mode, uid, gid } = statSync(place);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (place === dirname(place)) return true;
  }
}

export function giveTo(user: RunUser, path: string): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

/** Files that root makes in another user's data directory belong to that user, who may start it next. */
export function giveToOwnerOf(dataDirectory: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dataDirectory);
  chownSync(path, uid, gid);
}
