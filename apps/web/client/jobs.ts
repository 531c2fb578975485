import { infiniteQueryOptions, keepPreviousData, useMutation } from '@tanstack/react-query';
import { isUnderWay, JobPage, JobView, type JobState } from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, write } from './request.ts';

const PAGE = 50;
/** Jobs move by themselves, so the list is read again while one is under way. */
const AGAIN_MS = 3000;

const keyOf = (workspace: string) => [workspace, 'jobs'] as const;

/** The jobs of one state or of all, newest first. */
export const jobsQuery = (workspace: string, state: JobState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(workspace), state ?? 'all'],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({ limit: String(PAGE), offset: String(pageParam), ...(state && { state }) });
      return read(inWorkspace(workspace, `jobs?${asked.toString()}`), JobPage);
    },
    initialPageParam: 0,
    getNextPageParam: ({ items, total }, _pages, offset) => (offset + items.length < total ? offset + PAGE : null),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (isMoving(data?.pages[0]) ? AGAIN_MS : false),
  });

function isMoving(page: JobPage | undefined): boolean {
  return (
    page !== undefined && Object.entries(page.counts).some(([at, count]) => count > 0 && isUnderWay(at as JobState))
  );
}

/** Calls a job off, or has it tried again. Afterwards the list is read again, also where it was refused. */
export const useSteerJob = (workspace: string) =>
  useMutation({
    mutationFn: ({ id, act }: { id: string; act: 'cancel' | 'retry' }) =>
      write('POST', inWorkspace(workspace, `jobs/${id}/${act}`), undefined, JobView),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(workspace) }),
  });
