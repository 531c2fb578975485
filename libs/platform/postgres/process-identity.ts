import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where child processes look for `id`, `ps` and `chmod`; Windows adds what it needs by itself. */
export const PLAIN_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin';

/**
 * Names a running process so that a later one with the same number is not taken for it:
 * number and start time. Null when it does not run (a zombie does not).
 */
export function processIdentity(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') return linuxIdentity(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  if (process.platform === 'win32') return `${pid}`;
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], { encoding: 'utf8' });
  const [state, ...started] = stdout.trim().split(/\s+/);
  return !state || state.startsWith('Z') ? null : `${pid} ${started.join(' ')}`;
}

// The program's name in field 2 may hold spaces and brackets, so fields are counted from its last bracket.
function linuxIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : `${pid} ${fields[19]}`;
  } catch {
    return null;
  }
}

/** True for a process that ended and whose parent has not noticed, as under some containers' first process. */
export function isUnburied(pid: number): boolean {
  if (processIdentity(pid) !== null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
