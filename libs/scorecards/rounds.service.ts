import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { RecordRound, RoundView } from '@libs/contracts';
import type { RecordStatus, ResearchStatus } from '@libs/domain/vocabulary';
import { OrganisationsService } from '@libs/organisations';
import { InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';
import type { InputProblem } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { roundKeyOf } from './answer.rules.ts';
import { MethodsService } from './methods.service.ts';
import { Answer, Method, Round } from './scorecard.entities.ts';
import { citationsOf, companiesOf, type CitationIds } from './scorecards.queries.ts';
import { roundViewOf } from './scorecard.view.ts';

const KIND = 'round';
const AN_ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** An answer as a case pack carries it, with ids in place of keys. */
export interface ExportedAnswer extends CitationIds {
  companyId: string;
  indicator: string;
  researchStatus: ResearchStatus;
  answerKey: string | null;
  comment: string | null;
  verification: number;
  status: RecordStatus;
}

/** A round with its companies and live answers. Answers stand by company id, then by indicator. */
export interface ExportedRound {
  round: RoundView;
  companyIds: string[];
  answers: ExportedAnswer[];
}

@Injectable()
export class RoundsService {
  constructor(
    private readonly methods: MethodsService,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Records a round. `key` comes from a case pack; without one it is made from the title. */
  async record(tx: WorkspaceTransaction, input: RecordRound & { key?: string }): Promise<RoundView> {
    const { key, methodId, companyIds, ...fields } = input;
    const method = await this.methodOf(tx, methodId);
    await this.checkCompanies(tx, input);
    const round = Object.assign(new Round(), fields, {
      id: tx.newId(),
      key: await this.freeKey(tx, key, input.title),
      methodId: method.id,
    });
    await tx.insert(Round, round, { kind: KIND, act: 'record', links: { companyIds } });
    await tx.query(
      `insert into app.round_company (workspace_id, round_id, organisation_id)
       select $1::uuid, $2::uuid, id from unnest($3::uuid[]) as company (id)`,
      [tx.workspaceId, round.id, companyIds],
    );
    return roundViewOf(round, method, companyIds.length);
  }

  async read(tx: WorkspaceTransaction, idOrKey: string): Promise<RoundView> {
    const [view] = await this.viewsOf(tx, [await this.require(tx, idOrKey)]);
    return view!;
  }

  /** Every round, the latest period first. */
  async list(tx: WorkspaceTransaction): Promise<{ items: RoundView[] }> {
    const order = { periodStart: 'DESC', title: 'ASC', key: 'ASC' } as const;
    const rounds = await tx.of(Round).find({ where: { workspaceId: tx.workspaceId }, order });
    return { items: await this.viewsOf(tx, rounds) };
  }

  /** The round of an id or a key, or 404. */
  async require(tx: WorkspaceTransaction, idOrKey: string): Promise<Round> {
    const { workspaceId } = tx;
    const found = AN_ID.test(idOrKey) ? await tx.of(Round).findOneBy({ workspaceId, id: idOrKey }) : null;
    const round = found ?? (await tx.of(Round).findOneBy({ workspaceId, key: idOrKey }));
    if (!round) throw new NotFound(KIND);
    return round;
  }

  async viewsOf(tx: WorkspaceTransaction, rounds: Round[]): Promise<RoundView[]> {
    const methods = await this.methods.byIds(
      tx,
      rounds.map(({ methodId }) => methodId),
    );
    const companies = await companiesOf(
      tx,
      rounds.map(({ id }) => id),
    );
    return rounds.map((round) => roundViewOf(round, methods.get(round.methodId)!, companies.get(round.id)!.length));
  }

  /** A round with everything that a case pack holds of it. Withdrawn answers stay behind. */
  async forExport(tx: WorkspaceTransaction, roundId: string): Promise<ExportedRound> {
    const round = await this.require(tx, roundId);
    const where = { workspaceId: tx.workspaceId, roundId: round.id, status: In(['draft', 'published']) };
    const order = { organisationId: 'ASC', indicator: 'ASC' } as const;
    const answers = await tx.of(Answer).find({ where, order });
    const citations = await citationsOf(
      tx,
      answers.map(({ id }) => id),
    );
    const [view] = await this.viewsOf(tx, [round]);
    return {
      round: view!,
      companyIds: (await companiesOf(tx, [round.id])).get(round.id)!,
      answers: answers.map((answer) => {
        const { excerpts, claims, findingIds } = citations.get(answer.id)!;
        return {
          companyId: answer.organisationId,
          indicator: answer.indicator,
          researchStatus: answer.researchStatus,
          answerKey: answer.answerKey,
          comment: answer.comment,
          verification: answer.verification,
          status: answer.status,
          excerptIds: excerpts.map(({ id }) => id),
          claimIds: claims.map(({ id }) => id),
          findingIds,
        };
      }),
    };
  }

  private async methodOf(tx: WorkspaceTransaction, methodId: string | null): Promise<Method> {
    return methodId === null ? this.methods.starter(tx) : this.methods.requireById(tx, methodId);
  }

  private async checkCompanies(tx: WorkspaceTransaction, input: RecordRound): Promise<void> {
    const { companyIds } = input;
    const problems: InputProblem[] = [];
    if (input.periodEnd < input.periodStart) {
      problems.push({ path: 'periodEnd', code: 'period_reversed', message: 'the period ends before it starts' });
    }
    const known = await this.organisations.refs(tx, companyIds);
    companyIds.forEach((id, index) => {
      const path = `companyIds.${index}`;
      const organisation = known.get(id);
      if (!organisation) throw new NotFound('company');
      if (companyIds.indexOf(id) !== index) {
        problems.push({ path, code: 'named_twice', message: `${organisation.name} is named twice` });
      }
      if (organisation.kind !== 'company') {
        const message = `${organisation.name} is no company; only companies are scored`;
        problems.push({ path, code: 'not_a_company', message });
      }
    });
    if (problems.length > 0) throw new InvalidInput(problems);
    for (const id of companyIds) await this.organisations.requireLive(tx, id);
  }

  private async freeKey(tx: WorkspaceTransaction, wanted: string | undefined, title: string): Promise<string> {
    const stem = wanted ?? roundKeyOf(title);
    const rows = await tx.query<{ key: string }>(
      'select key from app.round where workspace_id = $1 and left(key, length($2)) = $2',
      [tx.workspaceId, stem],
    );
    const taken = new Set(rows.map(({ key }) => key));
    if (!taken.has(stem)) return stem;
    if (wanted !== undefined) throw new RuleBroken('key_taken', `A round with the key "${wanted}" is here already.`);
    let count = 2;
    while (taken.has(`${stem}-${count}`)) count += 1;
    return `${stem}-${count}`;
  }
}
