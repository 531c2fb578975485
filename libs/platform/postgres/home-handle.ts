import { closeSync, openSync } from 'node:fs';
import { PostgresUnavailable } from './postgres.errors.ts';
import { canEnter, type RunUser } from './run-user.ts';

/** The name under which PostgreSQL's user reaches its folder, and what a child process needs for it. */
export interface HomeHandle {
  path: string;
  /** Goes behind stdin, stdout and stderr. */
  stdio: number[];
  close(): void;
}

/**
 * Under a parent that only root may enter, PostgreSQL's user cannot walk to its own folder. On Linux
 * an open descriptor of the folder can be walked through all the same, so root hands one over as number 3.
 */
export function openHome(home: string, user: RunUser): HomeHandle {
  if (canEnter(home, user)) return { path: home, stdio: [], close: () => undefined };
  if (process.platform !== 'linux') {
    throw new PostgresUnavailable(
      `PostgreSQL does not run as root, and its user may not enter ${home}: run as an ordinary user, or set another DATA_DIR.`,
    );
  }
  const descriptor = openSync(home, 'r');
  return { path: '/proc/self/fd/3', stdio: [descriptor], close: () => closeSync(descriptor) };
}
