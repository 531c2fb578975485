import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { FetchProxy } from '@libs/platform/fetching';
import { refuseWeakAddress, SECRETS, withSecretFiles } from './secrets.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

const Environment = z.object({
  PORT: z.coerce.number('is a number from 0 to 65535, for example 4400').int().min(0).max(65535).default(4400),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is no address; write it in full, for example https://plumbline.example' })
    .optional(),
  MODE: z.enum(['evaluation', 'production']).default('evaluation'),
  DEMO: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_MIGRATION_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_IDENTITY_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_QUEUE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_BACKUP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(20),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((address) => address.trim() || []))
    .refine(
      (list) => list.join() === 'none' || list.every(isAddressOrRange),
      'write addresses or ranges with commas (127.0.0.1, 10.0.0.0/8), or the word none',
    ),
  CHECKPOINT_DIR: z.string().min(1).optional(),
  CHECKPOINT_KEY_FILE: z.string().min(1).optional(),
  SEALING_KEY_FILE: z.string().min(1).optional(),
  SHUTDOWN_GRACE: z.coerce.number('is a number of seconds from 0 to 8').int().min(0).max(8).optional(),
  JOBS: z.enum(['inline', 'worker', 'off'], 'is one of inline, worker, off').default('inline'),
  FETCH_PROXY: z
    .url({
      protocol: /^https?$/,
      error: 'is no address of a proxy; write it in full, for example http://127.0.0.1:3128',
    })
    .optional(),
  FETCH_PROXY_NAMES: z.enum(['here', 'proxy'], 'is one of here, proxy').default('here'),
  LETTER_PROCESSES: z.coerce.number().int().min(1).max(16).default(1),
});

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && +bits <= most));
}

/** Everything the programs read from their environment, checked. */
export interface Config {
  port: number;
  host: string;
  dataDirectory: string;
  publicUrl: string | null;
  mode: 'evaluation' | 'production';
  demo: boolean;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  databasePool: number;
  letterProcesses: number;
  /** The proxy that documents are fetched through; null fetches them from this server. */
  fetchProxy: FetchProxy | null;
  /** Seconds for which a server that is told to end goes on serving, while it is no longer ready. */
  shutdownGrace: number;
  /** Who works jobs: the server itself, a worker beside it, or nobody for now. They are kept until somebody does. */
  jobs: 'inline' | 'worker' | 'off';
  /** Proxies in front of the server, as addresses or ranges: callers' addresses are taken from these only. */
  trustedProxies: string[];
  /** Signed checkpoints of the audit trails, outside the database, and the key that signs them. */
  checkpoints: { folder: string; keyFile: string; makesKey: boolean };
  /** The keys that seal secrets in the database. Beside the embedded database one is made, else the file is named. */
  sealing: { keyFile: string; makesKey: boolean };
  /** Null means: start the embedded PostgreSQL. */
  database: {
    runtime: string;
    identity: string;
    queue: string | null;
    migration: string | null;
    backup: string;
  } | null;
}

/** A refused configuration, with every problem. */
export class InvalidConfig extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

/**
 * Reads and checks the environment.
 * @throws InvalidConfig with every problem at once; each names its variable and the remedy
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const known = withSecretFiles(given);
  if (known.problems.length > 0) throw new InvalidConfig(known.problems);
  const parsed = Environment.safeParse(known.environment);
  if (!parsed.success) {
    throw new InvalidConfig(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const env = parsed.data;
  const problems = [...databaseProblems(env), ...modeProblems(env)];
  if (problems.length > 0) throw new InvalidConfig(problems);
  return {
    port: env.PORT,
    host: env.HOST,
    dataDirectory: env.DATA_DIR,
    publicUrl: env.PUBLIC_URL ?? null,
    mode: env.MODE,
    demo: env.DEMO === 'on' && env.MODE === 'evaluation',
    logLevel: env.LOG_LEVEL,
    databasePool: env.DATABASE_POOL,
    letterProcesses: env.LETTER_PROCESSES,
    fetchProxy: env.FETCH_PROXY ? { address: env.FETCH_PROXY, names: env.FETCH_PROXY_NAMES } : null,
    shutdownGrace: env.SHUTDOWN_GRACE ?? (env.MODE === 'production' ? 5 : 0),
    jobs: env.JOBS,
    trustedProxies: env.TRUSTED_PROXIES.filter((address) => address !== 'none'),
    checkpoints: {
      folder: env.CHECKPOINT_DIR ?? join(env.DATA_DIR, 'checkpoints'),
      keyFile: env.CHECKPOINT_KEY_FILE ?? join(env.DATA_DIR, 'keys', 'checkpoint-key.pem'),
      makesKey: env.CHECKPOINT_KEY_FILE === undefined,
    },
    sealing: {
      keyFile: env.SEALING_KEY_FILE ?? join(env.DATA_DIR, 'keys', 'sealing-keys.txt'),
      makesKey: env.SEALING_KEY_FILE === undefined,
    },
    database:
      env.DATABASE_URL && env.DATABASE_IDENTITY_URL
        ? {
            runtime: env.DATABASE_URL,
            identity: env.DATABASE_IDENTITY_URL,
            queue: env.DATABASE_QUEUE_URL ?? null,
            migration: env.DATABASE_MIGRATION_URL ?? null,
            // The runtime may read what a backup reads; a login of its own may do nothing else.
            backup: env.DATABASE_BACKUP_URL ?? env.DATABASE_URL,
          }
        : null,
  };
}

/** The address of the server as people type it: the one that is set, or host and port. */
export function publicUrlOf({ publicUrl, host, port }: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  // An IPv6 address stands in brackets.
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return publicUrl ?? `http://${name}:${port}`;
}

type Env = z.infer<typeof Environment>;

function databaseProblems(env: Env): string[] {
  if (!env.DATABASE_URL) {
    const stray = (['DATABASE_MIGRATION_URL', 'DATABASE_IDENTITY_URL'] as const).filter((name) => env[name]);
    return stray.map((name) => `${name}: is set, but DATABASE_URL is not; set both or neither`);
  }
  const problems: string[] = [];
  if (!env.DATABASE_IDENTITY_URL) {
    problems.push('DATABASE_IDENTITY_URL: needed with DATABASE_URL; `plumbline database prepare` makes the logins');
  }
  // Several servers may use one database: a key that each made for itself would open nothing of the others'.
  if (!env.SEALING_KEY_FILE) {
    problems.push(
      'SEALING_KEY_FILE: needed with DATABASE_URL; name a file that all servers have, `plumbline key add` makes it',
    );
  }
  return problems;
}

/** Behind a proxy that is not known, everybody has its address: one who guesses passwords locks everyone out. */
const UNKNOWN_PROXIES =
  'TRUSTED_PROXIES: production needs the addresses of the proxies that end https, for example 127.0.0.1; ' +
  'write none where people reach the server without one';

/** Passwords that would be guessed, and logins that share what has to be kept apart (security-bar L5, T1). */
function weakSecrets(env: Env): string[] {
  const problems: string[] = [];
  const users = new Map<string, string>();
  for (const name of SECRETS) {
    const address = env[name];
    if (address === undefined) continue;
    const reason = refuseWeakAddress(address);
    if (reason) problems.push(`${name}: ${reason}; \`plumbline database prepare\` makes strong ones`);
    const user = decodeURIComponent(new URL(address).username);
    const other = users.get(user);
    if (other !== undefined) problems.push(`${name}: is the login of ${other}; each needs a login of its own`);
    users.set(user, name);
  }
  return problems;
}

function modeProblems(env: Env): string[] {
  if (env.MODE === 'production') {
    const https = env.PUBLIC_URL?.startsWith('https:');
    return [
      ...(https ? [] : ['PUBLIC_URL: production needs the https address that people use']),
      ...(env.TRUSTED_PROXIES.length > 0 ? [] : [UNKNOWN_PROXIES]),
      ...weakSecrets(env),
    ];
  }
  const problems: string[] = [];
  if (env.DATABASE_URL) problems.push('MODE: an external database (DATABASE_URL) needs MODE=production');
  if (!LOOPBACK.has(env.HOST)) problems.push('MODE: a HOST that others can reach needs MODE=production');
  if (env.PUBLIC_URL?.startsWith('https:')) problems.push('MODE: an https PUBLIC_URL needs MODE=production');
  if (env.PUBLIC_URL?.startsWith('http:') && !LOOPBACK.has(new URL(env.PUBLIC_URL).hostname)) {
    problems.push('PUBLIC_URL: plain http is for this machine only; use https and MODE=production');
  }
  return problems;
}
