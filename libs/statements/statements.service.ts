import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ListStatements, RecordStatement, ReviseStatement, StatementView, Withdraw } from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import { OrganisationsService } from '@libs/organisations';
import { InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import { audienceOver, type Ground, type WorkspaceTransaction } from '@libs/platform/tenancy';
import {
  changedAmong,
  ExcerptsService,
  refuseUnderReading,
  refuseWhileReliedOn,
  requireLocked,
  takeNumber,
  type Excerpt,
  type Given,
} from '@libs/sources';
import { Statement } from './statement.entity.ts';
import { statementProblems, WEIGHED_OF_STATEMENT, wordingProblems } from './statement.rules.ts';
import { statementViewOf } from './statement.view.ts';
import { claimsOnStatements, findStatements, reliantsOnStatement, statementsOfSources } from './statements.queries.ts';

const KIND = 'statement';

@Injectable()
export class StatementsService {
  constructor(
    private readonly excerpts: ExcerptsService,
    private readonly organisations: OrganisationsService,
  ) {}

  async record(tx: WorkspaceTransaction, input: RecordStatement, given: Given = {}): Promise<StatementView> {
    const problems = statementProblems(input);
    if (problems.length > 0) throw new InvalidInput(problems);
    const audienceId = audienceOver(tx, [groundOf(await this.requireWords(tx, input))], input.audienceId);
    await this.requireOrganisations(tx, [input.speakerOrganisationId, input.viaOrganisationId]);
    const statement = Object.assign(new Statement(), input, {
      id: tx.newId(),
      audienceId,
      number: await takeNumber(tx, KIND, Statement, audienceId, given.number),
      status: given.status ?? 'published',
      statusReason: null,
    });
    await tx.insert(Statement, statement, { kind: KIND, act: 'record' });
    await this.index(tx, statement);
    return this.view(tx, statement);
  }

  async revise(tx: WorkspaceTransaction, id: string, input: ReviseStatement): Promise<StatementView> {
    const statement = await this.requireLive(tx, id, 'change');
    const { version, ...fields } = input;
    await refuseUnderReading(tx, KIND, statement, changedAmong(WEIGHED_OF_STATEMENT, statement, fields));
    const next = { ...statement, ...fields };
    const problems = statementProblems(next);
    if (problems.length > 0) throw new InvalidInput(problems);
    await this.requireOrganisations(tx, [fields.speakerOrganisationId ?? null, fields.viaOrganisationId ?? null]);
    await this.refuseLostClaims(tx, statement, next);
    audienceOver(tx, [groundOf(await this.requireWords(tx, next))], statement.audienceId);
    if (next.excerptId !== statement.excerptId) {
      const refusal = refuseWhileReliedOn(KIND, await reliantsOnStatement(tx, id));
      if (refusal) throw new RuleBroken('still_relied_on', refusal);
    }
    Object.assign(statement, fields);
    await tx.update(Statement, statement, version, { kind: KIND, act: 'revise' });
    await this.index(tx, statement);
    return this.view(tx, statement);
  }

  /** Takes a statement out of the working set. Refused with a list while live records rely on it. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<StatementView> {
    const statement = await this.requireLive(tx, id, 'change');
    const refusal = refuseWhileReliedOn(KIND, await reliantsOnStatement(tx, id));
    if (refusal) throw new RuleBroken('still_relied_on', refusal);
    statement.status = 'withdrawn';
    statement.statusReason = input.reason;
    await tx.update(Statement, statement, input.version, { kind: KIND, act: 'withdraw', reason: input.reason });
    await forgetInSearch(tx, KIND, id);
    return this.view(tx, statement);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<StatementView> {
    return this.view(tx, await tx.require(Statement, id, KIND));
  }

  async list(tx: WorkspaceTransaction, query: ListStatements): Promise<{ items: StatementView[]; total: number }> {
    const { ids, total } = await findStatements(tx, query);
    return { items: await this.inOrder(tx, ids), total };
  }

  /** Views by id, withdrawn ones too, with a constant number of queries. */
  async views(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, StatementView>> {
    if (ids.length === 0) return new Map();
    const found = await tx.of(Statement).findBy({ workspaceId: tx.workspaceId, id: In([...new Set(ids)]) });
    return new Map((await this.viewsOf(tx, found)).map((view) => [view.id, view]));
  }

  /** The live statements of some sources, in the order of their texts. */
  async ofSources(tx: WorkspaceTransaction, sourceIds: string[]): Promise<StatementView[]> {
    if (sourceIds.length === 0) return [];
    return this.inOrder(tx, await statementsOfSources(tx, sourceIds));
  }

  /** The live statement, kept from changing while the transaction runs. Other rooms call it before they rely on one. */
  async require(tx: WorkspaceTransaction, id: string): Promise<Statement> {
    return this.requireLive(tx, id, 'use');
  }

  /** Live statements in the order asked for, each once, kept from changing while the transaction runs. */
  async requireAll(tx: WorkspaceTransaction, ids: string[]): Promise<Statement[]> {
    const wanted = [...new Set(ids)];
    const found = await tx.of(Statement).find({
      where: { workspaceId: tx.workspaceId, id: In(wanted) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_read' },
    });
    if (found.length < wanted.length) throw new NotFound(KIND);
    for (const statement of found) refuseWithdrawn(statement);
    return wanted.map((id) => found.find((statement) => statement.id === id)!);
  }

  private async requireLive(tx: WorkspaceTransaction, id: string, purpose: 'use' | 'change'): Promise<Statement> {
    const statement = await requireLocked(tx, Statement, id, KIND, purpose);
    refuseWithdrawn(statement);
    return statement;
  }

  /** The live excerpt, with the words that the form of the statement says it holds. */
  private async requireWords(
    tx: WorkspaceTransaction,
    { excerptId, quotationType }: Pick<Statement, 'excerptId' | 'quotationType'>,
  ): Promise<Excerpt> {
    const excerpt = await this.excerpts.require(tx, excerptId);
    const problems = wordingProblems(quotationType, await this.excerpts.holdsOwnWords(tx, excerpt));
    if (problems.length > 0) throw new InvalidInput(problems);
    return excerpt;
  }

  private async requireOrganisations(tx: WorkspaceTransaction, ids: (string | null)[]): Promise<void> {
    for (const id of ids) if (id !== null) await this.organisations.requireLive(tx, id);
  }

  /** A claim is its company's own words: the speaker may not change under it. */
  private async refuseLostClaims(
    tx: WorkspaceTransaction,
    before: Statement,
    next: Pick<Statement, 'speakerOrganisationId' | 'viaOrganisationId'>,
  ): Promise<void> {
    const was = [before.speakerOrganisationId, before.viaOrganisationId];
    const is = [next.speakerOrganisationId, next.viaOrganisationId];
    if (was.every((id) => id === null || is.includes(id))) return;
    const claims = (await claimsOnStatements(tx, [before.id])).get(before.id)!;
    const lost = claims.filter(({ companyId }) => was.includes(companyId) && !is.includes(companyId));
    if (lost.length === 0) return;
    const numbers = lost.map(({ number }) => number).join(', ');
    throw new RuleBroken(
      'not_the_companys_words',
      `Claims of the company that spoke so far rest on this statement: ${numbers}. Withdraw or change them first.`,
    );
  }

  private async inOrder(tx: WorkspaceTransaction, ids: string[]): Promise<StatementView[]> {
    const views = await this.views(tx, ids);
    return ids.map((id) => views.get(id)!);
  }

  private async view(tx: WorkspaceTransaction, statement: Statement): Promise<StatementView> {
    return (await this.viewsOf(tx, [statement]))[0]!;
  }

  private async viewsOf(tx: WorkspaceTransaction, statements: Statement[]): Promise<StatementView[]> {
    const excerpts = await this.excerpts.views(
      tx,
      statements.map(({ excerptId }) => excerptId),
    );
    const organisations = await this.organisations.refs(
      tx,
      statements.flatMap((statement) => [statement.speakerOrganisationId, statement.viaOrganisationId]),
    );
    const claims = await claimsOnStatements(
      tx,
      statements.map(({ id }) => id),
    );
    return statements.map((statement) =>
      statementViewOf(statement, {
        excerpt: excerpts.get(statement.excerptId)!,
        organisations,
        claims: claims.get(statement.id)!.map(({ id, number, label }) => ({ id, number, label })),
      }),
    );
  }

  private async index(tx: WorkspaceTransaction, statement: Statement): Promise<void> {
    await indexForSearch(tx, {
      kind: KIND,
      recordId: statement.id,
      audienceId: statement.audienceId,
      fields: {
        number: shortNumber(KIND, statement.number),
        speaker: statement.speakerName,
        role: statement.speakerRole,
        reportedBy: statement.reportedBy,
        channel: statement.channel,
        cue: statement.cueText,
      },
    });
  }
}

function groundOf({ number, audienceId }: Excerpt): Ground {
  return { label: shortNumber('excerpt', number), audienceId };
}

function refuseWithdrawn(statement: Statement): void {
  if (statement.status !== 'withdrawn') return;
  throw new RuleBroken('withdrawn', `${shortNumber(KIND, statement.number)} was withdrawn: ${statement.statusReason}`);
}
