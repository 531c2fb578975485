export { isPublicAddress } from './addresses.ts';
export { guardedFetch, type Asking, type GuardedFetchOptions } from './guarded-fetch.ts';
export { AddressRefused } from './look-up.ts';
export { fetchPage, MOST_REDIRECTS, PageNotFetched, type FetchedPage, type PageRules } from './page-fetch.ts';
export type { FetchProxy } from './proxy.ts';
