import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  AccountErased,
  ResetLink,
  SessionList,
  type ChangePassword,
  type EraseAccount,
  type ResetPassword,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, remove, send, write } from './request.ts';

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

/** Nothing of the account is left afterwards, here neither. */
export const useEraseAccount = () =>
  useMutation({
    mutationFn: (body: EraseAccount) => write('POST', '/api/me/erase', body, AccountErased),
    onSuccess: () => queryClient.clear(),
  });

export const useMakeResetLink = (workspace: string, memberId: string) =>
  useMutation({
    mutationFn: () => write('POST', inWorkspace(workspace, `members/${memberId}/reset-link`), undefined, ResetLink),
  });

/** Every session is over afterwards, the one in this browser too. */
export const useResetPassword = () =>
  useMutation({
    mutationFn: (body: ResetPassword) => send('POST', '/api/resets', body),
    onSuccess: () => queryClient.clear(),
  });

export const useEndMemberSessions = (workspace: string, memberId: string) =>
  useMutation({ mutationFn: () => send('POST', inWorkspace(workspace, `members/${memberId}/end-sessions`)) });
