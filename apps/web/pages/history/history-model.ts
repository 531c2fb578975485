import type { HistoryView } from '@libs/contracts';
import { shownFields } from '../../words/history.ts';

export type KeptVersion = HistoryView['items'][number];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every id that is met in the versions, each once. */
export const idsIn = (versions: readonly KeptVersion[]): string[] => [
  ...new Set(versions.flatMap(({ snapshot }) => JSON.stringify(snapshot).match(UUID) ?? [])),
];

/** The day of a moment in the reader's own time zone, as 2019-11-27. */
function dayOf(iso: string): string {
  const at = new Date(iso);
  const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}

/** The version that stood at the end of a day in the reader's time zone. Versions come newest first. */
export const asKnownOn = (versions: readonly KeptVersion[], on: string): KeptVersion | undefined =>
  versions.find(({ changedAt }) => dayOf(changedAt) <= on);

/** A field that differs from the version before. */
export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What a version changed; null for the first one, of which all is new. */
export function changesOf(versions: readonly KeptVersion[], version: KeptVersion): Change[] | null {
  const before = versions[versions.indexOf(version) + 1];
  if (!before) return null;
  const names = new Set([...shownFields(version.snapshot), ...shownFields(before.snapshot)]);
  return [...names]
    .map((field) => ({ field, before: before.snapshot[field], after: version.snapshot[field] }))
    .filter((change) => !isSame(change.before, change.after));
}
