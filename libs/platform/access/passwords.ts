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

/** What the product is called, as it stands in everybody's mind when a password is asked for. */
const PRODUCT = 'plumbline';

/**
 * Why a new password is refused, or null. It has 8 to 1,024 bytes, is none of the most common ones, and is more than a
 * name that everybody knows with digits or signs around it; nothing else is asked of it (ASVS 5.0.0 6.1.2, 6.2.1, 6.2.4,
 * 6.2.5, 6.2.9, 6.2.11).
 * @param names of the organisation and of the account
 */
export async function refusePassword(password: string, names: readonly string[]): Promise<string | null> {
  const bytes = Buffer.byteLength(password, 'utf8');
  if (bytes < 8) return 'use at least 8 characters; 15 or more are better';
  if (bytes > 1024) return 'use at most 1,024 bytes';
  if ((await commonPasswords()).has(password.toLowerCase())) {
    return 'is one of the most common passwords; use one that nobody else would';
  }
  if ([PRODUCT, ...names].some((name) => isMadeOf(password, name))) {
    return 'is the name of the product, the organisation or the account; use something else';
  }
  return null;
}

/** Hashes a new password, which is taken exactly as typed (ASVS 5.0.0 6.2.8). */
export async function hashNewPassword(password: string, names: readonly string[]): Promise<string> {
  const reason = await refusePassword(password, names);
  if (reason) throw new InvalidInput([{ path: 'password', code: 'password', message: reason }]);
  return inTurn(() => hash(password, PARAMETERS));
}

/** The name alone, also repeated, whatever its case, and with fewer than eight digits and signs around it. */
function isMadeOf(password: string, name: string): boolean {
  const known = lettersOf(name);
  const letters = lettersOf(password);
  const isName = known.length >= 3 && letters !== '' && letters.replaceAll(known, '') === '';
  return isName && password.length - letters.length < 8;
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]/gu, '');
}

let common: Promise<ReadonlySet<string>> | null = null;

/** About 18,000 that are long enough, from leaks, in small letters. Read when the first password is set: it takes 0.1 s. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return common;
}

let absentHash: Promise<string> | null = null;

/** Verifies a password. An absent account costs the same time as a present one. */
export async function verifyPassword(storedHash: string | null, password: string): Promise<boolean> {
  absentHash ??= inTurn(() => hash('no account has this password', PARAMETERS));
  const known = storedHash ?? (await absentHash);
  const matches = await inTurn(() => verify(known, password));
  return storedHash !== null && matches;
}
