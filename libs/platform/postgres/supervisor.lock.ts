import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity.ts';

/** The identity of the living process that holds the lock, or null when nobody does. */
export function lockHolder(path: string): string | null {
  const holder = readHolder(path);
  return holder !== null && processIdentity(Number.parseInt(holder, 10)) === holder ? holder : null;
}

function readHolder(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Takes the lock for this process; false when a living process holds it. A lock whose holder was
 * killed is moved aside first, and put back when it turns out that another had just taken it.
 */
export function takeLock(path: string): boolean {
  const own = processIdentity(process.pid) ?? `${process.pid}`;
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, own, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its content in one step: no reader sees a lock without its holder.
        linkSync(fresh, path);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (lockHolder(path) !== null) return false;
      setAside(path);
    }
  } finally {
    rmSync(fresh, { force: true });
  }
}

function setAside(path: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (lockHolder(aside) !== null) linkSync(aside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

export function holdsLock(path: string): boolean {
  return readHolder(path) === processIdentity(process.pid);
}

export function dropLock(path: string): void {
  if (holdsLock(path)) rmSync(path, { force: true });
}
