import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  OpenedNoteView,
  SealedNotePage,
  SealedNoteView,
  WordsDestroyed,
  type AddSealedNote,
  type DestroySealedWords,
  type ReviseSealedNote,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, write } from './request.ts';

/** Titles and tags of the notes beside a source. No words of a note are ever in the cache. */
export const sealedNotesQuery = (workspace: string, sourceId: string, q: string) =>
  queryOptions({
    queryKey: [workspace, 'sealed-notes', sourceId, q],
    queryFn: () => {
      const asked = new URLSearchParams({ source: sourceId, limit: '200', ...(q && { q }) });
      return read(inWorkspace(workspace, `sealed-notes?${asked}`), SealedNotePage);
    },
  });

const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace, 'sealed-notes'] });

/** The words of a note. They are forgotten as soon as nothing on screen holds them. */
export const useOpenNote = (workspace: string, id: string) =>
  useMutation({
    mutationFn: () => write('POST', inWorkspace(workspace, `sealed-notes/${id}/open`), {}, OpenedNoteView),
    gcTime: 0,
  });

export const useAddNote = (workspace: string, sourceId: string) =>
  useMutation({
    mutationFn: (body: AddSealedNote) =>
      write('POST', inWorkspace(workspace, `sources/${sourceId}/sealed-notes`), body, SealedNoteView),
    gcTime: 0,
    onSuccess: refresh(workspace),
  });

export const useReviseNote = (workspace: string, id: string) =>
  useMutation({
    mutationFn: (body: ReviseSealedNote) =>
      write('PATCH', inWorkspace(workspace, `sealed-notes/${id}`), body, SealedNoteView),
    gcTime: 0,
    onSettled: refresh(workspace),
  });

export const useDestroyWords = (workspace: string, sourceId: string) =>
  useMutation({
    mutationFn: (body: DestroySealedWords) =>
      write('POST', inWorkspace(workspace, `sources/${sourceId}/sealed-notes/destroy`), body, WordsDestroyed),
    onSuccess: refresh(workspace),
  });
