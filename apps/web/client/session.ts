import { queryOptions, useMutation } from '@tanstack/react-query';
import { MeView, SignInAnswer, SignInOptions, type Permission, type SignIn } from '@libs/contracts';
import { createContext, useContext } from 'react';
import { queryClient } from './query-client.ts';
import { isRefusedAs, read, remove, write } from './request.ts';

/** The signed-in person, or null where nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<MeView | null> => {
    try {
      return await read('/api/me', MeView);
    } catch (error) {
      if (isRefusedAs(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: () => read('/api/session/options', SignInOptions),
});

/** Somebody is signed in now: what was fetched as another person, or as nobody, is forgotten. */
export function rememberMe(me: MeView): void {
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, me);
}

export const useSignIn = () =>
  useMutation({
    mutationFn: (body: SignIn) => write('POST', '/api/session', body, SignInAnswer),
    onSuccess: (answer) => {
      if ('userId' in answer) rememberMe(answer);
    },
  });

export const useSignOut = () =>
  useMutation({
    mutationFn: () => remove('/api/session'),
    onSuccess: () => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, null);
    },
  });

export interface Workspace {
  slug: string;
  name: string;
  sample: boolean;
  memberName: string;
  memberId: string;
  may: (permission: Permission) => boolean;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('This component must stand inside a workspace.');
  return workspace;
}
