import { Injectable } from '@nestjs/common';
import { shortNumber } from '@libs/domain/vocabulary';
import { FindingsService } from '@libs/findings';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { audienceOver, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { ClaimsService, StatementsService } from '@libs/statements';
import type { Assessment } from './assessment.entity.ts';
import { versionsOf, type Weighed } from './assessment.rules.ts';
import * as queries from './assessments.queries.ts';

/** What an assessment rests on: its claim and its evidence, held and weighed. */
@Injectable()
export class AssessmentGrounds {
  constructor(
    private readonly claims: ClaimsService,
    private readonly statements: StatementsService,
    private readonly findings: FindingsService,
  ) {}

  /**
   * The audience of the assessment, which may see all that it names, kept from changing while the transaction runs. Refuses
   * what was withdrawn or named twice.
   */
  async audienceOf(
    tx: WorkspaceTransaction,
    claimId: string,
    evidence: queries.Evidence[],
    chosen: string | undefined,
  ): Promise<string> {
    const named = evidence.map(({ findingId, statementId }) => findingId ?? statementId!);
    const twice = named.findIndex((id, index) => named.indexOf(id) < index);
    if (twice >= 0) {
      const message = 'is named twice: give one stance';
      throw new InvalidInput([{ path: `evidence.${twice}`, code: 'named_twice', message }]);
    }
    const parents = [
      ...(await queries.requireParents(tx, 'claim', [claimId])),
      ...(await queries.requireParents(tx, 'finding', queries.idsOf(evidence, 'findingId'))),
      ...(await queries.requireParents(tx, 'statement', queries.idsOf(evidence, 'statementId'))),
    ];
    const gone = parents.find(({ status }) => status === 'withdrawn');
    if (gone) {
      const name = shortNumber(gone.kind, gone.number);
      throw new RuleBroken('withdrawn', `${name} was withdrawn. An assessment rests on live records only.`);
    }
    const readers = parents.map(({ kind, number, audience_id: audienceId }) => ({
      label: shortNumber(kind, number),
      audienceId,
    }));
    return audienceOver(tx, readers, chosen);
  }

  /** The judgement with both of its sides, as the rules look at them. */
  async weigh(tx: WorkspaceTransaction, assessment: Assessment, evidence: queries.Evidence[]): Promise<Weighed> {
    const claim = (await this.claims.views(tx, [assessment.claimId])).get(assessment.claimId)!;
    const series = await this.claims.views(tx, await queries.seriesOf(tx, claim.seriesId));
    const findingIds = queries.idsOf(evidence, 'findingId');
    const findings = await this.findings.views(tx, findingIds);
    const own = await this.findings.leadingFrom(tx, claim.company.id, findingIds);
    const statements = await this.statements.views(tx, queries.idsOf(evidence, 'statementId'));
    return {
      assessment,
      claim,
      today: tx.now.toISOString().slice(0, 10),
      versions: versionsOf([...series.values()].sort((one, other) => one.seriesVersion - other.seriesVersion)),
      evidence: evidence.map(({ stance, findingId, statementId }) => {
        const statement = statementId === null ? null : statements.get(statementId)!;
        const speakers = [statement?.speakerOrganisation?.id, statement?.viaOrganisation?.id];
        const ofCompany = findingId === null ? speakers.includes(claim.company.id) : own.has(findingId);
        return { stance, ofCompany, finding: findingId === null ? null : findings.get(findingId)!, statement };
      }),
    };
  }
}
