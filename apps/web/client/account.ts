import { queryOptions, useMutation } from '@tanstack/react-query';
import { SessionList, type ChangePassword } from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, remove, send } from './request.ts';

export const sessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: () => read('/api/me/sessions', SessionList),
  staleTime: 0,
});

const refresh = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });

export const useEndSession = () =>
  useMutation({ mutationFn: (id: string) => remove(`/api/me/sessions/${id}`), onSettled: refresh });

export const useEndOtherSessions = () =>
  useMutation({ mutationFn: () => send('POST', '/api/me/sessions/end-others'), onSettled: refresh });

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: ChangePassword) => send('POST', '/api/me/password', body),
    onSuccess: refresh,
  });

export const useEndMemberSessions = (workspace: string, memberId: string) =>
  useMutation({ mutationFn: () => send('POST', inWorkspace(workspace, `members/${memberId}/end-sessions`)) });
