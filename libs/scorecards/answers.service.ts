import { Injectable } from '@nestjs/common';
import type { AnswerView, HistoryView, RecordAnswer, Withdraw } from '@libs/contracts';
import type { AnswerRoute, RecordStatus } from '@libs/domain/vocabulary';
import { FindingsService } from '@libs/findings';
import { InvalidInput, NotFound, RuleBroken, StaleVersion } from '@libs/platform/errors';
import { historyOf } from '@libs/platform/tenancy';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { answerProblems, companyProblems, indicatorsOf, refuseCited, type CitedKind } from './answer.rules.ts';
import { MethodsService } from './methods.service.ts';
import { RoundsService } from './rounds.service.ts';
import { Answer } from './scorecard.entities.ts';
import { citationsOf, citedRecords, replaceCitations, type CitationIds } from './scorecards.queries.ts';
import { answerViewOf, type CitedAnswer } from './scorecard.view.ts';

const KIND = 'answer';

/** What a case pack says of an answer beside the answer itself. */
export interface GivenAnswer {
  status?: RecordStatus;
  verification?: number;
  route?: AnswerRoute;
}

@Injectable()
export class AnswersService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly methods: MethodsService,
    private readonly findings: FindingsService,
  ) {}

  /**
   * Records the answer of a company to an indicator, or a new version of it. A person's answer is a draft that nobody
   * has checked, also where it changes one that was checked. A withdrawn answer may be given anew.
   */
  async record(
    tx: WorkspaceTransaction,
    roundId: string,
    companyId: string,
    indicator: string,
    input: RecordAnswer,
    given: GivenAnswer = {},
  ): Promise<AnswerView> {
    const place = await this.requirePlace(tx, roundId, companyId, indicator);
    await this.check(tx, place, input);
    const { version, excerptIds, claimIds, findingIds, ...fields } = input;
    const cited = { excerptIds, claimIds, findingIds };
    const known = await tx.of(Answer).findOneBy(place.key);
    const seen = refuseUnseen(known, version);
    const answer = Object.assign(known ?? new Answer(), fields, {
      status: given.status ?? 'draft',
      verification: given.verification ?? 1,
      route: given.route ?? 'direct',
    });
    if (seen === null) {
      Object.assign(answer, place.key, { id: tx.newId() });
      await tx.insert(Answer, answer, { kind: KIND, act: 'record', links: { ...cited } });
    } else {
      await tx.update(Answer, answer, seen, { kind: KIND, act: 'revise', links: { ...cited } });
    }
    await replaceCitations(tx, answer.id, cited);
    return this.view(tx, answer);
  }

  /** Takes an answer back, with its reason. The indicator then reads as not researched. */
  async withdraw(
    tx: WorkspaceTransaction,
    roundId: string,
    companyId: string,
    indicator: string,
    input: Withdraw,
  ): Promise<AnswerView> {
    const answer = await this.require(tx, roundId, companyId, indicator);
    if (answer.status === 'withdrawn') throw new RuleBroken('withdrawn', 'This answer was withdrawn already.');
    answer.status = 'withdrawn';
    const links = await this.citationIds(tx, answer.id);
    const writing = { kind: KIND, act: 'withdraw', reason: input.reason, links: { ...links } };
    await tx.update(Answer, answer, input.version, writing);
    return this.view(tx, answer);
  }

  async history(tx: WorkspaceTransaction, roundId: string, companyId: string, indicator: string): Promise<HistoryView> {
    return historyOf(tx, KIND, (await this.require(tx, roundId, companyId, indicator)).id);
  }

  /** Answers with what they rest on and the grades of their findings, in a constant number of queries. */
  async cited(tx: WorkspaceTransaction, answers: Answer[]): Promise<CitedAnswer[]> {
    const ids = answers.map(({ id }) => id);
    const citations = await citationsOf(tx, ids);
    const findingIds = [...new Set([...citations.values()].flatMap((own) => own.findingIds))];
    const findings = await this.findings.references(tx, findingIds);
    return answers.map((answer) => {
      const own = citations.get(answer.id)!;
      return {
        answer,
        excerpts: own.excerpts,
        claims: own.claims,
        findings: own.findingIds.flatMap((id) => findings.get(id) ?? []),
      };
    });
  }

  private async requirePlace(tx: WorkspaceTransaction, roundId: string, companyId: string, indicator: string) {
    const round = await this.rounds.require(tx, roundId);
    const { document } = await this.methods.requireById(tx, round.methodId);
    const rows = await tx.query(
      'select from app.round_company where workspace_id = $1 and round_id = $2 and organisation_id = $3',
      [tx.workspaceId, round.id, companyId],
    );
    if (rows.length === 0) throw new NotFound('company in this round');
    if (!indicatorsOf(document).some(({ node }) => node.id === indicator)) throw new NotFound('indicator');
    const key = { workspaceId: tx.workspaceId, roundId: round.id, organisationId: companyId, indicator };
    return { document, key };
  }

  private async require(
    tx: WorkspaceTransaction,
    roundId: string,
    companyId: string,
    indicator: string,
  ): Promise<Answer> {
    const { key } = await this.requirePlace(tx, roundId, companyId, indicator);
    const answer = await tx.of(Answer).findOneBy(key);
    if (!answer) throw new NotFound(KIND);
    return answer;
  }

  private async check(
    tx: WorkspaceTransaction,
    { document, key }: Awaited<ReturnType<AnswersService['requirePlace']>>,
    input: RecordAnswer,
  ): Promise<void> {
    const problems = answerProblems(document, key.indicator, input);
    if (problems.length > 0) throw new InvalidInput(problems);
    const cited = await citedRecords(tx, input);
    const wanted: [CitedKind, string[]][] = [
      ['excerpt', input.excerptIds],
      ['claim', input.claimIds],
      ['finding', input.findingIds],
    ];
    const visible = new Set(cited.map(({ id }) => id));
    for (const [kind, ids] of wanted) if (ids.some((id) => !visible.has(id))) throw new NotFound(kind);
    const foreign = companyProblems(key.organisationId, input, cited);
    if (foreign.length > 0) throw new InvalidInput(foreign);
    const refusal = refuseCited(cited, tx.actor.everyoneAudienceId);
    if (refusal) throw new RuleBroken(refusal.code, refusal.message);
  }

  private async citationIds(tx: WorkspaceTransaction, id: string): Promise<CitationIds> {
    const { excerpts, claims, findingIds } = (await citationsOf(tx, [id])).get(id)!;
    return { excerptIds: excerpts.map((ref) => ref.id), claimIds: claims.map((ref) => ref.id), findingIds };
  }

  private async view(tx: WorkspaceTransaction, answer: Answer): Promise<AnswerView> {
    const [cited] = await this.cited(tx, [answer]);
    return answerViewOf(cited!);
  }
}

/** The version to write over: null for a first answer. @throws StaleVersion where somebody has answered since */
function refuseUnseen(known: Pick<Answer, 'version' | 'status'> | null, seen: number | null): number | null {
  if (known === null) {
    if (seen === null) return null;
    throw new StaleVersion('There is no answer here yet: name no version for a first one.');
  }
  if (seen !== null) return seen;
  if (known.status === 'withdrawn') return known.version;
  const message = `Somebody has answered this already: it is at version ${known.version}. Read it and repeat the change.`;
  throw new StaleVersion(message);
}
