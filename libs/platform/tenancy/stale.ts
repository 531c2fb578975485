import { StaleVersion, type InputProblem } from '@libs/platform/errors';
import type { WorkspaceTransaction } from './workspace-transaction.ts';

interface Kept {
  version: number;
  seen: string | null;
  now: string;
}

/** Somebody has written since the writer read: the one refusal of it. `current` is null where it is not known. */
export function staleVersion(current: number | null, seen: number, problems: InputProblem[] = []): StaleVersion {
  const now = current === null ? 'It has a newer version now.' : `It is at version ${current} now.`;
  return new StaleVersion(
    `You changed version ${seen} of this record. ${now} Read it again and repeat the change.`,
    problems,
  );
}

/** The refusal for a record, with the fields that differ between the version that was seen and the newest. */
export async function staleRecord(tx: WorkspaceTransaction, recordId: string, seen: number): Promise<StaleVersion> {
  const [kept] = await tx.query<Kept>(
    `select n.version, n.snapshot as now,
       (select s.snapshot from app.record_version s
        where s.workspace_id = $1 and s.record_id = n.record_id and s.version = $3) as seen
     from app.record_version n where n.workspace_id = $1 and n.record_id = $2
     order by n.version desc limit 1`,
    [tx.workspaceId, recordId, seen],
  );
  if (!kept) return staleVersion(null, seen);
  const differing = kept.seen === null ? [] : fieldsThatDiffer(kept.seen, kept.now);
  const problems = differing.map((path) => {
    return { path, code: 'changed_meanwhile', message: `was changed after version ${seen}` };
  });
  return staleVersion(kept.version, seen, problems);
}

/** Members of either snapshot whose values differ, but for the version itself, in the order of the later one. */
export function fieldsThatDiffer(before: string, now: string): string[] {
  const [earlier, later] = [before, now].map((text) => JSON.parse(text) as Record<string, unknown>) as [Fields, Fields];
  const names = new Set([...Object.keys(later), ...Object.keys(earlier)]);
  return [...names].filter((name) => name !== 'version' && !isSame(earlier[name], later[name]));
}

type Fields = Record<string, unknown>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
