import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  InvitationList,
  InvitationMade,
  InvitationView,
  Joined,
  OpenInvitation,
  type InvitePerson,
  type JoinByInvitation,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { isRefusedAs, read, write } from './request.ts';

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: [workspace, 'invitations'],
    queryFn: () => read(inWorkspace(workspace, 'invitations'), InvitationList),
  });

const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace] });

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
