import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ClaimView, ListClaims, RecordClaim, ReviseClaim, Withdraw } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { OrganisationsService } from '@libs/organisations';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import { audienceOver, type WorkspaceTransaction } from '@libs/platform/tenancy';
import {
  changedAmong,
  ExcerptsService,
  refuseUnderReading,
  refuseWhileReliedOn,
  requireLocked,
  SourcesService,
  takeNumber,
  type Excerpt,
  type Given,
} from '@libs/sources';
import { Claim } from './claim.entity.ts';
import { claimProblems, refuseClaim, refuseVersion, WEIGHED_OF_CLAIM } from './claim.rules.ts';
import { claimRefOf, claimViewOf } from './statement.view.ts';
import {
  assessmentsOfClaims,
  claimsOfCompany,
  findClaims,
  linkStatements,
  reliantsOnClaim,
  statementsOfClaims,
  successorOf,
} from './statements.queries.ts';
import { StatementsService } from './statements.service.ts';

const KIND = 'claim';

/** The fields that decide what a claim is, as against how it is described. */
type Grounds = Pick<
  RecordClaim,
  'companyId' | 'excerptId' | 'statementIds' | 'hedges' | 'deadline' | 'supersedesClaimId' | 'drift'
>;

@Injectable()
export class ClaimsService {
  constructor(
    private readonly statements: StatementsService,
    private readonly excerpts: ExcerptsService,
    private readonly sources: SourcesService,
    private readonly organisations: OrganisationsService,
  ) {}

  async record(tx: WorkspaceTransaction, input: RecordClaim, given: Given = {}): Promise<ClaimView> {
    const { statementIds: asked, ...fields } = input;
    const statementIds = [...new Set(asked)];
    const id = tx.newId();
    const { excerpt, audienceId } = await this.requireGrounds(tx, input, input.audienceId);
    const series = await this.seriesOf(tx, id, input, excerpt, audienceId);
    const claim = Object.assign(new Claim(), fields, series, {
      id,
      audienceId,
      number: await takeNumber(tx, KIND, Claim, audienceId, given.number),
      status: given.status ?? 'published',
      statusReason: null,
    });
    await tx.insert(Claim, claim, { kind: KIND, act: 'record', links: { statementIds } });
    await linkStatements(tx, id, statementIds);
    await this.index(tx, claim);
    return this.view(tx, claim);
  }

  async revise(tx: WorkspaceTransaction, id: string, input: ReviseClaim): Promise<ClaimView> {
    const claim = await this.requireLive(tx, id, 'change');
    const { version, statementIds: asked, ...fields } = input;
    const known = (await statementsOfClaims(tx, [id])).get(id)!;
    const statementIds = asked ? [...new Set(asked)] : known;
    const changed = changedAmong(WEIGHED_OF_CLAIM, { ...claim, statementIds: known }, { ...fields, statementIds });
    await refuseUnderReading(tx, KIND, claim, changed);
    const next = { ...claim, ...fields, statementIds };
    const isOther = (['companyId', 'excerptId', 'supersedesClaimId'] as const).some((key) => next[key] !== claim[key]);
    if (isOther) {
      const refusal = refuseWhileReliedOn(KIND, await reliantsOnClaim(tx, id));
      if (refusal) throw new RuleBroken('still_relied_on', refusal);
    }
    const { excerpt } = await this.requireGrounds(tx, next, claim.audienceId);
    if (isOther) Object.assign(claim, await this.seriesOf(tx, id, next, excerpt, claim.audienceId));
    Object.assign(claim, fields);
    await tx.update(Claim, claim, version, { kind: KIND, act: 'revise', links: { statementIds } });
    if (asked) await linkStatements(tx, id, statementIds);
    await this.index(tx, claim);
    return this.view(tx, claim);
  }

  /** Takes a claim out of the working set. Refused with a list while live records rely on it. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<ClaimView> {
    const claim = await this.requireLive(tx, id, 'change');
    const refusal = refuseWhileReliedOn(KIND, await reliantsOnClaim(tx, id));
    if (refusal) throw new RuleBroken('still_relied_on', refusal);
    claim.status = 'withdrawn';
    claim.statusReason = input.reason;
    const statementIds = (await statementsOfClaims(tx, [id])).get(id)!;
    const writing = { kind: KIND, act: 'withdraw', reason: input.reason, links: { statementIds } };
    await tx.update(Claim, claim, input.version, writing);
    await forgetInSearch(tx, KIND, id);
    return this.view(tx, claim);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<ClaimView> {
    return this.view(tx, await tx.require(Claim, id, KIND));
  }

  async list(tx: WorkspaceTransaction, query: ListClaims): Promise<{ items: ClaimView[]; total: number }> {
    const { ids, total } = await findClaims(tx, query);
    return { items: await this.inOrder(tx, ids), total };
  }

  /** Views by id, withdrawn ones too, with a constant number of queries. */
  async views(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, ClaimView>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(Claim).findBy({ workspaceId: tx.workspaceId, id: In([...new Set(ids)]) });
    return new Map((await this.viewsOf(tx, found)).map((view) => [view.id, view]));
  }

  /** The live claims of a company, by number. */
  async ofCompany(tx: WorkspaceTransaction, companyId: string): Promise<ClaimView[]> {
    return this.inOrder(tx, await claimsOfCompany(tx, companyId));
  }

  /** The live claim, kept from changing while the transaction runs. Other rooms call it before they rely on one. */
  async require(tx: WorkspaceTransaction, id: string): Promise<Claim> {
    return this.requireLive(tx, id, 'use');
  }

  private async requireLive(tx: WorkspaceTransaction, id: string, purpose: 'use' | 'change'): Promise<Claim> {
    const claim = await requireLocked(tx, Claim, id, KIND, purpose);
    if (claim.status === 'withdrawn') {
      throw new RuleBroken('withdrawn', `${shortNumber(KIND, claim.number)} was withdrawn: ${claim.statusReason}`);
    }
    return claim;
  }

  /** The excerpt of a claim and its readers, after all that it rests on was read, found live and found to bear it. */
  private async requireGrounds(
    tx: WorkspaceTransaction,
    grounds: Grounds,
    chosenAudience: string | undefined,
  ): Promise<{ excerpt: Excerpt; audienceId: string }> {
    const company = await this.organisations.requireLive(tx, grounds.companyId);
    const excerpt = await this.excerpts.require(tx, grounds.excerptId);
    const problems = claimProblems(grounds, excerpt.exact);
    if (company.kind !== 'company') {
      const message = `${company.shortName} is recorded as ${company.kind.replaceAll('_', ' ')}, not as a company`;
      problems.unshift({ path: 'companyId', code: 'not_a_company', message });
    }
    if (problems.length > 0) throw new InvalidInput(problems);
    const statements = await this.statements.requireAll(tx, grounds.statementIds);
    const places = await this.excerpts.views(
      tx,
      statements.map(({ excerptId }) => excerptId),
    );
    const refusal = refuseClaim(
      company,
      excerpt,
      statements.map((statement) => ({
        number: shortNumber('statement', statement.number),
        excerpt: places.get(statement.excerptId)!,
        speakerOrganisationId: statement.speakerOrganisationId,
        viaOrganisationId: statement.viaOrganisationId,
      })),
    );
    if (refusal) throw new RuleBroken(refusal.code, refusal.message);
    const readers = [
      { label: shortNumber('excerpt', excerpt.number), audienceId: excerpt.audienceId },
      ...statements.map(({ number, audienceId }) => ({ label: shortNumber('statement', number), audienceId })),
    ];
    return { excerpt, audienceId: audienceOver(tx, readers, chosenAudience) };
  }

  /** The place of a claim in its series: the first of its own, or the next after the one it follows. */
  private async seriesOf(
    tx: WorkspaceTransaction,
    id: string,
    grounds: Grounds,
    excerpt: Excerpt,
    audienceId: string,
  ): Promise<Pick<Claim, 'claimSeriesId' | 'seriesVersion'>> {
    if (grounds.supersedesClaimId === null) return { claimSeriesId: id, seriesVersion: 1 };
    // Locked for change although it stays as it is: two claims may not follow the same one.
    const previous = await this.requireLive(tx, grounds.supersedesClaimId, 'change');
    const number = shortNumber(KIND, previous.number);
    // One place in a series is taken once: a version that some do not see would be told by the refusal of the next.
    if (previous.audienceId !== audienceId) {
      throw new RuleBroken(
        'mixed_audiences',
        `${number} is for other readers. Every version of a claim is for the same.`,
      );
    }
    const place = (await this.excerpts.views(tx, [previous.excerptId])).get(previous.excerptId)!;
    const documents = await this.sources.firstCaptures(tx, [place.sourceId, excerpt.sourceId]);
    const refusal = refuseVersion(
      number,
      { companyId: previous.companyId, sourceId: place.sourceId, documentId: documents.get(place.sourceId)! },
      { companyId: grounds.companyId, sourceId: excerpt.sourceId, documentId: documents.get(excerpt.sourceId)! },
    );
    if (refusal) throw new RuleBroken(refusal.code, refusal.message);
    const successor = await successorOf(tx, previous.id, id);
    if (successor) {
      throw new RuleBroken(
        'already_superseded',
        `${successor} follows ${number} already. Follow ${successor} instead.`,
      );
    }
    return { claimSeriesId: previous.claimSeriesId, seriesVersion: previous.seriesVersion + 1 };
  }

  private async inOrder(tx: WorkspaceTransaction, ids: string[]): Promise<ClaimView[]> {
    const views = await this.views(tx, ids);
    return ids.map((id) => views.get(id)!);
  }

  private async view(tx: WorkspaceTransaction, claim: Claim): Promise<ClaimView> {
    return (await this.viewsOf(tx, [claim]))[0]!;
  }

  private async viewsOf(tx: WorkspaceTransaction, claims: Claim[]): Promise<ClaimView[]> {
    const ids = claims.map(({ id }) => id);
    const links = await statementsOfClaims(tx, ids);
    const statements = await this.statements.views(tx, [...links.values()].flat());
    const excerpts = await this.excerpts.views(
      tx,
      claims.map(({ excerptId }) => excerptId),
    );
    const companies = await this.organisations.refs(
      tx,
      claims.map(({ companyId }) => companyId),
    );
    const dates = await this.sources.publicationDates(
      tx,
      [...excerpts.values()].map(({ sourceId }) => sourceId),
    );
    const previousIds = claims.map((claim) => claim.supersedesClaimId).filter((id) => id !== null);
    const previous =
      previousIds.length === 0 ? [] : await tx.of(Claim).findBy({ workspaceId: tx.workspaceId, id: In(previousIds) });
    const assessments = await assessmentsOfClaims(tx, ids);
    return claims.map((claim) => {
      const excerpt = excerpts.get(claim.excerptId)!;
      const followed = previous.find(({ id }) => id === claim.supersedesClaimId);
      return claimViewOf(claim, {
        company: companies.get(claim.companyId)!,
        excerpt,
        statements: links.get(claim.id)!.map((id) => statements.get(id)!),
        supersedes: followed ? claimRefOf(followed) : null,
        assessments: assessments.get(claim.id)!,
        publishedOn: dates.get(excerpt.sourceId)!,
      });
    });
  }

  private async index(tx: WorkspaceTransaction, claim: Claim): Promise<void> {
    await indexForSearch(tx, {
      kind: KIND,
      recordId: claim.id,
      audienceId: claim.audienceId,
      fields: { number: shortNumber(KIND, claim.number), claimText: claim.claimText, scope: claim.scopeText },
    });
  }
}
