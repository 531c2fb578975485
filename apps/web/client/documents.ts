import { queryOptions, useMutation } from '@tanstack/react-query';
import {
  CaptureAgainView,
  CaptureListView,
  DifferenceView,
  FileReading,
  FileView,
  SourceDocumentView,
  SourceView,
  type CaptureAgain,
  type CaptureFromFile,
  type FetchFile,
  type ReadFile,
  type RecordFromFile,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { read, sendFile, write } from './request.ts';

export const uploadFile = (workspace: string, file: File) => sendFile(inWorkspace(workspace, 'files'), file, FileView);

export const fetchFile = (workspace: string, address: string) =>
  write('POST', inWorkspace(workspace, 'files/from-address'), { address } satisfies FetchFile, FileView);

export const readFile = (workspace: string, fileId: string, how: ReadFile) =>
  write('POST', inWorkspace(workspace, `files/${fileId}/reading`), how, FileReading);

const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace] });

export const useRecordFromFile = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordFromFile) => write('POST', inWorkspace(workspace, 'sources/from-file'), body, SourceView),
    onSuccess: refresh(workspace),
  });

/** A new capture of a document, from a file or from pasted text. */
export const useCaptureAgain = (workspace: string, sourceId: string) =>
  useMutation({
    mutationFn: (body: CaptureFromFile | CaptureAgain) =>
      write(
        'POST',
        inWorkspace(workspace, `sources/${sourceId}/captures${'fileId' in body ? '/from-file' : ''}`),
        body,
        CaptureAgainView,
      ),
    onSuccess: refresh(workspace),
  });

export const documentQuery = (workspace: string, sourceId: string) =>
  queryOptions({
    queryKey: [workspace, 'document', sourceId],
    queryFn: () => read(inWorkspace(workspace, `sources/${sourceId}/document`), SourceDocumentView),
  });

export const capturesQuery = (workspace: string, sourceId: string) =>
  queryOptions({
    queryKey: [workspace, 'captures', sourceId],
    queryFn: () => read(inWorkspace(workspace, `sources/${sourceId}/captures`), CaptureListView),
  });

export const differenceQuery = (workspace: string, sourceId: string, from: string) =>
  queryOptions({
    queryKey: [workspace, 'difference', sourceId, from],
    queryFn: () => read(inWorkspace(workspace, `sources/${sourceId}/difference?from=${from}`), DifferenceView),
  });
