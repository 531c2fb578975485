import { Injectable } from '@nestjs/common';
import type { AuditItem, AuditPage, ListAudit, TrailEvent } from '@libs/contracts';
import { namesOf, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { eventIn, Sight } from './trail-sight.ts';
import { eventsLike, headOf, recordNamed, recordsTold, type StoredEvent, type Wanted } from './trail.queries.ts';

/** Events that one page looks at, at most: a rare act in a long trail is looked for in several goes. */
const LOOKED_AT = 100_000;

type Listed = Pick<StoredEvent, 'seq' | 'hash'> & { event: TrailEvent };

/** The trail as its owner reads it on the screen: newest first, narrowed down, as far as it may be seen. */
@Injectable()
export class TrailListService {
  /**
   * What is wanted is looked for in what the reader sees of an event. So a filter tells nothing of the others: neither by
   * what it finds, nor by whether there is a next page.
   */
  async page(tx: WorkspaceTransaction, { limit, before, record, ...rest }: ListAudit): Promise<AuditPage> {
    const total = Math.max(0, (await headOf(tx)).seq);
    const recordId = record === undefined ? undefined : await recordNamed(tx, record);
    if (recordId === null) return { items: [], total, next: null, records: {} };
    const wanted: Wanted = { ...rest, ...(recordId !== undefined && { recordId }) };
    const start = Math.min(before ?? total + 1, total + 1);
    const floor = Math.max(1, start - LOOKED_AT);
    const found = await this.find(tx, wanted, { start, floor, limit });
    const shown = found.slice(0, limit);
    const further = floor > 1 ? floor : null;
    return {
      items: await itemsOf(tx, shown),
      total,
      next: found.length > limit ? Number(shown.at(-1)!.seq) : further,
      records: await told(tx, placesIn(shown)),
    };
  }

  /** One more than the limit, where there are more. */
  private async find(
    tx: WorkspaceTransaction,
    wanted: Wanted,
    { start, floor, limit }: { start: number; floor: number; limit: number },
  ): Promise<Listed[]> {
    const found: Listed[] = [];
    for (let below = start; found.length <= limit;) {
      const rows = await eventsLike(tx, wanted, { below, floor, limit: limit + 1 });
      const events = rows.map(({ canonical }) => eventIn(canonical));
      const sight = await Sight.over(tx, events);
      const listed = rows.map(({ seq, hash }, index) => ({ seq, hash, event: sight.listed(events[index]!) }));
      found.push(...listed.filter(({ event }) => isWanted(event, wanted)));
      if (rows.length <= limit) break;
      below = Number(rows.at(-1)!.seq);
    }
    return found;
  }
}

/** Whether the event, or one record of its batch, is all that is wanted. Times were compared where they are stored. */
function isWanted(event: TrailEvent, { by, act, kind, recordId }: Wanted): boolean {
  if (by !== undefined && event.by !== by) return false;
  return [event, ...(event.records ?? [])].some(
    (one) =>
      (act === undefined || one.act === act) &&
      (kind === undefined || one.kind === kind) &&
      (recordId === undefined || one.recordId === recordId),
  );
}

async function itemsOf(tx: WorkspaceTransaction, listed: Listed[]): Promise<AuditItem[]> {
  const nameOf = await namesOf(
    tx,
    listed.map(({ event }) => event.by ?? null),
  );
  return listed.map(({ seq, hash, event }) => ({
    seq: Number(seq),
    hash,
    who: nameOf(event.by ?? null),
    event: { ...event },
  }));
}

/** Names of members stand in one place, and not in kept versions. */
async function told(tx: WorkspaceTransaction, places: { kind: string; id: string }[]): Promise<AuditPage['records']> {
  const records = await recordsTold(tx, places);
  const members = places.flatMap(({ kind, id }) => (kind === 'member' && records[id] ? [id] : []));
  const attributions = members.map((id) => `member:${id}`);
  const nameOf = await namesOf(tx, attributions);
  members.forEach((id, index) => {
    const name = nameOf(attributions[index]!);
    if (name !== attributions[index]) records[id]!.name = name;
  });
  return records;
}

function placesIn(listed: Listed[]): { kind: string; id: string }[] {
  const told = listed.flatMap(({ event }) => event.records ?? [event]);
  const places = told.flatMap(({ kind, recordId }) =>
    kind !== undefined && typeof recordId === 'string' ? [{ kind, id: recordId }] : [],
  );
  return [...new Map(places.map((place) => [`${place.kind} ${place.id}`, place])).values()];
}
