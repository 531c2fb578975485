import { withClient } from '@libs/platform/database';

interface Powers {
  name: string;
  strong: boolean;
  makes_roles: boolean;
  owner: boolean;
}

/**
 * Refuses a login that row-level security would not bind, or that could make itself one: a superuser, a bypass role, one
 * that may make roles, an owner of our tables or schemas, and a member of any of these. Asked of every login with which
 * the server serves.
 * @throws Error with the remedy
 */
export async function refuseStrongLogin(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const result = await client.query<Powers>(`
      select r.rolname as name,
        bool_or(o.rolsuper or o.rolbypassrls) as strong,
        bool_or(o.rolcreaterole) as makes_roles,
        bool_or(exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('app', 'identity', 'dist') and c.relkind in ('r', 'p', 'v')
                          and c.relowner = o.oid)
             or exists (select from pg_catalog.pg_namespace n
                        where n.nspname in ('app', 'identity', 'dist') and n.nspowner = o.oid)) as owner
      from pg_catalog.pg_roles r join pg_catalog.pg_roles o on pg_catalog.pg_has_role(r.oid, o.oid, 'member')
      where r.rolname = current_user group by r.rolname`);
    const { name, strong, makes_roles: makesRoles, owner } = result.rows[0]!;
    const reason = strong
      ? 'is a superuser or bypasses row-level security'
      : owner
        ? 'owns tables'
        : makesRoles
          ? 'may make roles'
          : null;
    if (reason === null) return;
    throw new Error(
      `The database login ${name} ${reason}, so workspaces would not be kept apart. ` +
        'Use the logins that `plumbline database prepare` makes.',
    );
  });
}
