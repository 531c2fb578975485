import { hash, verify } from '@node-rs/argon2';
import { InvalidInput } from '@libs/platform/errors';

// argon2id, 19 MiB, two passes (OWASP Password Storage Cheat Sheet). Few at a time: each holds a core.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** A password has 8 to 1,024 bytes and is taken exactly as typed (ASVS 5.0.0 6.2.1, 6.2.5, 6.2.8, 6.2.9). */
export function refusePassword(password: string): string | null {
  const bytes = Buffer.byteLength(password, 'utf8');
  if (bytes < 8) return 'use at least 8 characters; 15 or more are better';
  if (bytes > 1024) return 'use at most 1,024 bytes';
  return null;
}

export async function hashPassword(password: string): Promise<string> {
  const reason = refusePassword(password);
  if (reason) throw new InvalidInput([{ path: 'password', code: 'password', message: reason }]);
  return inTurn(() => hash(password, PARAMETERS));
}

let absentHash: Promise<string> | null = null;

/** Verifies a password. An absent account costs the same time as a present one. */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  absentHash ??= inTurn(() => hash('no account has this password', PARAMETERS));
  const known = storedHash ?? (await absentHash);
  const matches = await inTurn(() => verify(known, password));
  return storedHash !== null && matches;
}
