export { leaseEmbeddedPostgres } from './lease.ts';
export type { LeaseOptions, PostgresLease } from './lease.ts';
export { PostgresUnavailable, ServerAlreadyRunning } from './postgres.errors.ts';
