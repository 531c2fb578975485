import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  InvitationList,
  InvitationMade,
  InvitationView,
  Joined,
  MemberList,
  MemberView,
  OpenInvitation,
  WorkspaceView,
  type CloseWorkspace,
  type InvitePerson,
  type JoinByInvitation,
  type ReviseMember,
  type ReviseWorkspace,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { isRefusedAs, read, remove, send, write } from './request.ts';
import { meQuery } from './session.ts';

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'invitations'],
    queryFn: () => read(inWorkspace(workspace, 'invitations'), InvitationList),
  });

const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace] });

/** What somebody may do stands in the answer about the person, too. */
const refreshAll = (workspace: string) => () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: [workspace] }),
    queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  ]);

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'members'],
    queryFn: () => read(inWorkspace(workspace, 'members'), MemberList),
  });

export const useReviseMember = (workspace: string, id: string) =>
  useMutation({
    mutationFn: (body: ReviseMember) => write('PATCH', inWorkspace(workspace, `members/${id}`), body, MemberView),
    onSettled: refreshAll(workspace),
  });

export const useRemoveMember = (workspace: string, { id, version }: MemberView) =>
  useMutation({
    mutationFn: () => send('POST', inWorkspace(workspace, `members/${id}/remove`), { version }),
    onSettled: refreshAll(workspace),
  });

/** Afterwards the workspace exists no longer for this person. */
export const useLeaveWorkspace = (workspace: string) =>
  useMutation({ mutationFn: () => remove(`/api/me/workspaces/${encodeURIComponent(workspace)}`) });

/** Afterwards the workspace exists no longer for anybody. */
export const useCloseWorkspace = (workspace: string) =>
  useMutation({ mutationFn: (body: CloseWorkspace) => send('POST', inWorkspace(workspace, 'close'), body) });

const ownAddress = (workspace: string) => `/api/workspaces/${encodeURIComponent(workspace)}`;

export const workspaceQuery = (workspace: string) =>
  queryOptions({ queryKey: [workspace, 'own'], queryFn: () => read(ownAddress(workspace), WorkspaceView) });

export const useRenameWorkspace = (workspace: string) =>
  useMutation({
    mutationFn: (body: ReviseWorkspace) => write('PATCH', ownAddress(workspace), body, WorkspaceView),
    onSuccess: refreshAll(workspace),
  });

export const useInvite = (workspace: string) =>
  useMutation({
    mutationFn: (body: InvitePerson) => write('POST', inWorkspace(workspace, 'invitations'), body, InvitationMade),
    onSuccess: refresh(workspace),
  });

export const useRevokeInvitation = (workspace: string) =>
  useMutation({
    mutationFn: ({ id, version }: InvitationView) =>
      write('POST', inWorkspace(workspace, `invitations/${id}/revoke`), { version }, InvitationView),
    onSettled: refresh(workspace),
  });

/** What a link opens, or null where it opens nothing. The secret travels in the body. */
export const openInvitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['open-invitation', token],
    queryFn: async (): Promise<OpenInvitation | null> => {
      try {
        return await write('POST', '/api/invitations/look', { token }, OpenInvitation);
      } catch (error) {
        if (isRefusedAs(error, 404) || isRefusedAs(error, 422)) return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });

export const joinAsNew = (body: JoinByInvitation) => write('POST', '/api/invitations/join', body, Joined);

export const acceptInvitation = (token: string) => write('POST', '/api/me/invitations', { token }, Joined);
