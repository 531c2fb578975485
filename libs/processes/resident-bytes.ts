import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/**
 * Resident memory of another process in bytes, seen from outside: Linux reads /proc, macOS asks `ps`.
 * 0 where neither answers (Windows, or a process that has just ended); there the child's own figure,
 * sent with every letter, is the limit's only guard.
 */
export async function residentBytes(processId: number): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }
  if (process.platform === 'win32') return 0;
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(processId)], (error, kilobytes) => {
      resolve(error ? 0 : Number(kilobytes.trim()) * 1024);
    });
  });
}
