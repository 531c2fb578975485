import { once } from 'node:events';
import { startProgram } from './command-line.ts';
import { freePort } from './external-postgres.ts';

/** A server in a process of its own, as it is run. */
export interface Server {
  base: string;
  pid: number;
  /** Everything it wrote to its log so far. */
  log(): string;
  /** Ends it, with SIGTERM unless another signal is named. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; millis: number }>;
  /** Resolves with its exit code when it is gone. */
  gone: Promise<number | null>;
}

/** Starts the built server on a free port with these settings, and waits until it is ready. */
export async function startServer(settings: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const child = startProgram('api/main.js', [], { LOG_LEVEL: 'error', ...settings, PORT: String(port) });
  let log = '';
  child.stderr!.on('data', (chunk: Buffer) => (log += String(chunk)));
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  const ended = gone.then((code) => {
    throw new Error(`the server ended with ${code} before it was ready: ${log}`);
  });
  ended.catch(() => undefined);
  const ready = new Promise<void>((resolve) => {
    child.stdout!.on('data', (chunk: Buffer) => String(chunk).includes('Plumbline is ready') && resolve());
  });
  await Promise.race([ready, ended]);
  return {
    base: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    log: () => log,
    gone,
    stop: async (signal = 'SIGTERM') => {
      const from = performance.now();
      child.kill(signal);
      return { code: await gone, millis: performance.now() - from };
    },
  };
}
