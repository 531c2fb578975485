import { withClient } from '@libs/platform/database';

/**
 * Refuses a runtime login that row-level security would not bind: a superuser, a bypass role, or an owner of tables.
 * @throws Error with the remedy
 */
export async function refuseStrongRuntime(runtimeUrl: string): Promise<void> {
  await withClient(runtimeUrl, async (client) => {
    const result = await client.query<{ strong: boolean; owner: boolean; name: string }>(`
      select rolname as name, rolsuper or rolbypassrls as strong,
        exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('app', 'identity') and c.relkind in ('r', 'p')
                  and pg_catalog.pg_has_role(r.oid, c.relowner, 'member')) as owner
      from pg_catalog.pg_roles r where rolname = current_user`);
    const role = result.rows[0]!;
    if (role.strong || role.owner) {
      const reason = role.strong ? 'is a superuser or bypasses row-level security' : 'owns tables';
      throw new Error(
        `The database login ${role.name} ${reason}, so workspaces would not be kept apart. ` +
          'Use the runtime login that `plumbline database prepare` makes.',
      );
    }
  });
}
