import type { ClaimView, DateView, ExcerptView, OrganisationRef, RecordRef, StatementView } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { dateViewOf, shortened } from '@libs/sources';
import type { Claim } from './claim.entity.ts';
import { holds } from './claim.rules.ts';
import type { Statement } from './statement.entity.ts';
import { attributionLine, mayQuote } from './statement.rules.ts';

export interface StatementParts {
  excerpt: ExcerptView;
  organisations: Map<string, OrganisationRef>;
  claims: RecordRef[];
}

export function statementViewOf(statement: Statement, parts: StatementParts): StatementView {
  const organisation = (id: string | null) => (id === null ? null : (parts.organisations.get(id) ?? null));
  const speaker = organisation(statement.speakerOrganisationId);
  const via = organisation(statement.viaOrganisationId);
  return {
    id: statement.id,
    audienceId: statement.audienceId,
    number: shortNumber('statement', statement.number),
    excerpt: parts.excerpt,
    quotationType: statement.quotationType,
    mayQuote: mayQuote(statement.quotationType, parts.excerpt.anchorStatus),
    speakerName: statement.speakerName,
    speakerRole: statement.speakerRole,
    speakerOrganisation: speaker,
    viaOrganisation: via,
    reportedBy: statement.reportedBy,
    channel: statement.channel,
    cueText: statement.cueText,
    madeOn: dateViewOf(statement.madeOn, statement.madeOnOrigin),
    coreferenceNote: statement.coreferenceNote,
    negated: statement.negated,
    attributionLine: attributionLine({
      quotationType: statement.quotationType,
      speakerName: statement.speakerName,
      speakerRole: statement.speakerRole,
      organisation: speaker?.shortName ?? null,
      via: via?.shortName ?? null,
      channel: statement.channel,
      reportedBy: statement.reportedBy,
    }),
    claims: parts.claims,
    status: statement.status,
    statusReason: statement.statusReason,
    version: statement.version,
  };
}

export function claimRefOf(claim: { id: string; number: number; claimText: string }): RecordRef {
  return { id: claim.id, number: shortNumber('claim', claim.number), label: shortened(claim.claimText) };
}

export interface ClaimParts {
  company: OrganisationRef;
  excerpt: ExcerptView;
  statements: StatementView[];
  supersedes: RecordRef | null;
  assessments: RecordRef[];
  publishedOn: DateView;
}

export function claimViewOf(claim: Claim, parts: ClaimParts): ClaimView {
  const { excerpt, statements } = parts;
  const first = statements[0]!;
  const around = statements.filter((statement) => holds(statement.excerpt, excerpt));
  return {
    id: claim.id,
    audienceId: claim.audienceId,
    number: shortNumber('claim', claim.number),
    company: parts.company,
    excerpt,
    statements,
    claimText: claim.claimText,
    claimType: claim.claimType,
    mayQuote: around.some(({ quotationType }) => mayQuote(quotationType, excerpt.anchorStatus)),
    answersAllegation: claim.answersAllegation,
    attributionLine: first.attributionLine,
    // Five dates, and none stands in for another: undated words keep an unknown order to any conduct (D3).
    saidOn: first.madeOn,
    publishedOn: parts.publishedOn,
    hedges: claim.hedges,
    scopeText: claim.scopeText,
    testableCondition: claim.testableCondition,
    deadline: claim.deadline,
    seriesId: claim.claimSeriesId,
    seriesVersion: claim.seriesVersion,
    supersedes: parts.supersedes,
    drift: claim.drift,
    assessments: parts.assessments,
    status: claim.status,
    statusReason: claim.statusReason,
    version: claim.version,
  };
}
