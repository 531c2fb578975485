import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type {
  AssessmentView,
  ConfirmAssessment,
  ListAssessments,
  RecordAssessment,
  ReviseAssessment,
  Withdraw,
} from '@libs/contracts';
import { weakestGrade } from '@libs/domain/evidence';
import { shortNumber, type AssessmentStatus, type Verdict } from '@libs/domain/vocabulary';
import { FindingsService } from '@libs/findings';
import { OrganisationsService } from '@libs/organisations';
import { NotAllowed, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import { namesOf, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { requireLocked, takeNumber } from '@libs/sources';
import { AssessmentGrounds } from './assessment-grounds.ts';
import { Assessment } from './assessment.entity.ts';
import * as rules from './assessment.rules.ts';
import { viewOf } from './assessment.view.ts';
import * as queries from './assessments.queries.ts';

const KIND = 'assessment';
const EVERY = { limit: 100_000, offset: 0 };

/** A reader as a case pack names one: packs carry no accounts. */
export interface Reader {
  name: string;
  role: string;
}

/** What a case pack says of an assessment beside its fields. */
export interface GivenAssessment {
  number?: number;
  status?: AssessmentStatus;
  firstReader?: Reader | null;
  secondReader?: Reader | null;
  statusReason?: string | null;
  secondVerdict?: Verdict | null;
  secondNote?: string | null;
}

@Injectable()
export class AssessmentsService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly findings: FindingsService,
    private readonly grounds: AssessmentGrounds,
  ) {}

  /** Records a reading of a claim. A published one, from a case pack, must meet the rules for publishing. */
  async record(
    tx: WorkspaceTransaction,
    input: RecordAssessment,
    given: GivenAssessment = {},
  ): Promise<AssessmentView> {
    const { evidence, audienceId, ...fields } = input;
    const status = given.status ?? 'draft';
    const { firstReader = readerOf(tx), secondReader = null, statusReason = null, secondNote = null } = given;
    const assessment = Object.assign(new Assessment(), fields, {
      id: tx.newId(),
      status,
      statusReason,
      recordedById: tx.actor.memberId,
      firstReader: firstReader?.name ?? null,
      firstReaderRole: firstReader?.role ?? null,
      secondReaderId: null,
      secondReader: secondReader?.name ?? null,
      secondReaderRole: secondReader?.role ?? null,
      secondVerdict: given.secondVerdict ?? (status === 'published' ? fields.verdict : null),
      secondNote,
      publishedAt: status === 'published' ? tx.now : null,
    });
    assessment.audienceId = await this.grounds.audienceOf(tx, assessment.claimId, evidence, audienceId);
    const weighed = await this.grounds.weigh(tx, assessment, evidence);
    refuse(status === 'published' ? rules.refusePublishing(weighed) : rules.refuseDraft(weighed));
    assessment.number = await takeNumber(tx, KIND, Assessment, assessment.audienceId, given.number);
    await tx.insert(Assessment, assessment, { kind: KIND, act: 'record', links: { evidence } });
    await queries.replaceEvidence(tx, assessment.id, evidence);
    if (status === 'published') await this.replaceEarlier(tx, assessment, evidence);
    return this.indexed(tx, assessment);
  }

  /** Changes a reading that is not published. The reviser becomes its first reader, and the second reads again. */
  async revise(tx: WorkspaceTransaction, id: string, input: ReviseAssessment): Promise<AssessmentView> {
    const assessment = await this.requireOpen(tx, id);
    const { version, evidence: changed, ...fields } = input;
    const reader = readerOf(tx);
    Object.assign(assessment, fields, {
      status: 'draft',
      statusReason: null,
      recordedById: tx.actor.memberId,
      firstReader: reader.name,
      firstReaderRole: reader.role,
      secondReaderId: null,
      secondReader: null,
      secondReaderRole: null,
      secondVerdict: null,
      secondNote: null,
    });
    const evidence = changed ?? (await queries.evidenceOf(tx, [id])).get(id)!;
    await this.grounds.audienceOf(tx, assessment.claimId, evidence, assessment.audienceId);
    refuse(rules.refuseDraft(await this.grounds.weigh(tx, assessment, evidence)));
    await tx.update(Assessment, assessment, version, { kind: KIND, act: 'revise', links: { evidence } });
    if (changed) await queries.replaceEvidence(tx, id, evidence);
    return this.indexed(tx, assessment);
  }

  /** The second reader's decision: the same verdict publishes, another one sends the reading to review. */
  async confirm(tx: WorkspaceTransaction, id: string, input: ConfirmAssessment): Promise<AssessmentView> {
    const assessment = await this.requireOpen(tx, id);
    const { memberId } = tx.actor;
    if (memberId === null) throw new NotAllowed('A second reader is a member of the workspace.');
    const isFirst = [tx.actor.name, tx.actor.auditName].includes(assessment.firstReader ?? '');
    if (isFirst || (await queries.wroteAny(tx, id, memberId))) {
      throw new RuleBroken('own_assessment', 'You wrote this assessment. Somebody else reads it a second time.');
    }
    const reader = readerOf(tx);
    Object.assign(assessment, {
      secondReaderId: memberId,
      secondReader: reader.name,
      secondReaderRole: reader.role,
      secondVerdict: input.verdict,
      secondNote: input.note,
    });
    const evidence = (await queries.evidenceOf(tx, [id])).get(id)!;
    // What is published rests on these records as they are: nobody may change them in the meantime.
    await this.grounds.audienceOf(tx, assessment.claimId, evidence, assessment.audienceId);
    const outcome = rules.outcomeOf(await this.grounds.weigh(tx, assessment, evidence));
    assessment.status = outcome.status;
    assessment.statusReason = outcome.reason;
    if (outcome.status === 'published') assessment.publishedAt = tx.now;
    const writing = { kind: KIND, act: 'confirm', reason: input.note, links: { evidence } };
    await tx.update(Assessment, assessment, input.version, writing);
    if (outcome.status === 'published') await this.replaceEarlier(tx, assessment, evidence);
    return this.read(tx, id);
  }

  /** Takes an assessment out of the working set, a published one too, with its reason. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<AssessmentView> {
    const assessment = await requireLocked(tx, Assessment, id, KIND, 'change');
    if (assessment.status === 'withdrawn') refuse(rules.refuseChange(assessment.status, assessment.statusReason));
    assessment.status = 'withdrawn';
    assessment.statusReason = input.reason;
    const evidence = (await queries.evidenceOf(tx, [id])).get(id)!;
    const writing = { kind: KIND, act: 'withdraw', reason: input.reason, links: { evidence } };
    await tx.update(Assessment, assessment, input.version, writing);
    await forgetInSearch(tx, KIND, id);
    return this.read(tx, id);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<AssessmentView> {
    const [view] = await this.viewsOf(tx, [await tx.require(Assessment, id, KIND)]);
    return view!;
  }

  async list(tx: WorkspaceTransaction, query: ListAssessments): Promise<{ items: AssessmentView[]; total: number }> {
    const { ids, total } = await queries.listedIds(tx, query);
    const views = await this.views(tx, ids);
    return { items: ids.flatMap((id) => views.get(id) ?? []), total };
  }

  /** Assessments as they are shown, by id, with a constant number of queries. */
  async views(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, AssessmentView>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(Assessment).findBy({ workspaceId: tx.workspaceId, id: In([...new Set(ids)]) });
    return new Map((await this.viewsOf(tx, found)).map((view) => [view.id, view]));
  }

  /** Every assessment of a company's claims that stands or is being made, by number. */
  async ofCompany(tx: WorkspaceTransaction, companyId: string): Promise<AssessmentView[]> {
    return (await this.list(tx, { company: companyId, ...EVERY })).items;
  }

  private async requireOpen(tx: WorkspaceTransaction, id: string): Promise<Assessment> {
    const assessment = await requireLocked(tx, Assessment, id, KIND, 'change');
    refuse(rules.refuseChange(assessment.status, assessment.statusReason));
    return assessment;
  }

  /** A published reading takes the place of earlier ones of the same claim on the same findings (D4). */
  private async replaceEarlier(
    tx: WorkspaceTransaction,
    later: Assessment,
    evidence: queries.Evidence[],
  ): Promise<void> {
    // A reading for few leaves the one for everybody as it stands, which would else tell of it by going.
    const { claimId, audienceId } = later;
    const where = { workspaceId: tx.workspaceId, claimId, audienceId, status: 'published' as const };
    const published = (await tx.of(Assessment).findBy(where)).filter(({ id }) => id !== later.id);
    const known = await queries.evidenceOf(
      tx,
      published.map(({ id }) => id),
    );
    for (const earlier of published) {
      const kept = known.get(earlier.id)!;
      const findingIds = queries.idsOf(kept, 'findingId');
      const own = { asOf: later.asOf, findingIds: queries.idsOf(evidence, 'findingId') };
      if (!rules.replaces(own, { asOf: earlier.asOf, findingIds })) continue;
      earlier.status = 'superseded';
      earlier.statusReason = `Replaced by ${shortNumber(KIND, later.number)}.`;
      const writing = { kind: KIND, act: 'supersede', reason: earlier.statusReason, links: { evidence: kept } };
      await tx.update(Assessment, earlier, earlier.version, writing);
      await forgetInSearch(tx, KIND, earlier.id);
    }
  }

  private async indexed(tx: WorkspaceTransaction, assessment: Assessment): Promise<AssessmentView> {
    const view = await this.read(tx, assessment.id);
    if (view.status === 'withdrawn' || view.status === 'superseded') return view;
    await indexForSearch(tx, {
      kind: KIND,
      recordId: assessment.id,
      audienceId: assessment.audienceId,
      fields: { number: view.number, claim: view.claim.number, company: view.company.shortName },
    });
    return view;
  }

  private async viewsOf(tx: WorkspaceTransaction, assessments: Assessment[]): Promise<AssessmentView[]> {
    const evidence = await queries.evidenceOf(
      tx,
      assessments.map(({ id }) => id),
    );
    const all = [...evidence.values()].flat();
    const claims = await queries.claimRefs(
      tx,
      assessments.map(({ claimId }) => claimId),
    );
    const findings = await this.findings.references(tx, queries.idsOf(all, 'findingId'));
    const statements = await queries.statementRefs(tx, queries.idsOf(all, 'statementId'));
    const companyIds = [...claims.values()].map(({ companyId }) => companyId);
    const companies = await this.organisations.refs(tx, companyIds);
    const readers = assessments.flatMap(({ firstReader, secondReader }) => [firstReader, secondReader]);
    const nameOf = await namesOf(tx, readers);
    return assessments.map((assessment) => {
      const { ref: claim, companyId } = claims.get(assessment.claimId)!;
      const own = evidence.get(assessment.id)!;
      return viewOf(assessment, {
        claim,
        company: companies.get(companyId)!,
        nameOf,
        grade: weakestGrade(own.flatMap(({ findingId }) => findings.get(findingId ?? '')?.grade ?? [])),
        evidence: own.flatMap(({ findingId, statementId, stance, weightNote }) => {
          const finding = findings.get(findingId ?? '')?.ref ?? null;
          const statement = statements.get(statementId ?? '') ?? null;
          return finding === null && statement === null ? [] : { finding, statement, stance, weightNote };
        }),
      });
    });
  }
}

function refuse(refusal: rules.Refusal | null): void {
  if (refusal) throw new RuleBroken(refusal.code, refusal.message);
}

function readerOf(tx: WorkspaceTransaction): Reader {
  return { name: tx.actor.auditName, role: tx.actor.role };
}
