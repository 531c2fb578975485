import type { DateInterval } from './partial-date.ts';

/** An entry of an official list. `removal` is null while the entry stands; a removal without a date has no interval. */
export interface Listing {
  readonly effective: DateInterval;
  readonly removal: DateInterval | null;
}

export type ListedAnswer = 'yes' | 'no' | 'unknown';

function onOrAfter(event: DateInterval, other: DateInterval): ListedAnswer {
  if (event.first === null || event.last === null || other.first === null || other.last === null) return 'unknown';
  if (event.first >= other.last) return 'yes';
  return event.last < other.first ? 'no' : 'unknown';
}

/**
 * Answers "was it listed on the day of the event?": effective date <= event date, and no removal or event date <
 * removal date. A partial date that spans either boundary gives `unknown`. The day of retrieval plays no part.
 * Listed is not unlawful, and a match is a lead only (evidence model, section 8; decision 18).
 */
export function wasListedOn(listing: Listing, event: DateInterval): ListedAnswer {
  const effective = onOrAfter(event, listing.effective);
  const removed = listing.removal === null ? 'no' : onOrAfter(event, listing.removal);
  if (effective === 'no' || removed === 'yes') return 'no';
  return effective === 'yes' && removed === 'no' ? 'yes' : 'unknown';
}
