import type { SearchHit, SearchView } from '@libs/contracts';

/** One to three letters and a running number, as on screen and in print: C-115, ST-12. */
export const isShortNumber = (written: string): boolean => /^[a-z]{1,3}-\d+$/i.test(written);

/** The record of the kind that bears exactly this number; a search may find others whose words hold it. */
export const hitWithNumber = (found: SearchView, kind: SearchHit['kind'], number: string): SearchHit | undefined =>
  found.groups
    .flatMap(({ hits }) => hits)
    .find((hit) => hit.kind === kind && hit.number?.toUpperCase() === number.toUpperCase());
