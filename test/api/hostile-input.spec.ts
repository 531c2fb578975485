import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let lead: Person;

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  lead = ours.lead;
}, 60_000);
afterAll(() => server.close());

const company = (change: object = {}) => ({
  kind: 'company',
  legalName: 'Sample Corp.',
  shortName: 'Sample',
  ...change,
});
const stub = (change: object = {}) => ({ title: 'A report', captureKind: 'stub', ...change });

describe('untrusted texts and values (security bar, section 5)', () => {
  it.each([
    ['a lone surrogate', { legalName: 'Sample \ud800' }, ['legalName']],
    ['U+0000 in a list', { aliases: [{ text: 'Sam', kind: 'short', language: 'e\u0000' }] }, ['aliases.0.language']],
    ['a name of two lines', { legalName: 'Sample\nCorp. was struck off' }, ['legalName']],
    ['a name that writes to a terminal', { shortName: 'Sample \u001b[2J' }, ['shortName']],
    [
      'a day that does not exist',
      { aliases: [{ text: 'Sam', kind: 'short', validFrom: '2019-02-30' }] },
      ['aliases.0.validFrom'],
    ],
    ['the year 0', { aliases: [{ text: 'Sam', kind: 'short', validTo: '0000' }] }, ['aliases.0.validTo']],
    ['an object for a text', { note: { $ne: null } }, ['note']],
  ])('are refused by path: %s', async (_, change, paths) => {
    const answer = await lead.post('organisations', company(change));
    expect({ status: answer.status, paths: answer.body.problems?.map((one: { path: string }) => one.path) }).toEqual({
      status: 422,
      paths,
    });
  });

  it.each([
    ['a list of ids that are none', 'get', 'organisations?ids=abc', undefined],
    [
      'a length beyond any column',
      'post',
      'sources',
      stub({
        captureKind: 'full',
        capturedText: 'a',
        originalSha256: '0'.repeat(64),
        originalLengthUtf16: 2 ** 53 - 1,
      }),
    ],
    [
      'a period that starts in the year 0',
      'post',
      'rounds',
      {
        title: 'R',
        periodStart: '0000-01-01',
        periodEnd: '2020-01-01',
        companyIds: ['01a20330-0000-7000-8000-0000000000ff'],
      },
    ],
    [
      'a letter at the end of the calendar',
      'post',
      'letters',
      { companyId: '01a20330-0000-7000-8000-0000000000ff', letterDate: '9999-12-31' },
    ],
  ] as const)('answer 422, never 500: %s', async (_, method, path, body) => {
    expect((await lead[method](path, body)).status).toBe(422);
  });

  it('leaves the prototype of objects alone', async () => {
    const text = '{"kind":"company","legalName":"a","shortName":"b","__proto__":{"sample":true}}';
    expect((await lead.send('POST', 'organisations', text)).status).toBe(400);
    expect(({} as { sample?: boolean }).sample).toBeUndefined();
  });

  it('reads an id in capitals as the same id, everywhere', async () => {
    const made = (await lead.post('organisations', company({ aliases: [{ text: 'Sam', kind: 'short' }] }))).body;
    const capitals = made.id.toUpperCase() as string;
    expect((await lead.get(`organisations/${capitals}`)).body).toEqual(made);
    for (const path of [`companies/${capitals}/comparison`, `companies/${capitals}/scores`]) {
      expect((await lead.get(path)).status).toBe(200);
    }
    const round = { title: 'R', periodStart: '2019-01-01', periodEnd: '2019-12-31', companyIds: [capitals, made.id] };
    expect((await lead.post('rounds', round)).body.problems).toMatchObject([{ code: 'named_twice' }]);
  });

  it('answers a body of mistakes with a bounded list', async () => {
    const members = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`member${at}`, 0]));
    const answer = await lead.post('organisations', { ...company(), ...members });
    expect(answer.status).toBe(400);
    expect(answer.body.problems).toHaveLength(501);
    expect(answer.body.problems.at(-1)).toMatchObject({ code: 'more_problems' });
  });

  it('refuses a large body where none is needed, before anybody is signed in', async () => {
    const answer = await server.anonymous('POST', '/api/session', { email: 'a@b.c', password: 'x'.repeat(20_000) });
    expect(answer.status).toBe(413);
    expect((await lead.post('organisations', company({ note: 'x'.repeat(1_100_000) }))).status).toBe(413);
    const long = { captureKind: 'full', capturedText: 'word '.repeat(300_000) };
    expect((await lead.post('sources', stub(long))).status).toBe(201);
  });
});
