import type { AssessmentView, SearchHit, SearchView } from '@libs/contracts';
import { SearchService } from '@libs/desk';
import { withClient } from '@libs/platform/database';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { moveToFew } from '../support/narrow-audience.ts';
import { readPack, recordPackRound } from '../support/pack-round.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let theirs: People;
let ids: Map<string, string>;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  ids = await recordPackRound(server, 'ours', readPack('founding'));
}, 120_000);
afterAll(() => server.close());

async function search(typed: string, person: Person = ours.viewer, limit = 5): Promise<SearchView['groups']> {
  const answer = await person.get(`search?q=${encodeURIComponent(typed)}&limit=${limit}`);
  expect(answer.status).toBe(200);
  return (answer.body as SearchView).groups;
}
async function hitsOf(typed: string, kind: string, person?: Person): Promise<SearchHit[]> {
  return (await search(typed, person, 20)).find((group) => group.kind === kind)?.hits ?? [];
}
const marked = ({ context, matchStart, matchEnd }: SearchHit) =>
  matchStart < 0 ? null : context.slice(matchStart, matchEnd);
const company = (legalName: string, aliases: object[] = []) =>
  ours.analyst.post('organisations', { kind: 'company', legalName, shortName: legalName, aliases });
const source = (title: string, capturedText: string) =>
  ours.analyst.post('sources', { title, captureKind: 'full', capturedText });

/** Gives the search words of records the audience of a source, as the rooms would have written them. */
async function moveWords(recordIds: string[], sourceId: string): Promise<void> {
  await withClient(server.database.adminUrl, (admin) =>
    admin.query(
      `update app.search_token set audience_id = (select audience_id from app.source_document where id = $1)
       where record_id = any($2)`,
      [sourceId, recordIds],
    ),
  );
}

describe('a search', () => {
  it('finds records by words, in groups along the chain, with the match in its context', async () => {
    const groups = await search('netposa');
    expect(groups.map(({ kind }) => kind)).toEqual(['organisation', 'source', 'excerpt', 'finding']);
    const [named] = groups[0]!.hits;
    expect(named).toMatchObject({ label: 'NetPosa Technologies Ltd.', number: null, companyId: ids.get('netposa') });
    expect(marked(named!)).toBe('NetPosa');
    const findings = await hitsOf('netposa', 'finding');
    const continues = findings.find(({ number }) => number === 'F-208')!;
    expect(continues).toMatchObject({ companyId: ids.get('intel'), sourceId: ids.get('s412-the-hill') });
    expect(continues.context).toMatch(/^Intel continues to provide NetPosa/);
    expect(continues.on).toBe('2019-11-27');
  });

  it('counts all matches and gives as many as were asked for', async () => {
    const few = (await search('netposa', ours.viewer, 2)).find(({ kind }) => kind === 'finding')!;
    expect(few.hits).toHaveLength(2);
    expect(few.total).toBe((await hitsOf('netposa', 'finding')).length);
    expect(few.total).toBeGreaterThan(2);
  });

  it('asks for every word, by its beginning', async () => {
    expect((await hitsOf('high confid', 'claim')).map(({ number }) => number)).toContain('C-115');
    expect(await hitsOf('high confidx', 'claim')).toEqual([]);
    expect(await hitsOf('netposa seagate', 'organisation')).toEqual([]);
    expect(await search('!!!')).toEqual([]);
    expect((await ours.viewer.get('search?q=')).status).toBe(422);
  });

  it('finds a text by words that stand far apart in a long one, and by words that are several', async () => {
    const many = Array.from({ length: 4000 }, (_, at) => `filler${at.toString(36)}`).join(' ');
    const long = await source('A long report', `Aardvarks of Ürümqi ${many} state-of-the-art zithers at Q&R`);
    const { id } = long.body as { id: string };
    const found = async (typed: string) => (await hitsOf(typed, 'source')).map((hit) => hit.id);
    for (const typed of [
      'aardvarks zithers',
      'zith aardv urumqi',
      'state-of-the-art',
      'q&r zithers',
      'filler1a filler2zz',
    ]) {
      expect(await found(typed)).toEqual([id]);
    }
    for (const typed of ['aardvarks zebras', 'state-of-the-arts', 'fillerzzz aardvarks'])
      expect(await found(typed)).toEqual([]);
    await ours.analyst.patch(`sources/${id}`, { title: 'A renamed wombat', version: 1 });
    expect(await found('wombat zithers')).toEqual([id]);
    await ours.analyst.post(`sources/${id}/withdraw`, { reason: 'a double', version: 2 });
    expect(await found('wombat zithers')).toEqual([]);
  });

  it('completes two letters to names, and elsewhere takes them as a word', async () => {
    expect((await search('in')).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['organisation', 'excerpt']));
    expect((await hitsOf('in', 'organisation')).map(({ label }) => label)).toContain('Intel Corp.');
    for (const hit of await hitsOf('in', 'excerpt')) expect(hit.context).toMatch(/\bin\b/i);
    expect((await search('ne')).map(({ kind }) => kind)).toEqual(['organisation']);
  });

  it.each(['C-115', 'c115', 'c 115'])('goes straight to %s', async (typed) => {
    const [first] = await search(typed);
    expect(first).toMatchObject({ kind: 'claim', hits: [{ number: 'C-115', companyId: ids.get('intel') }] });
    expect(marked(first!.hits[0]!)).toBeNull();
  });

  it('shows with a claim, its findings and itself the newest verdict', async () => {
    const recorded = await ours.analyst.post('assessments', {
      claimId: ids.get('c115-intel-ship-policy'),
      verdict: 'not_enough_evidence',
      rationale: 'One second-hand report is all there is.',
      asOf: '2019-11-27',
      evidence: [{ findingId: ids.get('f208-intel-netposa-continues'), stance: 'context' }],
    });
    expect(recorded.status).toBe(201);
    const { number } = recorded.body as AssessmentView;
    const verdictOf = async (typed: string) => (await search(typed))[0]!.hits[0]!.verdict;
    expect(await verdictOf('C-115')).toBe('not_enough_evidence');
    expect(await verdictOf('F-208')).toBe('not_enough_evidence');
    expect(await verdictOf(number)).toBe('not_enough_evidence');
    expect(await verdictOf('F-214')).toBeNull();
  });

  it('puts whole words above beginnings', async () => {
    await company('Quartz Optics');
    await company('Quar Metals');
    expect((await hitsOf('quar', 'organisation')).map(({ label }) => label)).toEqual(['Quar Metals', 'Quartz Optics']);
  });

  it('finds a source by its text, cut in front of the match', async () => {
    const text = `${'Filler words stand here. '.repeat(40)}The zeppelin was sold twice.`;
    const { id } = (await source('Old deals', text)).body;
    const [hit] = await hitsOf('zeppel', 'source');
    expect(hit).toMatchObject({ id, label: 'Old deals', sourceId: id, companyId: null });
    expect(marked(hit!)).toBe('zeppel');
    expect(hit!.context).toMatch(/^… .*The zeppelin was sold twice\.$/);
    await source('A zeppelin of our own', 'Nothing else.');
    const both = await hitsOf('zeppelin', 'source');
    expect(both.map(({ label }) => label)).toEqual(['A zeppelin of our own', 'Old deals']);
  });

  it('reads letters with accents, wide letters and scripts without spaces as people type them', async () => {
    await company('Überwachungstechnik Žižkov');
    await company('Sample Wide', [{ text: '东方网力科技股份有限公司', kind: 'local_script' }]);
    await source('Zápis', 'Sledovací systém dodala továrna.');
    for (const typed of ['uberwach zizkov', 'ÜBERWACH', 'ＵＢＥＲＷＡＣＨ']) {
      const [hit] = await hitsOf(typed, 'organisation');
      expect({ typed, label: hit?.label }).toEqual({ typed, label: 'Überwachungstechnik Žižkov' });
      expect(marked(hit!)).toBe('Überwach');
    }
    const [chinese] = await hitsOf('网力科技', 'organisation');
    expect(chinese).toMatchObject({ label: 'Sample Wide', context: '东方网力科技股份有限公司' });
    expect(await hitsOf('网东', 'organisation')).toEqual([]);
    expect(marked((await hitsOf('tovar', 'source'))[0]!)).toBe('továr');
  });

  it('takes anything that is typed as words', async () => {
    for (const typed of ["o'neill & (x", "'; drop table", 'a:* | !b', '%_\\', '\u{10FFFF}', '" "', "x'\\y"]) {
      expect({ typed, groups: await search(typed) }).toEqual({ typed, groups: expect.any(Array) });
    }
  });

  it('leaves out what was withdrawn, by words and by number', async () => {
    const { id, number } = (await source('Mistaken gyroscope', 'Gyroscopes.')).body;
    expect((await search(number))[0]!.hits[0]!.id).toBe(id);
    await ours.lead.post(`sources/${id}/withdraw`, { version: 1, reason: 'recorded twice' });
    expect(await hitsOf('gyrosc', 'source')).toEqual([]);
    expect(await hitsOf(number, 'source')).toEqual([]);
  });

  it('asks the database a handful of times, however many hits there are', async () => {
    const asked = await server.inWorkspace('ours', async (tx) => {
      let count = 0;
      const counted = Object.create(tx, {
        query: { value: (sql: string, values: unknown[]) => ((count += 1), tx.query(sql, values)) },
      }) as WorkspaceTransaction;
      const { groups } = await server.app.get(SearchService).search(counted, { q: 'f 208', limit: 20 });
      expect(groups.flatMap(({ hits }) => hits).length).toBeGreaterThan(0);
      return count;
    });
    expect(asked).toBeLessThanOrEqual(4);
  });
});

describe('search within walls', () => {
  it('shows another workspace nothing', async () => {
    expect(await search('netposa', theirs.viewer)).toEqual([]);
    expect(await search('C-115', theirs.viewer)).toEqual([]);
    expect((await theirs.viewer.send('GET', 'search?q=netposa', undefined, 'ours')).status).toBe(404);
  });

  it('leaves a record of a narrower audience out of hits and of totals', async () => {
    const text = 'The heliograph was delivered. A heliograph again.';
    const open = await source('Heliograph report', text);
    const { id } = (await source('Heliograph memo', text)).body;
    const words = { startUtf16: 4, endUtf16: 14, exact: 'heliograph' };
    const excerpt = (await ours.analyst.post(`sources/${id}/excerpts`, words)).body;
    const insider = await moveToFew(server, 'ours', id);
    await moveWords([id, excerpt.id], id);
    const outside = await search('heliograph');
    expect(outside).toMatchObject([{ kind: 'source', total: 1, hits: [{ id: open.body.id }] }]);
    expect((await search('heliograph', insider))[0]).toMatchObject({ kind: 'source', total: 2 });
    const numbers = (await search(excerpt.number)).flatMap(({ hits }) => hits.map(({ number }) => number));
    expect(numbers).not.toContain(excerpt.number);
    expect((await search(excerpt.number, insider))[0]!.hits[0]).toMatchObject({ number: excerpt.number, sourceId: id });
  });
});

describe('what ids stand for', () => {
  const names = async (person: Person, asked: string[]) => {
    const answer = await person.get(`names?ids=${asked.join(',')}`);
    return answer.status === 200
      ? answer.body.items.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`).sort()
      : answer.body;
  };

  it('is told by number or name, to those who may see the record', async () => {
    const firm = (await company('Names Ltd')).body;
    const paper = (await source('Named', 'Words of a source.')).body;
    const asked = [firm.id, paper.id, firm.id, '018f0000-0000-7000-8000-000000000000'];
    expect(await names(ours.viewer, asked)).toEqual(['organisation Names Ltd', `source ${paper.number}`]);
    expect(await names(theirs.viewer, asked)).toEqual([]);
    await moveToFew(server, 'ours', paper.id);
    expect(await names(ours.viewer, asked)).toEqual(['organisation Names Ltd']);
  });

  it('is asked with ids, and not with more than two hundred', async () => {
    const id = '018f0000-0000-7000-8000-000000000000';
    expect(await names(ours.viewer, ['x'])).toMatchObject({ status: 422, problems: [{ path: 'ids' }] });
    expect(await names(ours.viewer, Array(201).fill(id))).toMatchObject({ status: 422, problems: [{ path: 'ids' }] });
  });
});
