import { queryOptions, useMutation } from '@tanstack/react-query';
import { TokenList, TokenMade, type MakeToken } from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, remove, write } from './request.ts';

const OWN = '/api/me/tokens';

export const ownTokensQuery = queryOptions({ queryKey: ['own-tokens'], queryFn: () => read(OWN, TokenList) });

export const workspaceTokensQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'tokens'],
    queryFn: () => read(inWorkspace(workspace, 'tokens'), TokenList),
  });

/** A token stands in the list of its owner and in that of the workspace. */
const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ownTokensQuery.queryKey }),
    queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === 'tokens' }),
  ]);

export const useMakeToken = () =>
  useMutation({ mutationFn: (body: MakeToken) => write('POST', OWN, body, TokenMade), onSuccess: refresh });

export const useRevokeOwnToken = () =>
  useMutation({ mutationFn: (id: string) => remove(`${OWN}/${id}`), onSettled: refresh });

export const useRevokeToken = (workspace: string) =>
  useMutation({ mutationFn: (id: string) => remove(inWorkspace(workspace, `tokens/${id}`)), onSettled: refresh });
