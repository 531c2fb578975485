import { queryOptions, useMutation } from '@tanstack/react-query';
import { SignInAnswer, SignOnAddress, SingleSignOnView, type SetSingleSignOn } from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, remove, write } from './request.ts';
import { rememberMe } from './session.ts';

export const singleSignOnQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'single-sign-on'],
    queryFn: () => read(inWorkspace(workspace, 'single-sign-on'), SingleSignOnView),
  });

export const useSetSingleSignOn = (workspace: string) =>
  useMutation({
    mutationFn: (body: SetSingleSignOn) =>
      write('PUT', inWorkspace(workspace, 'single-sign-on'), body, SingleSignOnView),
    onSuccess: (view) => queryClient.setQueryData(singleSignOnQuery(workspace).queryKey, view),
  });

export const useRemoveSingleSignOn = (workspace: string) =>
  useMutation({
    mutationFn: () => remove(inWorkspace(workspace, 'single-sign-on')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: singleSignOnQuery(workspace).queryKey }),
  });

/** Leaves for the page of the organisation's provider, which sends the browser back. */
export async function leaveForProvider(workspace: string): Promise<void> {
  const { address } = await write('POST', '/api/session/sign-on', { workspace }, SignOnAddress);
  window.location.assign(address);
}

/** With what the provider sent along. */
export async function finishSignOn(query: string): Promise<SignInAnswer> {
  const answer = await write('POST', '/api/session/sign-on/finish', { query }, SignInAnswer);
  if ('userId' in answer) rememberMe(answer);
  return answer;
}
