import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { AuditPage, AuditVerification, CheckpointPage, SecurityEventPage, type TrailFormat } from '@libs/contracts';
import { inWorkspace } from './records.ts';
import { read } from './request.ts';

/** What the trail is narrowed to, as it stands in the address of the page. Days are those of the reader. */
export interface TrailFilter {
  by?: string | undefined;
  act?: string | undefined;
  kind?: string | undefined;
  record?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

/** The beginning of a day where the reader is, or of the one after it. */
function beginning(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

function asked({ from, until, ...rest }: TrailFilter, before: number | string | null): string {
  const given = {
    ...rest,
    from: from && beginning(from, 0),
    until: until && beginning(until, 1),
    before: before === null ? undefined : String(before),
  };
  const parameters = Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams(parameters).toString();
}

/** The trail, newest first, page behind page. */
export const trailQuery = (workspace: string, filter: TrailFilter) =>
  infiniteQueryOptions({
    queryKey: [workspace, 'audit', filter],
    queryFn: ({ pageParam }) => read(inWorkspace(workspace, `audit?${asked(filter, pageParam)}`), AuditPage),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });

export const securityEventsQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: [workspace, 'security-events'],
    queryFn: ({ pageParam }) =>
      read(inWorkspace(workspace, `security-events?${asked({}, pageParam)}`), SecurityEventPage),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** Recomputes the whole chain: asked for by the reader, and kept until it is asked for again. */
export const verificationQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'audit-verification'],
    queryFn: () => read(inWorkspace(workspace, 'audit/verification'), AuditVerification),
    staleTime: Infinity,
  });

export const lastCheckpointQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'audit-checkpoint'],
    queryFn: () => read(inWorkspace(workspace, 'audit/checkpoints?limit=1'), CheckpointPage),
  });

export const exportAddress = (workspace: string, format: TrailFormat) =>
  inWorkspace(workspace, `audit/export?format=${format}`);
export const checkpointsAddress = (workspace: string) => inWorkspace(workspace, 'audit/checkpoints/file');
export const publicKeyAddress = (workspace: string) => inWorkspace(workspace, 'audit/checkpoints/public-key');
