import { useMutation } from '@tanstack/react-query';
import {
  AssessmentView,
  ClaimView,
  ExcerptView,
  FindingView,
  LetterView,
  OrganisationView,
  SourceView,
  StatementView,
  type ConfirmAssessment,
  type DraftLetter,
  type RecordAssessment,
  type RecordClaim,
  type RecordExcerpt,
  type RecordFinding,
  type RecordOrganisation,
  type RecordSource,
  type RecordStatement,
  type ReviseAssessment,
} from '@libs/contracts';
import { queryClient } from './query-client.ts';
import { inWorkspace } from './records.ts';
import { write } from './request.ts';

/** After a write everything shown of the workspace is asked for again: live views are computed, never stored. */
const refresh = (workspace: string) => () => queryClient.invalidateQueries({ queryKey: [workspace] });

export const recordExcerpt = (workspace: string, sourceId: string, body: RecordExcerpt) =>
  write('POST', inWorkspace(workspace, `sources/${sourceId}/excerpts`), body, ExcerptView);

export const useRecordOrganisation = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordOrganisation) =>
      write('POST', inWorkspace(workspace, 'organisations'), body, OrganisationView),
    onSuccess: refresh(workspace),
  });

export const useRecordSource = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordSource) => write('POST', inWorkspace(workspace, 'sources'), body, SourceView),
    onSuccess: refresh(workspace),
  });

export const useRecordStatement = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordStatement) => write('POST', inWorkspace(workspace, 'statements'), body, StatementView),
    onSuccess: refresh(workspace),
  });

export const useRecordClaim = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordClaim) => write('POST', inWorkspace(workspace, 'claims'), body, ClaimView),
    onSuccess: refresh(workspace),
  });

export const useRecordFinding = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordFinding) => write('POST', inWorkspace(workspace, 'findings'), body, FindingView),
    onSuccess: refresh(workspace),
  });

export const useRecordAssessment = (workspace: string) =>
  useMutation({
    mutationFn: (body: RecordAssessment) => write('POST', inWorkspace(workspace, 'assessments'), body, AssessmentView),
    onSuccess: refresh(workspace),
  });

export const useReviseAssessment = (workspace: string, id: string) =>
  useMutation({
    mutationFn: (body: ReviseAssessment) =>
      write('PATCH', inWorkspace(workspace, `assessments/${id}`), body, AssessmentView),
    onSuccess: refresh(workspace),
  });

export const useConfirmAssessment = (workspace: string, id: string) =>
  useMutation({
    mutationFn: (body: ConfirmAssessment) =>
      write('POST', inWorkspace(workspace, `assessments/${id}/confirm`), body, AssessmentView),
    onSuccess: refresh(workspace),
  });

export const useDraftLetter = (workspace: string) =>
  useMutation({
    mutationFn: (body: DraftLetter) => write('POST', inWorkspace(workspace, 'letters'), body, LetterView),
    onSuccess: refresh(workspace),
  });
