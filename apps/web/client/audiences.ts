import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  AudienceList,
  AudienceView,
  Moved,
  type MakeAudience,
  type MoveRecord,
  type ReviseAudience,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';

import { read, send, write } from './request.ts';

export const audiencesQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'audiences'],
    queryFn: () => read(inWorkspace(workspace, 'audiences'), AudienceList),
  });

/** Who is in an audience sees other records: everything shown of the workspace is asked for again. */
const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace] });

export const useMakeAudience = (workspace: string) =>
  useMutation({
    mutationFn: (body: MakeAudience) => write('POST', inWorkspace(workspace, 'audiences'), body, AudienceView),
    onSuccess: refresh(workspace),
  });

export const useReviseAudience = (workspace: string, id: string) =>
  useMutation({
    mutationFn: (body: ReviseAudience) => write('PATCH', inWorkspace(workspace, `audiences/${id}`), body, AudienceView),
    onSettled: refresh(workspace),
  });

/** Lets a member in or takes one out. */
export const useAudienceMember = (workspace: string, id: string) =>
  useMutation({
    mutationFn: ({ memberId, isIn }: { memberId: string; isIn: boolean }) =>
      send(isIn ? 'PUT' : 'DELETE', inWorkspace(workspace, `audiences/${id}/members/${memberId}`)),
    onSettled: refresh(workspace),
  });

/** A record goes to other readers, with what rests on it. */
export const useMoveRecord = (workspace: string) =>
  useMutation({
    mutationFn: ({ audienceId, body }: { audienceId: string; body: MoveRecord }) =>
      write('POST', inWorkspace(workspace, `audiences/${audienceId}/records`), body, Moved),
    onSettled: refresh(workspace),
  });
