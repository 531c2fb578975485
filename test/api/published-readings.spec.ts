import type { AssessmentView, ClaimView, FindingView, OrganisationView, SourceView } from '@libs/contracts';
import { Chain } from '../support/chain.ts';
import { TestApp, type People } from '../support/test-app.ts';

const WORDS = 'Alpha has a policy to not sell without a check.';
const SALE = 'Alpha sold drives to Beta, the register shows.';

let server: TestApp;
let ours: People;
let chain: Chain;
let alpha: OrganisationView;
let beta: OrganisationView;
let source: SourceView;
let register: SourceView;
let claim: ClaimView;
let link: FindingView;
let sale: FindingView;
let reading: AssessmentView;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  chain = new Chain(ours.analyst);
  [alpha, beta] = [await chain.organisation('Alpha'), await chain.organisation('Beta')];
  source = await chain.source(`${WORDS} ${SALE}`);
  const said = { speakerOrganisationId: alpha.id, madeOn: '2019-01-14' };
  const statement = await chain.statement((await chain.excerpt(source, WORDS)).id, said);
  claim = await chain.claim(statement, alpha.id, { testableCondition: 'A sale without a check.' });
  register = await chain.source(SALE, { title: 'A register', sourceTypes: ['officialRegister'] });
  const supply = {
    findingType: 'supply',
    basis: 'official_record',
    happenedOn: '2019-08-06',
    reportedVia: 'A register',
    excerptIds: [(await chain.excerpt(register, SALE)).id],
  };
  link = await chain.made('findings', { ...supply, subjectId: alpha.id, objectId: beta.id });
  sale = await chain.made('findings', { ...supply, subjectId: beta.id, objectId: alpha.id, followsFindingId: link.id });
  reading = await chain.made('assessments', {
    claimId: claim.id,
    rationale: 'The register shows a sale in August, and no check on file.',
    verdict: 'inconsistent',
    asOf: '2019-12-03',
    evidence: [{ findingId: sale.id, stance: 'contradicts' }],
  });
}, 60_000);
afterAll(() => server.close());

/** Every change of what the reading weighs, by the path of the record. */
const weighed = (): [string, Record<string, unknown>][] => [
  [`claims/${claim.id}`, { claimText: 'The company sells to nobody' }],
  [`claims/${claim.id}`, { claimType: 'fact' }],
  [`claims/${claim.id}`, { testableCondition: null }],
  [`statements/${claim.statements[0]!.id}`, { madeOn: '2020-01-01' }],
  [`statements/${claim.statements[0]!.id}`, { speakerName: 'Somebody else' }],
  [`findings/${sale.id}`, { basis: 'report' }],
  [`findings/${sale.id}`, { happenedOn: '2018-08-06' }],
  [`findings/${sale.id}`, { negated: true }],
  [`findings/${sale.id}`, { objectId: null, objectText: 'somebody' }],
  [`findings/${link.id}`, { subjectId: beta.id }],
  [`sources/${register.id}`, { sourceTypes: ['thirdParty'] }],
  [`sources/${register.id}`, { syndicatedFromId: source.id }],
  [`sources/${source.id}`, { publishedOn: '2019-11-28' }],
];
const revise = (path: string, change: object, version = 1) => ours.analyst.patch(path, { version, ...change });

describe('what a published reading weighs', () => {
  it('does not change under its readers', async () => {
    const decided = await ours.lead.post(`assessments/${reading.id}/confirm`, { version: 1, verdict: 'inconsistent' });
    expect(decided.body.status).toBe('published');
    for (const [path, change] of weighed()) {
      const refused = await revise(path, change);
      expect([path, change, refused.status, refused.body.code]).toEqual([path, change, 409, 'reading_published']);
      expect(refused.body.detail).toContain(reading.number);
    }
  });

  it('keeps its free fields, and may be sent again as it is', async () => {
    const severity = { severityScale: 'grave', unconfirmedNote: 'The hour is open.', basis: 'official_record' };
    expect((await revise(`findings/${sale.id}`, { ...severity, severityScale: null })).status).toBe(200);
    expect((await revise(`findings/${link.id}`, { productText: 'drives' })).status).toBe(200);
    expect((await revise(`claims/${claim.id}`, { answersAllegation: true, claimType: claim.claimType })).status).toBe(
      200,
    );
    const note = { coreferenceNote: 'Alpha is named.' };
    expect((await revise(`statements/${claim.statements[0]!.id}`, note)).status).toBe(200);
    expect((await revise(`sources/${register.id}`, { title: 'The register' })).status).toBe(200);
  });

  it('changes again once the reading is withdrawn', async () => {
    const withdrawal = { version: 2, reason: 'The register was corrected' };
    expect((await ours.lead.post(`assessments/${reading.id}/withdraw`, withdrawal)).status).toBe(200);
    expect((await revise(`findings/${sale.id}`, { happenedOn: '2018-08-06' }, 2)).status).toBe(200);
    expect((await revise(`claims/${claim.id}`, { claimText: 'It checks' }, 2)).status).toBe(200);
  });
});
