export { compiledEntry } from './compiled-entry.ts';
export { createProcessPool, WorkStopped } from './process-pool.ts';
export type { ProcessPool, ProcessPoolOptions } from './process-pool.ts';
export { residentBytes } from './resident-bytes.ts';
export { serveOrders } from './serve-orders.ts';
