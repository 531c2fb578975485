import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  RestrictionPage,
  RestrictionView,
  type MovableKind,
  type ReviseRestriction,
  type ShowRestriction,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, send, write } from './request.ts';

const listed = (workspace: string, query: string) =>
  queryOptions({
    queryKey: [workspace, 'restrictions', query],
    queryFn: () => read(inWorkspace(workspace, `restrictions?${query}`), RestrictionPage),
  });

export const restrictionsOfKind = (workspace: string, kind: MovableKind) => listed(workspace, `kind=${kind}&limit=200`);
export const restrictionsOfCompany = (workspace: string, id: string) =>
  listed(workspace, `organisation=${id}&limit=200`);
export const restrictionOfRecord = (workspace: string, id: string) => listed(workspace, `record=${id}`);

const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace, 'restrictions'] });

export const useShowRestriction = (workspace: string) =>
  useMutation({
    mutationFn: (body: ShowRestriction) => write('POST', inWorkspace(workspace, 'restrictions'), body, RestrictionView),
    onSettled: refresh(workspace),
  });

export const useReviseRestriction = (workspace: string) =>
  useMutation({
    mutationFn: ({ id, body }: { id: string; body: ReviseRestriction }) =>
      write('PATCH', inWorkspace(workspace, `restrictions/${id}`), body, RestrictionView),
    onSettled: refresh(workspace),
  });

export const useLiftRestriction = (workspace: string) =>
  useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      send('POST', inWorkspace(workspace, `restrictions/${id}/lift`), { version }),
    onSettled: refresh(workspace),
  });
