import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import {
  AssessmentView,
  ClaimView,
  CompanyList,
  CompanyScoresView,
  ComparisonView,
  ExcerptPage,
  ExcerptView,
  FindingView,
  FindingPage,
  LetterList,
  LetterProfileList,
  LetterView,
  ClaimPage,
  ListingAnswer,
  OrganisationPage,
  RoundList,
  ScorecardView,
  SearchView,
  SourcePage,
  SourceView,
  StatementPage,
} from '@libs/contracts';
import { read } from './request.ts';

/** Address of a route inside a workspace. */
export const inWorkspace = (workspace: string, path: string) =>
  `/api/workspaces/${encodeURIComponent(workspace)}/${path}`;

const query = <View>(
  workspace: string,
  key: readonly unknown[],
  path: string,
  parse: (path: string) => Promise<View>,
) => queryOptions({ queryKey: [workspace, ...key], queryFn: () => parse(inWorkspace(workspace, path)) });

export const companiesQuery = (workspace: string) =>
  query(workspace, ['companies'], 'companies', (path) => read(path, CompanyList));

export const comparisonQuery = (workspace: string, companyId: string) =>
  query(workspace, ['comparison', companyId], `companies/${companyId}/comparison`, (path) =>
    read(path, ComparisonView),
  );

export const companyScoresQuery = (workspace: string, companyId: string) =>
  query(workspace, ['company-scores', companyId], `companies/${companyId}/scores`, (path) =>
    read(path, CompanyScoresView),
  );

export const listingQuery = (workspace: string, organisationId: string, on: string) =>
  query(workspace, ['listing', organisationId, on], `organisations/${organisationId}/listing?on=${on}`, (path) =>
    read(path, ListingAnswer),
  );

export const organisationsQuery = (workspace: string) =>
  query(workspace, ['organisations'], 'organisations?limit=200', (path) => read(path, OrganisationPage));

export const sourcesQuery = (workspace: string) =>
  query(workspace, ['sources'], 'sources?limit=200', (path) => read(path, SourcePage));

export const sourceQuery = (workspace: string, sourceId: string) =>
  queryOptions({
    queryKey: [workspace, 'source', sourceId],
    queryFn: () => read(inWorkspace(workspace, `sources/${sourceId}`), SourceView),
    // The captured text never changes, so a copy in memory stays good for long.
    staleTime: 10 * 60_000,
  });

export const excerptsOfSourceQuery = (workspace: string, sourceId: string) =>
  query(workspace, ['excerpts', sourceId], `excerpts?source=${sourceId}&limit=200`, (path) => read(path, ExcerptPage));

export const excerptQuery = (workspace: string, id: string) =>
  query(workspace, ['excerpt', id], `excerpts/${id}`, (path) => read(path, ExcerptView));

export const statementsOfSourceQuery = (workspace: string, sourceId: string) =>
  query(workspace, ['statements', sourceId], `statements?source=${sourceId}&limit=200`, (path) =>
    read(path, StatementPage),
  );

export const claimsOfSourceQuery = (workspace: string, sourceId: string) =>
  query(workspace, ['claims', sourceId], `claims?source=${sourceId}&limit=200`, (path) => read(path, ClaimPage));

export const findingsOfSourceQuery = (workspace: string, sourceId: string) =>
  query(workspace, ['findings', sourceId], `findings?source=${sourceId}&limit=200`, (path) => read(path, FindingPage));

export const claimQuery = (workspace: string, id: string) =>
  query(workspace, ['claim', id], `claims/${id}`, (path) => read(path, ClaimView));

export const findingQuery = (workspace: string, id: string) =>
  query(workspace, ['finding', id], `findings/${id}`, (path) => read(path, FindingView));

export const assessmentQuery = (workspace: string, id: string) =>
  query(workspace, ['assessment', id], `assessments/${id}`, (path) => read(path, AssessmentView));

export const roundsQuery = (workspace: string) =>
  query(workspace, ['rounds'], 'rounds', (path) => read(path, RoundList));

export const scorecardQuery = (workspace: string, round: string) =>
  query(workspace, ['scorecard', round], `rounds/${round}/scorecard`, (path) => read(path, ScorecardView));

export const lettersQuery = (workspace: string) =>
  query(workspace, ['letters'], 'letters', (path) => read(path, LetterList));

export const letterQuery = (workspace: string, id: string) =>
  query(workspace, ['letter', id], `letters/${id}`, (path) => read(path, LetterView));

export const letterProfilesQuery = (workspace: string) =>
  query(workspace, ['letter-profiles'], 'letter-profiles', (path) => read(path, LetterProfileList));

export const searchQuery = (workspace: string, words: string) =>
  queryOptions({
    queryKey: [workspace, 'search', words],
    queryFn: () => read(inWorkspace(workspace, `search?q=${encodeURIComponent(words)}&limit=5`), SearchView),
    enabled: words.length > 0,
    placeholderData: keepPreviousData,
  });

/** A page changes with the model and with the mark that it carries while checks are open. */
export const letterPageAddress = (workspace: string, letter: LetterView, page: number) =>
  `${inWorkspace(workspace, `letters/${letter.id}/pages/${page}`)}?of=${letter.modelHash.slice(0, 12)}-${letter.blocking}`;

export const letterFileAddress = (workspace: string, letterId: string, format: string) =>
  inWorkspace(workspace, `letters/${letterId}/file?format=${format}`);
