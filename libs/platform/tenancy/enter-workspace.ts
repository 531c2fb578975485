import type pg from 'pg';
import type { Actor } from './actor.ts';

/** Binds the running transaction to a workspace, and to what its member may see there. The one way to do it. */
export function enterWorkspace(
  client: pg.ClientBase,
  { workspaceId, memberId, audiences }: Pick<Actor, 'workspaceId' | 'memberId' | 'audiences'>,
): Promise<unknown> {
  return client.query('select app.enter_workspace($1, $2, $3)', [workspaceId, memberId, audiences]);
}
