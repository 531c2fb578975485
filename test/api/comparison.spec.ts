import { jest } from '@jest/globals';
import { ComparisonService } from '@libs/assessments';
import type {
  AssessmentView,
  ClaimView,
  CompanyRow,
  ComparisonView,
  FindingView,
  OrganisationView,
  StatementView,
} from '@libs/contracts';
import { Finding } from '../../libs/findings/finding.entity.ts';
import { Chain } from '../support/chain.ts';
import { TestApp, type People } from '../support/test-app.ts';

const WORDS = 'Gamma has a policy to not sell without a check.';
const ANSWER = 'Gamma cannot see what its customers do.';
const SALE = 'Gamma sold drives to Beta, a paper reported.';
const USE = 'Beta has served police departments.';
const LATER = 'Gamma will look at its policy again.';
const RANDOM_ID = '018f0000-0000-7000-8000-000000000000';

let server: TestApp;
let ours: People;
let theirs: People;
let chain: Chain;
let beta: OrganisationView;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  chain = new Chain(ours.analyst);
  beta = await chain.organisation('Beta');
}, 60_000);
afterAll(() => server.close());

interface Recorded {
  company: OrganisationView;
  said: StatementView;
  claim: ClaimView;
  answer: ClaimView;
  link: FindingView;
  acts: FindingView[];
  reading: AssessmentView;
}

/** A company with two claims, a supply that one source reports, two acts that follow from it, and one reading. */
async function recordedCompany(name: string): Promise<Recorded> {
  const company = await chain.organisation(name);
  const own = { speakerOrganisationId: company.id };
  const source = await chain.source(`${WORDS} ${ANSWER} ${SALE} ${USE}`);
  const said = await chain.statement((await chain.excerpt(source, WORDS)).id, own);
  const claim = await chain.claim(said, company.id);
  const replied = await chain.statement((await chain.excerpt(source, ANSWER)).id, own);
  const answer = await chain.claim(replied, company.id, { claimType: 'limitation', answersAllegation: true });
  const reported = { reportedVia: 'The Hill', reportedOn: '2019-11-27', reportedOnOrigin: 'in_text' };
  const link = await chain.made<FindingView>('findings', {
    ...reported,
    findingType: 'supply',
    subjectId: company.id,
    objectId: beta.id,
    excerptIds: [(await chain.excerpt(source, SALE)).id],
    answerStatementIds: [said.id],
  });
  const acts: FindingView[] = [];
  const excerptIds = [(await chain.excerpt(source, USE)).id];
  for (const followsFindingId of [() => link.id, () => acts[0]!.id]) {
    const act = { findingType: 'incident', subjectId: beta.id, excerptIds, followsFindingId: followsFindingId() };
    acts.push(await chain.made<FindingView>('findings', { ...reported, ...act }));
  }
  const reading = await chain.made<AssessmentView>('assessments', {
    claimId: claim.id,
    rationale: 'One report, and the conduct is not dated.',
    verdict: 'not_enough_evidence',
    asOf: '2019-12-03',
    evidence: [{ findingId: link.id, stance: 'context' }],
  });
  return { company, said, claim, answer, link, acts, reading };
}

const idsIn = (records: { id: string }[]) => records.map(({ id }) => id);
const comparisonOf = async (companyId: string) =>
  (await ours.viewer.get(`companies/${companyId}/comparison`)).body as ComparisonView;

describe('Said and Reported', () => {
  it('holds both sides of a company, acts of others apart, and every answer', async () => {
    const { company, said, claim, answer, link, acts, reading } = await recordedCompany('Gamma');
    const view = await comparisonOf(company.id);
    expect(view.company.shortName).toBe('Gamma');
    expect(idsIn(view.claims).sort()).toEqual([claim.id, answer.id].sort());
    expect(idsIn(view.findings)).toEqual([link.id]);
    expect(idsIn(view.actsOfOthers)).toEqual(idsIn(acts));
    expect(idsIn(view.assessments)).toEqual([reading.id]);
    // One answer is recorded with the finding; the same source gives the other.
    expect(idsIn(view.answers)).toEqual([said.id, answer.statements[0]!.id]);
    expect(view.saidElsewhere).toEqual([]);
  });

  it('counts an act of another party in the conduct of that party alone', async () => {
    const { company, acts } = await recordedCompany('Delta');
    expect(idsIn((await comparisonOf(company.id)).findings)).not.toContain(acts[0]!.id);
    expect(idsIn((await comparisonOf(beta.id)).findings)).toContain(acts[0]!.id);
  });

  it('lists later words in another place apart, until they are read against a finding', async () => {
    const { company, link } = await recordedCompany('Epsilon');
    const source = await chain.source(LATER, { publishedOn: '2021-12-20' });
    const made = { speakerOrganisationId: company.id, madeOn: '2021-12-20' };
    const later = await chain.claim(await chain.statement((await chain.excerpt(source, LATER)).id, made), company.id);
    const before = await comparisonOf(company.id);
    expect([idsIn(before.saidElsewhere), idsIn(before.claims).includes(later.id)]).toEqual([[later.id], false]);
    await chain.made('assessments', {
      claimId: later.id,
      rationale: 'The words came after the report.',
      verdict: 'not_enough_evidence',
      asOf: '2022-01-01',
      evidence: [{ findingId: link.id, stance: 'context' }],
    });
    const after = await comparisonOf(company.id);
    expect([idsIn(after.saidElsewhere), idsIn(after.claims).includes(later.id)]).toEqual([[], true]);
  });

  it('leaves out what was withdrawn', async () => {
    const { company, acts } = await recordedCompany('Zeta');
    await ours.lead.post(`findings/${acts[1]!.id}/withdraw`, { version: 1, reason: 'recorded twice' });
    expect(idsIn((await comparisonOf(company.id)).actsOfOthers)).toEqual([acts[0]!.id]);
  });

  it('takes as many queries for many records as for few', async () => {
    const { company, claim, link } = await recordedCompany('Eta');
    const queries = () =>
      server.inWorkspace('ours', async (tx) => {
        const connection: { query(): unknown } = await tx.of(Finding).manager.queryRunner!.connect();
        const counted = jest.spyOn(connection, 'query');
        await server.app.get(ComparisonService).compare(tx, company.id);
        const { length } = counted.mock.calls;
        counted.mockRestore();
        return length;
      });
    const few = await queries();
    const [{ id: excerptId }, statement] = [link.excerpts[0]!, claim.statements[0]!];
    for (let count = 0; count < 5; count += 1) {
      await chain.claim(statement, company.id);
      const body = { findingType: 'incident', subjectId: company.id, reportedVia: 'The Hill', excerptIds: [excerptId] };
      const finding = await chain.made<FindingView>('findings', body);
      await chain.made('findings', { ...body, subjectId: beta.id, followsFindingId: finding.id });
    }
    expect(await queries()).toBe(few);
    expect(few).toBeGreaterThan(5);
  });

  it('is there for companies of this workspace only', async () => {
    const { company } = await recordedCompany('Theta');
    const authority = await chain.organisation('Ministry', 'authority');
    for (const id of [authority.id, RANDOM_ID]) {
      expect((await ours.viewer.get(`companies/${id}/comparison`)).status).toBe(404);
    }
    expect((await theirs.viewer.get(`companies/${company.id}/comparison`)).status).toBe(404);
    expect((await ours.viewer.get('companies/intel/comparison')).status).toBe(422);
  });
});

describe('the list of companies', () => {
  it('counts each side by legal name, and findings by evidence grade, best first', async () => {
    const { company, claim, link } = await recordedCompany('Iota');
    const record = {
      basis: 'official_record',
      findingType: 'incident',
      subjectId: company.id,
      authority: 'A register',
    };
    await chain.made('findings', { ...record, excerptIds: [link.excerpts[0]!.id] });
    await chain.claim(claim.statements[0]!, company.id);
    const { items } = (await ours.viewer.get('companies')).body as { items: CompanyRow[] };
    const names = items.map((row) => row.company.legalName);
    expect(names).toEqual([...names].sort());
    expect(items.find((row) => row.company.id === company.id)).toMatchObject({
      claims: 3,
      findings: 2,
      assessments: 1,
      grades: [
        { grade: 'official_record', count: 1 },
        { grade: 'one_report', count: 1 },
      ],
      latestReportedOn: '2019-11-27',
    });
    expect(items.every((row) => row.company.kind === 'company')).toBe(true);
    expect((await theirs.viewer.get('companies')).body.items).toEqual([]);
  });
});
