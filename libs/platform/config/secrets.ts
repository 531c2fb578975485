import { readFileSync } from 'node:fs';

type Environment = Record<string, string | undefined>;

/** Addresses of the database, with their passwords. Each may stand in a file instead, which `<NAME>_FILE` names (security-bar L5). */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_IDENTITY_URL',
  'DATABASE_MIGRATION_URL',
  'DATABASE_QUEUE_URL',
  'DATABASE_BACKUP_URL',
] as const;

/** What may stand in a file: those, and a proxy with its password. */
const IN_FILES = [...SECRETS, 'FETCH_PROXY'] as const;

/** Fewer characters than this are guessed or tried out. `database prepare` makes 32. */
const SHORTEST_PASSWORD = 16;
/** Words that guessers try first. What is left beside them is what counts. */
const WELL_KNOWN =
  /password|passwort|changeme|change-me|secret|postgres|plumbline|example|admin|root|test|0?12345\d*/gi;

/**
 * The settings with those that stand in files read from there. One line break at the end of a file is not part of it.
 * @returns what is wrong with the files too, each with its variable
 */
export function withSecretFiles(given: Environment): { environment: Environment; problems: string[] } {
  const environment = { ...given };
  const problems: string[] = [];
  for (const name of IN_FILES) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) {
      problems.push(`${name}_FILE: ${name} is set as well; set one of the two`);
      continue;
    }
    try {
      environment[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      problems.push(`${name}_FILE: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
    }
  }
  return { environment, problems };
}

/**
 * Why an address of a database is too weak for production, or null (security-bar L5). The reason never repeats the
 * password. Addresses that name a socket or a client certificate need none.
 */
export function refuseWeakAddress(address: string): string | null {
  const url = new URL(address);
  const password = decodeURIComponent(url.password);
  if (password === '') {
    const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname);
    const isOtherwise = host.startsWith('/') || url.searchParams.has('sslcert');
    return isOtherwise ? null : 'has no password; production needs one, a socket or a client certificate';
  }
  if (password.length < SHORTEST_PASSWORD) return `has a password of fewer than ${SHORTEST_PASSWORD} characters`;
  const own = url.username === '' ? password : password.replaceAll(decodeURIComponent(url.username), '');
  const left = own.replace(WELL_KNOWN, '');
  if (left.length < SHORTEST_PASSWORD / 2 || new Set(left).size < 6) return 'has a password that is easily guessed';
  return null;
}
