import { Injectable } from '@nestjs/common';
import type { CitedFindingView, CompanyList, ComparisonView } from '@libs/contracts';
import { EVIDENCE_GRADES } from '@libs/domain/vocabulary';
import { FindingsService } from '@libs/findings';
import { OrganisationsService } from '@libs/organisations';
import { NotFound } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { ClaimsService } from '@libs/statements';
import { answersTo, splitClaims } from './assessment.rules.ts';
import { countsByCompany } from './assessments.queries.ts';
import { AssessmentsService } from './assessments.service.ts';

@Injectable()
export class ComparisonService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly claims: ClaimsService,
    private readonly findings: FindingsService,
    private readonly assessments: AssessmentsService,
  ) {}

  /** What a company said beside what is reported of it. An organisation that is not a company has no such page. */
  async compare(tx: WorkspaceTransaction, companyId: string): Promise<ComparisonView> {
    const company = await this.organisations.read(tx, companyId);
    if (company.kind !== 'company') throw new NotFound('company');
    const { own, others } = await this.findings.ofCompany(tx, companyId);
    const claims = await this.claims.ofCompany(tx, companyId);
    return {
      company,
      ...splitClaims(claims, own),
      findings: own,
      actsOfOthers: others,
      assessments: await this.assessments.ofCompany(tx, companyId),
      answers: answersTo([...own, ...others], claims),
    };
  }

  /** Findings on a company as others cite them: with who reported each, and every answer that its sources give. */
  async cited(tx: WorkspaceTransaction, companyId: string, findingIds: string[]): Promise<CitedFindingView[]> {
    if (findingIds.length === 0) return [];
    const company = (await this.organisations.refs(tx, [companyId])).get(companyId)!;
    const claims = await this.claims.ofCompany(tx, companyId);
    const findings = [...(await this.findings.views(tx, findingIds)).values()];
    return findings.sort(byNumber).map((finding) => ({
      company,
      finding: { id: finding.id, number: finding.number, label: finding.excerpts[0]!.exact },
      grade: finding.grade,
      attributionLine: finding.attributionLine,
      conductDateLine: finding.conductDateLine,
      answers: answersTo([finding], claims).map(({ id, number, excerpt, mayQuote, attributionLine }) => ({
        statement: { id, number, label: excerpt.exact },
        quoted: mayQuote,
        attributionLine,
      })),
    }));
  }

  /** Every live company by legal name, with what is known of each side. */
  async companies(tx: WorkspaceTransaction): Promise<CompanyList> {
    const { items } = await this.organisations.list(tx, { kind: 'company', limit: 100_000, offset: 0 });
    const counts = await countsByCompany(tx);
    const findings = await this.findings.gradesBySubject(tx);
    return {
      items: items.map((company) => {
        const own = findings.get(company.id) ?? [];
        const reportDates = own.flatMap(({ reportedOn }) => reportedOn ?? []).sort();
        return {
          company,
          ...(counts.get(company.id) ?? { claims: 0, assessments: 0 }),
          findings: own.length,
          grades: EVIDENCE_GRADES.map((grade) => ({
            grade,
            count: own.filter((finding) => finding.grade === grade).length,
          })).filter(({ count }) => count > 0),
          latestReportedOn: reportDates.at(-1) ?? null,
        };
      }),
    };
  }
}

function byNumber(one: { number: string }, other: { number: string }): number {
  return one.number.localeCompare(other.number, 'en', { numeric: true });
}
