import { csvLine } from './csv.ts';

/** An event of the trail as its text holds it. Members that an act does not need are absent. */
export interface TrailEvent {
  at: string;
  act: string;
  /** `member:<id>`, `cli:<user>` or `system:<job>`; absent where the reader may not see the event. */
  by?: string;
  via?: string;
  kind?: string;
  recordId?: string | null;
  version?: number | null;
  versionHash?: string | null;
  detail?: Record<string, unknown>;
  batch?: string;
  /** What a batch did, record by record. */
  records?: Omit<TrailEvent, 'at' | 'by' | 'records'>[];
}

export const AUDIT_CSV_HEADS = csvLine([
  'event',
  'at',
  'by',
  'via',
  'act',
  'kind',
  'record_id',
  'version',
  'version_hash',
  'batch',
  'detail',
  'event_hash',
]);

/**
 * An event as lines of CSV, one for each record of a batch. People stand in it by the id of their membership, as in
 * the trail itself: names can be changed and erased, and a file cannot.
 */
export function auditCsvLines(seq: number, hash: string, event: TrailEvent): string {
  return (event.records ?? [event])
    .map((record) =>
      csvLine([
        seq,
        event.at,
        event.by ?? null,
        event.via ?? null,
        record.act,
        record.kind ?? null,
        record.recordId ?? null,
        record.version ?? null,
        record.versionHash ?? null,
        event.batch ?? null,
        record.detail ? JSON.stringify(record.detail) : null,
        hash,
      ]),
    )
    .join('');
}
