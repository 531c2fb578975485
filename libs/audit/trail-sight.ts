import type { TrailEvent } from '@libs/contracts';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

/** What the trail holds of a record that the reader may not see: that something was written, and when. */
const UNLISTED = 'unlisted';

type Told = Pick<TrailEvent, 'kind' | 'recordId' | 'version'>;

/** The event in a stored text: its number, its workspace and the hash before it stand in the lines above it. */
export function eventIn(canonical: string): TrailEvent {
  return JSON.parse(canonical.split('\n').slice(3).join('\n')) as TrailEvent;
}

/**
 * What a reader sees of the trail. It covers every record of the workspace, also those of narrower audiences; an event
 * on a record whose versions the reader may not see gives its time alone.
 */
export class Sight {
  private constructor(private readonly seen: ReadonlySet<string>) {}

  /** Looks up, in one query, which records of these events the reader may see. */
  static async over(tx: WorkspaceTransaction, events: readonly TrailEvent[]): Promise<Sight> {
    const told = events.flatMap(toldBy).filter(({ recordId }) => typeof recordId === 'string');
    const places = new Map(told.map(({ kind, recordId }) => [`${kind} ${recordId}`, { kind, recordId }]));
    if (places.size === 0) return new Sight(new Set());
    const [kinds, ids] = [
      [...places.values()].map(({ kind }) => kind),
      [...places.values()].map((one) => one.recordId),
    ];
    const rows = await tx.query<{ id: string }>(
      `select distinct v.record_id as id from app.record_version v
       where v.workspace_id = $1 and (v.kind, v.record_id) in (select * from unnest($2::text[], $3::uuid[]))`,
      [tx.workspaceId, kinds, ids],
    );
    return new Sight(new Set(rows.map(({ id }) => id)));
  }

  /** Whether all of an event may be seen. */
  isWhole(event: TrailEvent): boolean {
    return toldBy(event).every((told) => this.isInSight(told));
  }

  /** The event as far as it may be seen. */
  listed(event: TrailEvent): TrailEvent {
    if (event.records) return { ...event, records: event.records.filter((told) => this.isInSight(told)) };
    return this.isInSight(event) ? event : { at: event.at, act: UNLISTED };
  }

  /** Events of a record carry its version. Others are about the workspace or a whole case, which all may see. */
  private isInSight({ version, recordId }: Told): boolean {
    return typeof version !== 'number' || typeof recordId !== 'string' || this.seen.has(recordId);
  }
}

function toldBy(event: TrailEvent): Told[] {
  return event.records ?? [event];
}
