import type { WorkspaceTransaction } from './workspace-transaction.ts';

const MEMBER = 'member:';

/** Tells the name that an attribution stands for. */
export type NameOf = <Given extends string | null>(attribution: Given) => Given;

/**
 * Who wrote something is kept as `member:<id>` or `cli:<user>`, never as a name: names stand in one place, where they
 * can be changed and erased (security bar U4). This reads the names of those that are asked for, in one query. What is
 * no member, such as a reader whom a case pack names, is shown as it stands.
 */
export async function namesOf(tx: WorkspaceTransaction, attributions: readonly (string | null)[]): Promise<NameOf> {
  const ids = [...new Set(attributions.flatMap((one) => (one?.startsWith(MEMBER) ? one.slice(MEMBER.length) : [])))];
  const rows =
    ids.length === 0
      ? []
      : await tx.query<{ id: string; name: string }>(
          'select id, name from app.member where workspace_id = $1 and id = any($2)',
          [tx.workspaceId, ids],
        );
  const names = new Map(rows.map(({ id, name }) => [`${MEMBER}${id}`, name]));
  return ((attribution) => (attribution === null ? null : (names.get(attribution) ?? attribution))) as NameOf;
}
