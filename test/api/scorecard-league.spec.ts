import type { CellView, CitedFindingView, ScorecardView, ScoreRowView } from '@libs/contracts';
import { RoundsService } from '@libs/scorecards';
import { readPack, recordPackRound } from '../support/pack-round.ts';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
const cards: Record<string, ScorecardView> = {};
const ids: Record<string, Map<string, string>> = {};

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  for (const name of ['sample', 'founding'] as const) {
    ids[name] = await recordPackRound(server, 'ours', readPack(name));
    const answer = await ours.viewer.get(`rounds/${name}-2019/scorecard`);
    expect(answer.status).toBe(200);
    cards[name] = answer.body as ScorecardView;
  }
}, 120_000);
afterAll(() => server.close());

const ABSENCES: Record<string, string> = {
  not_researched: 'nr',
  not_found: 'nf',
  refused: 're',
  not_applicable: 'na',
  unknown: 'un',
};

/** A cell as the picture draws it: its points, its absence, or the first number and how many more. */
function drawn({ display, points, absence, evidence }: CellView): string {
  if (display === 'points') return String(points);
  if (display === 'absence') return ABSENCES[absence!]!;
  const [first, ...more] = evidence.map(({ number }) => number);
  return more.length === 0 ? first! : `${first} +${more.length}`;
}

function sideOf({ score, answered, of, line }: ScoreRowView['policy']): string {
  return score === null ? line || `- ${answered}/${of}` : `${score} ${answered}/${of}`;
}

function rowOf(row: ScoreRowView): string[] {
  const pair = row.pairs.find(({ pair: id }) => id === 'P3-C1')!;
  const difference = pair.difference === null ? `n/c, ${pair.whyNotComparable}` : String(pair.difference);
  const cells = row.cells.map(drawn);
  return [
    row.company.name,
    sideOf(row.policy),
    sideOf(row.conduct),
    difference,
    cells.slice(0, 4).join(' '),
    cells.slice(4).join(' '),
  ];
}

const SAMPLE = [
  ['Sample Cloud G', '75 4/4', '75 4/4', '0', '100 100 50 50', '50 100 100 50'],
  ['Sample Devices B', '88 4/4', '33 3/4', '50', '100 100 100 50', '50 50 nf nr'],
  ['Sample Foundry A', '63 4/4', '83 3/3', '-50', '100 50 50 50', '100 100 50 na'],
  ['Sample Networks D', '38 4/4', '0 3/4', '50', '50 nf 50 50', '0 re nf nr'],
  ['Sample Optics C', '25 4/4', '2 reported, one report', 'n/c, one report', '50 nf 50 0', 'F-171 nr un nr'],
  ['Sample Sensors F', '50 2/4', '17 3/4', 'n/c, starter.P3 not researched', '50 50 nr nr', '0 nf 50 un'],
  ['Sample Storage E', '88 4/4', '63 4/4', '0', '100 50 100 100', '100 50 50 50'],
  ['Sample Systems H', '- 1/4', 'none reported', 'n/c, neither side researched', '50 nr un nr', 'nr nr nr nr'],
];
const DRAFT = 'n/c, draft, one report, policy not seen';
const FOUNDING = [
  [
    'Hewlett Packard Enterprise Co.',
    '- 0/4',
    '2 reported: 1 confirmed by the company, 1 by one report',
    'n/c, draft, company confirms, policy not seen',
    'nr nr nr nr',
    'F-210 +1 nr nr nr',
  ],
  ['Intel Corp.', '- 1/4', '3 reported, one report', DRAFT, 'C-115 un un nr', 'F-206 +2 nr nr nr'],
  ['Seagate Technology PLC', '- 1/4', '1 reported, one report', DRAFT, 'nr nr nr C-130', 'F-214 nr nr nr'],
  ['Western Digital Corp.', '- 1/4', '1 reported, one report', DRAFT, 'nr nr nr C-131', 'F-215 nr nr nr'],
];

const rowNamed = (card: ScorecardView, name: string) => card.rows.find(({ company }) => company.name === name)!;

describe('the league', () => {
  it('of the sample round shows every state as drawn', () => {
    expect(cards.sample!.rows.map(rowOf)).toEqual(SAMPLE);
    expect(cards.sample!.round).toMatchObject({ key: 'sample-2019', sample: true, companies: 8 });
  });

  it('of the founding round has no points and no score, and every row says why', () => {
    expect(cards.founding!.rows.map(rowOf)).toEqual(FOUNDING);
    for (const { cells, policy, conduct } of cards.founding!.rows) {
      expect(cells.map(({ points }) => points)).toEqual(Array(8).fill(null));
      expect([policy.whyNotPrinted, conduct.whyNotPrinted].join(' ')).toContain('answers in draft');
    }
  });

  it('prints differences of paired indicators and of nothing else', () => {
    const pairs = cards.sample!.rows.flatMap((row) => row.pairs.map(({ pair }) => pair));
    expect(new Set(pairs)).toEqual(new Set(['P3-C1', 'P4-C3']));
    expect(rowNamed(cards.sample!, 'Sample Optics C').pairs[0]).toMatchObject({
      policyPoints: 50,
      conductPoints: null,
    });
  });

  it('counts findings by the grades that the record gives them', () => {
    const { conduct } = rowNamed(cards.founding!, 'Intel Corp.');
    expect(conduct).toMatchObject({ countsByGrade: [{ grade: 'one_report', count: 3 }], score: null });
    const devices = rowNamed(cards.sample!, 'Sample Devices B').conduct.countsByGrade;
    expect(devices.map(({ grade }) => grade)).toContain('official_record');
  });

  it('gives a cell without points its evidence, its answer and the reason', () => {
    const intel = rowNamed(cards.founding!, 'Intel Corp.').cells;
    const supply = intel.find(({ indicator }) => indicator === 'C1')!;
    expect(supply.evidence.map(({ number }) => number)).toEqual(['F-206', 'F-207', 'F-208']);
    expect(supply).toMatchObject({ whyNoPoints: 'answer in draft', answer: { route: 'import', verification: 1 } });
    expect(supply.answer!.excerpts.map(({ number }) => number)).toHaveLength(2);
    const optics = rowNamed(cards.sample!, 'Sample Optics C').cells.find(({ indicator }) => indicator === 'C1')!;
    expect(optics.whyNoPoints).toBe('one report; the method asks for two reports or better');
  });

  it('stands beside a company in every round that has it', async () => {
    const intel = ids.founding!.get('intel')!;
    const scores = await ours.viewer.get(`companies/${intel}/scores`);
    expect(scores.body).toEqual({
      items: [{ round: cards.founding!.round, row: rowNamed(cards.founding!, 'Intel Corp.') }],
    });
    const netposa = await ours.viewer.get(`companies/${ids.founding!.get('netposa')}/scores`);
    expect(netposa.body).toEqual({ items: [] });
  });

  it('goes with every finding that it cites, each with who reported it', async () => {
    const cited = (await ours.viewer.get('rounds/founding-2019/citations')).body.items as CitedFindingView[];
    const named = cards.founding!.rows.flatMap(({ company, cells }) =>
      [...new Set(cells.flatMap(({ answer }) => answer?.findings.map(({ number }) => number) ?? []))].map(
        (number) => `${company.shortName} ${number}`,
      ),
    );
    expect(cited.map(({ company, finding }) => `${company.shortName} ${finding.number}`).sort()).toEqual(named.sort());
    expect(named).toHaveLength(7);
    for (const { attributionLine } of cited) expect(attributionLine).toMatch(/reported|confirms|no source named/);
  });

  it('has the same hash for the same inputs, and another one after an answer changed', async () => {
    const path = `rounds/sample-2019/companies/${ids.sample!.get('sample-systems-h')}/answers/C4`;
    const again = await ours.viewer.get(`rounds/${ids.sample!.get('sample-2019')}/scorecard`);
    expect(again.body.inputHash).toBe(cards.sample!.inputHash);
    const known = rowNamed(cards.sample!, 'Sample Systems H').cells[7]!.answer!;
    const change = { researchStatus: 'unknown', version: known.version };
    expect((await ours.analyst.put(path, change)).status).toBe(200);
    const changed = (await ours.viewer.get('rounds/sample-2019/scorecard')).body as ScorecardView;
    expect(changed.inputHash).not.toBe(cards.sample!.inputHash);
    expect(rowOf(rowNamed(changed, 'Sample Systems H')).at(-1)).toBe('nr nr nr un');
    expect(changed.rows.slice(0, 7)).toEqual(cards.sample!.rows.slice(0, 7));
  });

  it('is exported with every answer as the pack gave it', async () => {
    const round = readPack('founding').rounds[0]!;
    const own = ids.founding!;
    const exported = await server.inWorkspace('ours', (tx) =>
      server.app.get(RoundsService).forExport(tx, own.get(round.key)!),
    );
    const byPlace = (one: { companyId: string; indicator: string }, other: typeof one) =>
      `${one.companyId} ${one.indicator}` < `${other.companyId} ${other.indicator}` ? -1 : 1;
    const idsOf = (keys: string[]) => keys.map((key) => own.get(key)!);
    expect(exported.answers).toEqual(
      round.answers
        .map(({ company, excerpts, claims, findings, ...answer }) => ({
          ...answer,
          companyId: own.get(company)!,
          excerptIds: idsOf(excerpts),
          claimIds: idsOf(claims),
          findingIds: idsOf(findings),
        }))
        .sort(byPlace),
    );
    expect(exported.companyIds.sort()).toEqual(idsOf(round.companies).sort());
  });
});
