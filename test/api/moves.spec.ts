import type { StatementView } from '@libs/contracts';
import { withClient } from '@libs/platform/database';
import { Chain } from '../support/chain.ts';
import { audienceOf, move } from '../support/narrow.ts';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let others: People;
let chain: Chain;
let companyId: string;
let everyone: string;
let few: string;

const WORDS = 'We never sell cameras to a prison.';
const ABSENT = '018f0000-0000-7000-8000-000000000000';

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  others = await server.workspace('theirs');
  chain = new Chain(people.lead);
  companyId = (await chain.organisation('Acme')).id;
  everyone = (await people.lead.get('audiences')).body.items[0].id;
  few = await audienceOf(people.lead, [people.analyst]);
}, 60_000);
afterAll(() => server.close());

const finding = (excerptIds: string[], change: object = {}) => ({
  findingType: 'supply',
  subjectId: companyId,
  objectText: 'a prison',
  reportedVia: 'The Hill',
  excerptIds,
  ...change,
});

/** A source with everything that can rest on it, for everybody. */
async function whole() {
  const source = await chain.source(WORDS);
  const excerpt = await chain.excerpt(source, WORDS);
  const statement = await chain.statement(excerpt.id, { speakerOrganisationId: companyId, speakerName: 'Pat Sample' });
  const claim = await chain.claim(statement, companyId);
  const found = await chain.made<{ id: string }>('findings', finding([excerpt.id]));
  const assessment = await chain.made<{ id: string }>('assessments', {
    claimId: claim.id,
    rationale: 'The report says what the words deny.',
    verdict: 'not_enough_evidence',
    asOf: '2019-11-28',
    evidence: [{ findingId: found.id, stance: 'context' }],
  });
  return { source, excerpt, statement, claim, found, assessment };
}

const pathsOf = ({ source, excerpt, statement, claim, found, assessment }: Awaited<ReturnType<typeof whole>>) => [
  `sources/${source.id}`,
  `excerpts/${excerpt.id}`,
  `statements/${statement.id}`,
  `claims/${claim.id}`,
  `findings/${found.id}`,
  `assessments/${assessment.id}`,
];

const statuses = async (person: People['lead'], paths: string[]) =>
  Promise.all(paths.flatMap((path) => [path, `${path}/history`]).map(async (path) => (await person.get(path)).status));

/** Tables with an audience in which some row of the audience is left. */
async function tablesWith(audienceId: string): Promise<string[]> {
  return withClient(server.database.adminUrl, async (admin) => {
    const tables = await admin.query<{ name: string }>(
      `select attrelid::regclass::text as name from pg_attribute where attname = 'audience_id' and attnum > 0
         and attrelid in (select oid from pg_class where relkind = 'r' and relnamespace = 'app'::regnamespace)`,
    );
    const used: string[] = [];
    for (const { name } of tables.rows) {
      const found = await admin.query(`select from ${name} where audience_id = $1 limit 1`, [audienceId]);
      if (found.rowCount) used.push(name);
    }
    return used.sort();
  });
}

describe('a record for few', () => {
  it('is recorded so by whoever is in the audience, and is not there for the others', async () => {
    const source = await chain.source(WORDS, { audienceId: few });
    expect(source.audienceId).toBe(few);
    expect((await people.analyst.get(`sources/${source.id}`)).status).toBe(200);
    for (const person of [people.admin, people.viewer]) {
      expect(await statuses(person, [`sources/${source.id}`])).toEqual([404, 404]);
    }
    for (const audienceId of [few, ABSENT]) {
      const body = {
        title: 'A report',
        captureKind: 'full',
        sourceTypes: ['thirdParty'],
        capturedText: WORDS,
        audienceId,
      };
      const refused = await people.drafter.post('sources', body);
      expect(refused.body.problems).toMatchObject([{ path: 'audienceId', code: 'no_audience' }]);
    }
  });

  it('leaves no gap in the numbers that the others see', async () => {
    const before = Number((await chain.source(WORDS)).number.slice(2));
    const hidden = await chain.source(WORDS, { audienceId: few });
    expect(Number(hidden.number.slice(2))).toBeGreaterThan(9_999_999);
    expect((await chain.source(WORDS)).number).toBe(`S-${before + 1}`);
    expect((await people.analyst.get(`search?q=${hidden.number}`)).body.groups[0].hits[0].id).toBe(hidden.id);
  });

  it('may rest on what is for everybody, of every kind', async () => {
    const source = await chain.source(WORDS);
    const excerpt = await chain.excerpt(source, WORDS);
    const chosen = { audienceId: few };
    const said = { speakerOrganisationId: companyId, speakerName: 'Pat Sample', ...chosen };
    const statement: StatementView = await chain.statement(excerpt.id, said);
    const claim = await chain.claim(statement, companyId);
    const found = await chain.made<{ id: string; audienceId: string }>('findings', finding([excerpt.id], chosen));
    expect([statement.audienceId, claim.audienceId, found.audienceId]).toEqual([few, few, few]);
    expect(await statuses(people.viewer, [`statements/${statement.id}`, `claims/${claim.id}`])).toEqual([
      404, 404, 404, 404,
    ]);
    expect((await people.viewer.get(`excerpts/${excerpt.id}`)).status).toBe(200);
  });

  it('is never for more people than what it rests on, and the refusal names it', async () => {
    const source = await chain.source(WORDS, { audienceId: few });
    const excerpt = await chain.excerpt(source, WORDS);
    expect(excerpt.audienceId).toBe(few);
    for (const audienceId of [everyone, await audienceOf(people.lead)]) {
      const wider = await people.lead.post('findings', finding([excerpt.id], { audienceId }));
      expect(wider).toMatchObject({ status: 409, body: { code: 'wider_than_grounds' } });
      expect(wider.body.detail).toContain(excerpt.number);
    }
    const other = await chain.excerpt(await chain.source(WORDS, { audienceId: await audienceOf(people.lead) }), WORDS);
    const mixed = await people.lead.post('findings', finding([excerpt.id, other.id]));
    expect(mixed.body.code).toBe('mixed_audiences');
  });
});

describe('a withdrawal under a record for few', () => {
  it('goes through as if it were not there, and the few still read it', async () => {
    const { id, version } = await chain.organisation('Gone');
    const excerpt = await chain.excerpt(await chain.source(WORDS, { audienceId: few }), WORDS);
    const found = await chain.made<{ id: string }>('findings', finding([excerpt.id], { subjectId: id }));
    const gone = await people.admin.post(`organisations/${id}/withdraw`, { version, reason: 'Entered by mistake.' });
    expect(gone.status).toBe(200);
    expect((await people.analyst.get(`findings/${found.id}`)).body.subject).toMatchObject({ id, shortName: 'Gone' });
    expect((await people.analyst.get(`organisations/${id}`)).body.withdrawn).toBe(true);
    expect((await people.analyst.get('findings?limit=200')).body.items.map((one: { id: string }) => one.id)).toContain(
      found.id,
    );
    expect((await people.analyst.get('companies')).status).toBe(200);
  });
});

describe('moving a record', () => {
  it('takes everything along that rests on it, and leaves nothing behind, both ways', async () => {
    const all = await whole();
    const paths = pathsOf(all);
    const narrow = await audienceOf(people.lead, [], 'Trip');
    const moved = await move(people.lead, narrow, 'source', all.source.id);
    expect(moved.status).toBe(200);
    expect(moved.body.records.map(({ kind }: { kind: string }) => kind).sort()).toEqual(
      ['assessment', 'claim', 'excerpt', 'finding', 'source', 'statement'].sort(),
    );
    expect(new Set(await statuses(people.viewer, paths))).toEqual(new Set([404]));
    expect(new Set(await statuses(people.lead, paths))).toEqual(new Set([200]));
    expect(await tablesWith(narrow)).toEqual(
      ['assessment', 'assessment_evidence', 'claim', 'excerpt', 'finding', 'record_version', 'search_token']
        .concat(['source_document', 'source_text', 'statement'])
        .map((name) => `app.${name}`),
    );
    const opened = await move(people.lead, everyone, 'source', all.source.id, 2);
    expect(opened.status).toBe(200);
    expect(await tablesWith(narrow)).toEqual([]);
    expect(new Set(await statuses(people.viewer, paths))).toEqual(new Set([200]));
    const history = (await people.viewer.get(`sources/${all.source.id}/history`)).body.items;
    expect(history.map(({ reason }: { reason: string | null }) => reason)).toEqual([
      'A test moves it.',
      'A test moves it.',
      null,
    ]);
    expect(history[0].snapshot).toMatchObject({ audienceId: everyone, version: 3 });
  });

  it('is for those who are in both audiences, on the version that they saw', async () => {
    const source = await chain.source(WORDS, { audienceId: few });
    const own = await audienceOf(people.admin);
    expect((await move(people.lead, own, 'source', source.id)).status).toBe(404);
    expect((await move(people.admin, own, 'source', source.id)).status).toBe(404);
    expect((await move(people.lead, few, 'source', source.id)).body.code).toBe('same_audience');
    expect((await move(people.lead, everyone, 'source', source.id, 7)).body.code).toBe('stale_version');
    expect((await move(people.drafter, few, 'source', source.id)).status).toBe(403);
    expect((await move(others.lead, few, 'source', source.id)).status).toBe(404);
    expect((await move(people.lead, everyone, 'source', ABSENT)).status).toBe(404);
  });

  it('is refused towards more people than what the record rests on', async () => {
    const source = await chain.source(WORDS, { audienceId: few });
    const excerpt = await chain.excerpt(source, WORDS);
    const refused = await move(people.lead, everyone, 'excerpt', excerpt.id);
    expect(refused).toMatchObject({ status: 409, body: { code: 'wider_than_grounds' } });
    expect(refused.body.detail).toContain(source.number);
  });

  it('towards everybody leaves with the few what rests on other records of theirs', async () => {
    const [one, two] = [await chain.source(WORDS, { audienceId: few }), await chain.source(WORDS, { audienceId: few })];
    const excerptIds = [(await chain.excerpt(one, WORDS)).id, (await chain.excerpt(two, WORDS)).id];
    const found = await chain.made<{ id: string }>('findings', finding(excerptIds));
    expect((await move(people.lead, everyone, 'source', one.id)).body.records).toHaveLength(2);
    expect((await people.viewer.get(`findings/${found.id}`)).status).toBe(404);
    expect((await people.lead.get(`findings/${found.id}`)).body.excerpts).toHaveLength(2);
  });

  it('tells nothing of what others keep on it: that goes to those who read both', async () => {
    const source = await chain.source(WORDS);
    const excerpt = await chain.excerpt(source, WORDS);
    const theirs = await audienceOf(people.analyst, [people.admin], 'Board');
    const kept = await people.analyst.post('findings', finding([excerpt.id], { audienceId: theirs }));
    const moved = await move(people.lead, few, 'source', source.id);
    expect(moved.body.records).toHaveLength(2);
    expect(moved.text).not.toContain(kept.body.id);
    // The analyst is in both, the admin in one, the lead in the other.
    expect((await people.analyst.get(`findings/${kept.body.id}`)).body.excerpts).toHaveLength(1);
    expect((await people.admin.get(`findings/${kept.body.id}`)).status).toBe(404);
    expect((await people.lead.get(`findings/${kept.body.id}`)).status).toBe(404);
  });

  it('stands in the trail as one act, and the chain holds', async () => {
    expect((await people.admin.get('audit/verification')).body.sound ?? true).toBe(true);
  });
});
