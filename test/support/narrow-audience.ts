import { withClient } from '@libs/platform/database';
import { WorkspacesService } from '@libs/workspaces';
import type { Person, TestApp } from './test-app.ts';

/**
 * Moves a source, with everything recorded on it, to an audience of one new member, as the owner of the tables would.
 * Gives that member. People are known for some seconds, so the reader must be new.
 */
export async function moveToFew(server: TestApp, slug: string, sourceId: string): Promise<Person> {
  const workspaces = server.app.get(WorkspacesService);
  const actor = await workspaces.actorFor((await workspaces.find(slug))!.workspaceId, slug, 'test');
  const insider = await server.member(actor, 'lead');
  const narrow = await server.inWorkspace(slug, async (tx) => {
    const id = tx.newId();
    const key = [tx.workspaceId, id];
    await tx.query(`insert into app.audience (workspace_id, id, name, kind) values ($1, $2, 'Few', 'named')`, key);
    await tx.query('insert into app.audience_member (workspace_id, of_audience_id, member_id) values ($1, $2, $3)', [
      ...key,
      insider.memberId,
    ]);
    return id;
  });
  await withClient(server.database.adminUrl, async (admin) => {
    await admin.query('update app.source_document set audience_id = $1 where id = $2', [narrow, sourceId]);
    await admin.query('update app.excerpt set audience_id = $1 where source_id = $2', [narrow, sourceId]);
    const inSource = '(select id from app.excerpt where source_id = $2)';
    for (const table of ['statement', 'claim']) {
      await admin.query(`update app.${table} set audience_id = $1 where excerpt_id in ${inSource}`, [narrow, sourceId]);
    }
  });
  return insider;
}
