import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { FindingView, RecordFinding, RecordRef, ReviseFinding, StatementView, Withdraw } from '@libs/contracts';
import type { EvidenceGrade } from '@libs/domain/vocabulary';
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
  takeNumber,
  type Given,
} from '@libs/sources';
import { StatementsService, type Statement } from '@libs/statements';
import { Finding } from './finding.entity.ts';
import * as rules from './finding.rules.ts';
import type { Parent, Refusal } from './finding.rules.ts';
import { columnsOf, fieldsOf, findingLabel, viewOf, type Fields } from './finding.view.ts';
import * as queries from './findings.queries.ts';

const KIND = 'finding';
/** A finding as other records refer to it. */
export interface FindingReference {
  ref: RecordRef;
  grade: EvidenceGrade;
}

@Injectable()
export class FindingsService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly excerpts: ExcerptsService,
    private readonly statements: StatementsService,
  ) {}

  /** Records a finding. `given` comes from a case pack: the short number and the status that the pack gives. */
  async record(tx: WorkspaceTransaction, input: RecordFinding, given: Given = {}): Promise<FindingView> {
    const { excerptIds, answerStatementIds, audienceId, ...fields } = input;
    const links = linksFrom(excerptIds, answerStatementIds);
    const finding = new Finding();
    Object.assign(finding, columnsOf(fields), {
      id: tx.newId(),
      status: given.status ?? 'published',
      voidReason: null,
    });
    finding.audienceId = await this.check(tx, finding, fields, links, audienceId);
    finding.number = await takeNumber(tx, KIND, Finding, finding.audienceId, given.number);
    await tx.insert(Finding, finding, { kind: KIND, act: 'record', links: { ...links } });
    await queries.replaceLinks(tx, finding.id, links);
    return this.indexed(tx, finding);
  }

  async revise(tx: WorkspaceTransaction, id: string, input: ReviseFinding): Promise<FindingView> {
    const finding = await this.requireLive(tx, id, 'change');
    const { version, excerptIds, answerStatementIds, ...changes } = input;
    const fields = { ...fieldsOf(finding), ...changes } as Fields;
    const known = (await queries.linksOf(tx, [id])).get(id)!;
    const links = linksFrom(excerptIds ?? known.excerptIds, answerStatementIds ?? known.answerStatementIds);
    const before = { ...fieldsOf(finding), ...known };
    const after = { ...changes, ...links };
    await refuseUnderReading(tx, KIND, finding, changedAmong(rules.WEIGHED_OF_FINDING, before, after));
    await refuseUnderReading(tx, 'followed', finding, changedAmong(rules.LINE_OF_FINDING, before, after));
    Object.assign(finding, columnsOf(fields));
    await this.check(tx, finding, fields, links, finding.audienceId);
    await tx.update(Finding, finding, version, { kind: KIND, act: 'revise', links: { ...links } });
    if (excerptIds || answerStatementIds) await queries.replaceLinks(tx, id, links);
    return this.indexed(tx, finding);
  }

  /** Takes a finding out of the working set, with its reason. Refused while live records rest on it. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<FindingView> {
    const finding = await this.requireLive(tx, id, 'change');
    const refusal = refuseWhileReliedOn(KIND, await queries.reliantsOnFinding(tx, id));
    if (refusal) throw new RuleBroken('still_relied_on', refusal);
    finding.status = 'withdrawn';
    finding.voidReason = input.reason;
    const links = (await queries.linksOf(tx, [id])).get(id)!;
    const writing = { kind: KIND, act: 'withdraw', reason: input.reason, links: { ...links } };
    await tx.update(Finding, finding, input.version, writing);
    await forgetInSearch(tx, KIND, id);
    return this.read(tx, id);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<FindingView> {
    const [view] = await this.viewsOf(tx, [await tx.require(Finding, id, KIND)]);
    return view!;
  }

  async list(
    tx: WorkspaceTransaction,
    query: { organisation?: string | undefined; source?: string | undefined; limit: number; offset: number },
  ): Promise<{ items: FindingView[]; total: number }> {
    const { ids, total } = await queries.listedIds(tx, query);
    return { items: inOrder(ids, await this.views(tx, ids)), total };
  }

  /** The live finding, kept from changing while the transaction runs. Other rooms call it before they rely on one. */
  async require(tx: WorkspaceTransaction, id: string): Promise<Finding> {
    return this.requireLive(tx, id, 'use');
  }

  /** Findings as they are shown, by id. Ids that do not exist or may not be seen have no entry. */
  async views(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, FindingView>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(Finding).findBy({ workspaceId: tx.workspaceId, id: In(ids) });
    const views = await this.viewsOf(tx, found);
    return new Map(views.map((view) => [view.id, view]));
  }

  /** The live findings on a company, and acts of others that follow from them and count in nobody else's conduct. */
  async ofCompany(tx: WorkspaceTransaction, companyId: string): Promise<{ own: FindingView[]; others: FindingView[] }> {
    const { own, others } = await queries.idsOfCompany(tx, companyId);
    const views = await this.views(tx, [...own, ...others]);
    return { own: inOrder(own, views), others: inOrder(others, views) };
  }

  /** Those of the findings that are on the company, or that a chain of findings leads to from one on it. */
  async leadingFrom(tx: WorkspaceTransaction, companyId: string, ids: string[]): Promise<Set<string>> {
    return new Set(await queries.leadingFrom(tx, companyId, ids));
  }

  /** What those whom each finding accuses say of it in the same source, linked to the finding or not. */
  async answersInSources(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, StatementView[]>> {
    const rows = ids.length === 0 ? [] : await queries.answersInSources(tx, ids);
    const views = await this.statements.views(tx, [...new Set(rows.map(({ statementId }) => statementId))]);
    const answers = new Map<string, StatementView[]>(ids.map((id) => [id, []]));
    for (const { findingId, statementId } of rows) answers.get(findingId)!.push(views.get(statementId)!);
    return answers;
  }

  /** Short references with grades, for the views of other rooms. */
  async references(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, FindingReference>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(Finding).findBy({ workspaceId: tx.workspaceId, id: In(ids) });
    const grades = await queries.gradesOf(tx, found);
    const refs = await this.refsOf(tx, found);
    return new Map(found.map(({ id }) => [id, { ref: refs.get(id)!, grade: grades.get(id)! }]));
  }

  /** Grade and report date of every live finding, by its subject: for the list of companies. */
  async gradesBySubject(
    tx: WorkspaceTransaction,
  ): Promise<Map<string, { grade: EvidenceGrade; reportedOn: string | null }[]>> {
    const found = await tx.of(Finding).find({
      select: { id: true, subjectId: true, basis: true, reportedOn: true },
      where: { workspaceId: tx.workspaceId, status: In(['draft', 'published']) },
    });
    const grades = await queries.gradesOf(tx, found);
    const bySubject = new Map<string, { grade: EvidenceGrade; reportedOn: string | null }[]>();
    for (const { id, subjectId, reportedOn } of found) {
      const known = bySubject.get(subjectId) ?? [];
      bySubject.set(subjectId, [...known, { grade: grades.get(id)!, reportedOn }]);
    }
    return bySubject;
  }

  private async requireLive(tx: WorkspaceTransaction, id: string, purpose: 'use' | 'change'): Promise<Finding> {
    const finding = await requireLocked(tx, Finding, id, KIND, purpose);
    const name = shortNumber(KIND, finding.number);
    if (finding.status === 'withdrawn')
      throw new RuleBroken('withdrawn', `${name} was withdrawn: ${finding.voidReason}`);
    if (finding.status === 'superseded')
      throw new RuleBroken('superseded', `${name} was superseded by a later finding.`);
    return finding;
  }

  /** Everything a finding must meet before it is written. Gives its audience. */
  private async check(
    tx: WorkspaceTransaction,
    finding: Finding,
    fields: Fields,
    links: queries.FindingLinks,
    chosenAudience: string | undefined,
  ): Promise<string> {
    const problems = rules.fieldProblems(fields);
    if (problems.length > 0) throw new InvalidInput(problems);
    await this.organisations.requireLive(tx, fields.subjectId);
    if (fields.objectId !== null) await this.organisations.requireLive(tx, fields.objectId);
    const excerpts = await queries.requireExcerpts(tx, links.excerptIds);
    const answers = await this.statements.requireAll(tx, links.answerStatementIds);
    const unfounded = rules.basisProblems(fields, await queries.basisGrounds(tx, fields, links));
    if (unfounded.length > 0) throw new InvalidInput(unfounded);
    const others = answers.map((answer) => parentOf('statement', answer));
    if (fields.followsFindingId !== null) {
      const followed = await this.require(tx, fields.followsFindingId);
      others.push(parentOf(KIND, followed));
      if (await queries.followsBackTo(tx, followed.id, finding.id)) {
        throw new RuleBroken(
          'follows_in_a_circle',
          'A finding cannot follow from itself, not by way of others either.',
        );
      }
    }
    refuse(rules.refuseParents([...excerpts, ...others]));
    const anchorStatuses = excerpts.map(({ anchorStatus }) => anchorStatus);
    refuse(rules.refuseUnanchored(finding.status, anchorStatuses));
    return audienceOver(tx, [...excerpts, ...others], chosenAudience);
  }

  private async indexed(tx: WorkspaceTransaction, finding: Finding): Promise<FindingView> {
    const view = await this.read(tx, finding.id);
    if (view.status === 'withdrawn' || view.status === 'superseded') return view;
    await indexForSearch(tx, {
      kind: KIND,
      recordId: finding.id,
      audienceId: finding.audienceId,
      fields: {
        number: view.number,
        subject: `${view.subject.name} ${view.subject.shortName}`,
        object: view.object ? `${view.object.name} ${view.object.shortName}` : view.objectText,
        product: view.productText,
        authority: view.authority,
      },
    });
    return view;
  }

  private async refsOf(tx: WorkspaceTransaction, findings: Finding[]): Promise<Map<string, RecordRef>> {
    const names = await this.organisations.refs(
      tx,
      findings.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
    );
    return new Map(
      findings.map((finding) => {
        const object = finding.objectId === null ? null : names.get(finding.objectId)!.shortName;
        const label = findingLabel(finding, names.get(finding.subjectId)!.shortName, object);
        return [finding.id, { id: finding.id, number: shortNumber(KIND, finding.number), label }];
      }),
    );
  }

  private async viewsOf(tx: WorkspaceTransaction, findings: Finding[]): Promise<FindingView[]> {
    const ids = findings.map(({ id }) => id);
    const links = await queries.linksOf(tx, ids);
    const all = [...links.values()];
    const grades = await queries.gradesOf(tx, findings);
    const excerpts = await this.excerpts.views(tx, [...new Set(all.flatMap(({ excerptIds }) => excerptIds))]);
    const answerIds = [...new Set(all.flatMap(({ answerStatementIds }) => answerStatementIds))];
    const answers = await this.statements.views(tx, answerIds);
    const followedIds = findings.flatMap(({ followsFindingId: followed }) => (followed === null ? [] : [followed]));
    const followed = await tx.of(Finding).findBy({ workspaceId: tx.workspaceId, id: In(followedIds) });
    const refs = await this.refsOf(tx, followed);
    const named = await this.organisations.refs(
      tx,
      findings.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
    );
    return findings.map((finding) =>
      viewOf(finding, {
        grade: grades.get(finding.id)!,
        subject: named.get(finding.subjectId)!,
        object: finding.objectId === null ? null : named.get(finding.objectId)!,
        follows: refs.get(finding.followsFindingId ?? '') ?? null,
        excerpts: inOrder(links.get(finding.id)!.excerptIds, excerpts),
        answers: inOrder(links.get(finding.id)!.answerStatementIds, answers),
      }),
    );
  }
}

function parentOf(kind: 'statement' | 'finding', record: Statement | Finding): Parent {
  return { label: shortNumber(kind, record.number), audienceId: record.audienceId, status: record.status };
}

function refuse(refusal: Refusal | null): void {
  if (refusal) throw new RuleBroken(refusal.code, refusal.message);
}

/** The entries for the ids, in their order; ids without an entry are left out. */
function inOrder<Item>(ids: string[], byId: Map<string, Item>): Item[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function linksFrom(excerptIds: string[], answerStatementIds: string[]): queries.FindingLinks {
  return { excerptIds: [...new Set(excerptIds)], answerStatementIds: [...new Set(answerStatementIds)] };
}
