import type { ClaimView, ExcerptView, OrganisationView, SourceView, StatementView } from '@libs/contracts';
import type { Person } from './test-app.ts';

/** Records the lower links of the chain over HTTP, so that a spec can start at the record it is about. */
export class Chain {
  constructor(private readonly person: Person) {}

  organisation(shortName: string, kind = 'company'): Promise<OrganisationView> {
    return this.made('organisations', { kind, legalName: `${shortName} Corp.`, shortName });
  }

  source(capturedText: string, change: Record<string, unknown> = {}): Promise<SourceView> {
    const dated = { publishedOn: '2019-11-27', publishedOnOrigin: 'entered_by_hand' };
    // The words of a company's own document are its own without quotation marks.
    const own = { title: 'A report', captureKind: 'full', sourceTypes: ['selfDeclaration'] };
    return this.made('sources', { ...own, capturedText, ...dated, ...change });
  }

  excerpt(source: SourceView, exact: string): Promise<ExcerptView> {
    const startUtf16 = source.capturedText!.indexOf(exact);
    const endUtf16 = startUtf16 + exact.length;
    return this.made(`sources/${source.id}/excerpts`, { startUtf16, endUtf16, exact });
  }

  statement(excerptId: string, change: Record<string, unknown> = {}): Promise<StatementView> {
    const dated = { madeOn: '2019-11-27', madeOnOrigin: 'in_text' };
    return this.made('statements', { excerptId, quotationType: 'direct', reportedBy: 'The Hill', ...dated, ...change });
  }

  claim(statement: StatementView, companyId: string, change: Record<string, unknown> = {}): Promise<ClaimView> {
    return this.made('claims', {
      companyId,
      excerptId: statement.excerpt.id,
      statementIds: [statement.id],
      claimText: 'The company has a policy',
      claimType: 'commitment',
      ...change,
    });
  }

  async made<View>(path: string, body: unknown): Promise<View> {
    const answer = await this.person.post(path, body);
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.body as View;
  }
}
