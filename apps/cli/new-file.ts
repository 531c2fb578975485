import { createWriteStream, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InvalidInput } from '@libs/platform/errors';

/** @throws InvalidInput where the file is there already: nothing is ever written over */
export function refuseExisting(file: string): void {
  if (existsSync(file)) throw isThere(file);
}

/** Writes a file that was not there, whole or not at all, for its owner alone. */
export async function writeNewFile(file: string, text: AsyncIterable<string>): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(text), createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true }));
    // A second name, not a new one: that would replace a file that came there meanwhile.
    linkSync(draft, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw isThere(file);
    if (code === undefined) throw error;
    throw new InvalidInput([{ path: '--out', code: 'unwritable', message: `${file} cannot be written: ${message}` }]);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes a file whole or not at all; one that was there is replaced. @throws InvalidInput where it cannot be written */
export async function writeOver(file: string, text: Iterable<string>): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(text), createWriteStream(draft, { flags: 'wx' }));
    renameSync(draft, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InvalidInput([{ path: '--out', code: 'unwritable', message: `${file} cannot be written: ${message}` }]);
  } finally {
    rmSync(draft, { force: true });
  }
}

function isThere(file: string): InvalidInput {
  return new InvalidInput([{ path: '--out', code: 'exists', message: `${file} is there already: name another file` }]);
}
