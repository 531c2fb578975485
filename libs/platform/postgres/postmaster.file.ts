import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

/** What PostgreSQL writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  pid: number;
  port: number;
  status: string;
}

/** Reads `postmaster.pid` of a cluster; null when there is none or it is not whole yet. */
export function readPostmasterFile(cluster: string): PostmasterFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() } : null;
}

/** True when `pid` is a PostgreSQL server of this cluster, not another program that got the number later. */
export function servesCluster(pid: number, cluster: string): boolean {
  if (processIdentity(pid) === null) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch {
      // Another user's process: fall through to its command line.
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' });
  return stdout.includes('postgres') && stdout.includes(cluster);
}

/**
 * True when any process still works in the cluster: backends outlive a killed postmaster for a
 * moment, and removing `postmaster.pid` under them would let a second server write beside them.
 */
export function isInUse(cluster: string): boolean {
  if (process.platform !== 'linux') return false;
  const place = realpathSync(cluster);
  return readdirSync('/proc').some((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`) === place;
    } catch {
      return false;
    }
  });
}
