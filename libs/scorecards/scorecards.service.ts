import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ComparisonService } from '@libs/assessments';
import type { CitedFindingView, CompanyScoresView, OrganisationRef, ScorecardView } from '@libs/contracts';
import { OrganisationsService } from '@libs/organisations';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { AnswersService } from './answers.service.ts';
import { MethodsService } from './methods.service.ts';
import { RoundsService } from './rounds.service.ts';
import { Answer, Round } from './scorecard.entities.ts';
import { companiesOf, keyOf, roundsWith } from './scorecards.queries.ts';
import { inputHashOf, methodViewOf, roundViewOf, scoreRowOf, type CitedAnswer } from './scorecard.view.ts';

const LIVE = ['draft', 'published'] as const;

/** Scorecards are computed on read from the answers as they stand; nothing of them is stored. */
@Injectable()
export class ScorecardsService {
  constructor(
    private readonly rounds: RoundsService,
    private readonly methods: MethodsService,
    private readonly answers: AnswersService,
    private readonly organisations: OrganisationsService,
    private readonly comparison: ComparisonService,
  ) {}

  /** The scorecard of a round, by id or key: one row a company, in the order of their names. */
  async scorecard(tx: WorkspaceTransaction, roundIdOrKey: string): Promise<ScorecardView> {
    const round = await this.rounds.require(tx, roundIdOrKey);
    const method = await this.methods.requireById(tx, round.methodId);
    const companyIds = (await companiesOf(tx, [round.id])).get(round.id)!;
    const companies = await this.organisations.refs(tx, companyIds);
    const answers = await this.liveAnswers(tx, { roundId: round.id });
    const byCompany = new Map(
      companyIds.map((id) => [id, answers.get(keyOf({ roundId: round.id, organisationId: id })) ?? []]),
    );
    const rows = [...companies.values()]
      .sort(byName)
      .map((company) => scoreRowOf(method.document, company, byCompany.get(company.id)!));
    return {
      round: roundViewOf(round, method, companyIds.length),
      method: methodViewOf(method),
      rows,
      inputHash: inputHashOf(method.document, byCompany),
    };
  }

  /** Every finding that the scorecard of a round cites, company by company, with the answers to it. */
  async citations(tx: WorkspaceTransaction, roundIdOrKey: string): Promise<CitedFindingView[]> {
    const { rows } = await this.scorecard(tx, roundIdOrKey);
    const cited: CitedFindingView[] = [];
    for (const { company, cells } of rows) {
      const ids = new Set(cells.flatMap(({ answer }) => answer?.findings.map(({ id }) => id) ?? []));
      cited.push(...(await this.comparison.cited(tx, company.id, [...ids])));
    }
    return cited;
  }

  /** The row of a company in every round that has it, the latest period first. */
  async companyScores(tx: WorkspaceTransaction, companyId: string): Promise<CompanyScoresView> {
    const company = await this.organisations.read(tx, companyId);
    const ids = await roundsWith(tx, companyId);
    const order = { periodStart: 'DESC', title: 'ASC', key: 'ASC' } as const;
    const rounds = await tx.of(Round).find({ where: { workspaceId: tx.workspaceId, id: In(ids) }, order });
    const views = await this.rounds.viewsOf(tx, rounds);
    const methods = await this.methods.byIds(
      tx,
      rounds.map(({ methodId }) => methodId),
    );
    const answers = await this.liveAnswers(tx, { organisationId: companyId });
    const { id, name, shortName, kind, sample } = company;
    const ref = { id, name, shortName, kind, sample };
    return {
      items: rounds.map((round, index) => {
        const own = answers.get(keyOf({ roundId: round.id, organisationId: companyId })) ?? [];
        return { round: views[index]!, row: scoreRowOf(methods.get(round.methodId)!.document, ref, own) };
      }),
    };
  }

  /** Live answers with what they rest on, by round and company. */
  private async liveAnswers(
    tx: WorkspaceTransaction,
    of: { roundId: string } | { organisationId: string },
  ): Promise<Map<string, CitedAnswer[]>> {
    const where = { workspaceId: tx.workspaceId, status: In([...LIVE]), ...of };
    const found = await tx.of(Answer).find({ where, order: { indicator: 'ASC' } });
    const byRow = new Map<string, CitedAnswer[]>();
    for (const cited of await this.answers.cited(tx, found)) {
      const key = keyOf(cited.answer);
      byRow.set(key, [...(byRow.get(key) ?? []), cited]);
    }
    return byRow;
  }
}

function byName(one: OrganisationRef, other: OrganisationRef): number {
  return one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);
}
