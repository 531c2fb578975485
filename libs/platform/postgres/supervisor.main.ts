// The supervisor process: `node supervisor.main.js <data directory> <linger in ms>`. Started by the first program.
import { placesIn } from './data-places.ts';
import { giveToOwnerOf } from './run-user.ts';
import { Supervisor } from './supervisor.ts';
import { dropLock, takeLock } from './supervisor.lock.ts';

const [dataDirectory, lingerMs] = process.argv.slice(2);
if (!dataDirectory || !Number.isFinite(Number(lingerMs))) throw new Error('usage: <data directory> <linger in ms>');

// Copied binaries must be readable by PostgreSQL's user; files with secrets set their own mode.
process.umask(0o022);
const places = placesIn(dataDirectory);

// Another supervisor was quicker: the program that started this one connects to that.
if (!takeLock(places.lock)) process.exit(0);
giveToOwnerOf(places.dataDirectory, places.lock);

const end = (code: number): void => {
  dropLock(places.lock);
  process.exit(code);
};
const supervisor = new Supervisor(places, Number(lingerMs), end);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void supervisor.stop());
process.on('SIGHUP', () => undefined);
await supervisor.run();
