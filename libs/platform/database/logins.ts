import { randomBytes } from 'node:crypto';

/** The five logins of the database. Only `migrator` owns tables. */
export const LOGINS = ['migrator', 'runtime', 'identity', 'queue', 'backup'] as const;
export type Login = (typeof LOGINS)[number];

export type LoginPasswords = Record<Login, string>;

export function roleName(login: Login): string {
  return `plumbline_${login}`;
}

export function newPasswords(): LoginPasswords {
  return Object.fromEntries(LOGINS.map((login) => [login, randomBytes(24).toString('base64url')])) as LoginPasswords;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The statements that make the logins on a server and the database they share. None needs more than CREATEROLE and
 * CREATEDB, so that managed servers accept them. `database` must be a plain lower-case name.
 */
export function prepareStatements(
  database: string,
  passwords: LoginPasswords,
): { server: string[]; inDatabase: string[] } {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(database)) throw new Error(`not a plain database name: ${database}`);
  const server = LOGINS.map(
    (login) => `do $$ begin
  if exists (select from pg_catalog.pg_roles where rolname = '${roleName(login)}') then
    alter role ${roleName(login)} login password ${literal(passwords[login])};
  else
    create role ${roleName(login)} login nosuperuser nocreatedb nocreaterole password ${literal(passwords[login])};
  end if;
end $$`,
  );
  const inDatabase = [
    `revoke all on database ${database} from public`,
    ...LOGINS.map((login) => `grant connect on database ${database} to ${roleName(login)}`),
    `grant create, temporary on database ${database} to ${roleName('migrator')}`,
    // It makes and migrates its own schema, graphile_worker.
    `grant create on database ${database} to ${roleName('queue')}`,
    'revoke create on schema public from public',
    `grant usage, create on schema public to ${roleName('migrator')}`,
  ];
  return { server, inDatabase };
}
