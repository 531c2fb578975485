import { withClient } from '@libs/platform/database';
import type { TestApp } from './test-app.ts';

/** Memberships that stand in one of the two places alone, as `user workspace member`: none, if the use-cases are right. */
export async function unequalMemberships(server: TestApp): Promise<string[]> {
  const rows = await withClient(server.database.adminUrl, (admin) =>
    admin.query<{ one: string }>(`
      with identity as (select user_id, workspace_id, member_id from identity.user_workspace),
        tenant as (select user_id, workspace_id, id from app.member where disabled_at is null and user_id is not null)
      select concat_ws(' ', user_id, workspace_id, member_id) as one
      from ((table identity except table tenant) union all (table tenant except table identity)) as unequal`),
  );
  return rows.rows.map(({ one }) => one);
}
