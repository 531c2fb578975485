// A lock between programs that prepare the same checkout at the same time.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const BEAT_MS = 2_000;
const DEAD_AFTER_MS = 20_000;

function ageMs(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** True when the lock's holder is gone: its process ended, or it stopped touching the file. */
export function isAbandoned(path) {
  const age = ageMs(path);
  if (age === null) return false;
  if (age > DEAD_AFTER_MS) return true;
  try {
    return !isAlive(Number(readFileSync(path, 'utf8')));
  } catch {
    return false;
  }
}

// The file appears with its content in one step (link), so no reader ever sees it half written.
function tryTake(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

// Of several that see the abandoned lock, one alone succeeds in renaming it.
function clearAbandoned(path) {
  const aside = `${path}.${process.pid}.abandoned`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Runs `work` while holding the lock at `path`; `onWait` is called once when another holds it. */
export async function withLock(path, onWait, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = false; !tryTake(path); waited = true) {
    if (isAbandoned(path)) {
      clearAbandoned(path);
      continue;
    }
    if (!waited) onWait();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimesSync(path, now, now);
  }, BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(path, { force: true });
  }
}
