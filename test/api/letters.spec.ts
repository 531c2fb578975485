import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';
import { TestApp, type People } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let theirs: People;
let intelId: string;

interface Check {
  id: string;
  passed: boolean;
  severity: string;
  problems: { words: string; place: string; remedy: string }[];
}

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  theirs = await server.workspace('theirs');
  const pack = JSON.parse(readFileSync(join(packageRoot(), 'libs/cases/packs/founding.json'), 'utf8')) as unknown;
  expect((await ours.lead.post('cases', pack)).status).toBe(201);
  intelId = await companyId('Intel Corp.');
}, 120_000);
afterAll(() => server.close());

async function companyId(legalName: string): Promise<string> {
  const { items } = (await ours.viewer.get('organisations?kind=company')).body;
  return items.find((company: { legalName: string }) => company.legalName === legalName).id;
}

async function draft(body: object = {}) {
  return ours.drafter.post('letters', { companyId: intelId, letterDate: '2026-11-23', ...body });
}

const check = (letter: { checks: Check[] }, id: string): Check => letter.checks.find((one) => one.id === id)!;

/** A second profile for Intel, the sample one with some fields changed. */
async function profileWith(key: string, change: Record<string, unknown>): Promise<string> {
  const { items } = (await ours.viewer.get('letter-profiles')).body;
  const { id: _id, version: _version, ...fields } = items.find((one: { key: string }) => one.key === 'sample-steward');
  const saved = await ours.lead.put(`letter-profiles/${key}`, { ...fields, ...change, key });
  expect(saved.status).toBe(200);
  return key;
}

describe('a first letter to Intel', () => {
  it('passes every check and keeps the founding sentence whole', async () => {
    const answer = await draft({ profile: 'sample-steward' });
    expect(answer.status).toBe(201);
    const letter = answer.body;
    expect(letter.checks.filter((one: Check) => !one.passed)).toEqual([]);
    expect(letter.checks.map((one: Check) => one.id)).toEqual(['K1', 'K2', 'K3', 'K4', 'K5', 'K20', 'K26', 'K30']);
    expect(letter).toMatchObject({ state: 'draft', blocking: 0, stale: false, sample: true, letterDate: '2026-11-23' });
    expect(letter.replyDueOn).toBe('2026-12-22');
    expect(letter.html).toContain(
      'has a policy to not ship any products in situations such as these unless we have high confidence that our ' +
        'products are not being used in connection with human rights abuses.',
    );
  });

  it('attributes each report as the article does, and gives every answer of the same source', async () => {
    const { id } = (await draft({ profile: 'sample-steward' })).body;
    const text = (await ours.viewer.get(`letters/${id}/file?format=txt`)).text.replace(/\s+/g, ' ');
    expect(text).toContain('The Wall Street Journal reported, as relayed by The Hill, that Intel gave seed money');
    expect(text).toContain(
      'The Hill reported, naming no source in the sentence, that Intel continues to provide NetPosa',
    );
    expect(text).toContain('Intel processors are general-purpose computing products');
    expect(text).toContain('“We do not always know nor can we control what products our customers create');
    expect(text).toContain('customers across the world use its products for a variety of reasons');
    expect(text).not.toContain('“customers across the world');
    expect(text).toContain('The Board of Directors');
    expect(text).toContain('Sample letter, not sent');
    for (const other of ['Seagate', 'Western Digital', 'Hewlett Packard', 'H3C']) expect(text).not.toContain(other);
  });

  it('comes as PDF, Word, page and text, the same bytes each time', async () => {
    const { id } = (await draft({ profile: 'sample-steward' })).body;
    const expected = { pdf: '%PDF-', docx: 'PK', html: '<!doctype html>', txt: 'Sample Stewardship' };
    for (const [format, start] of Object.entries(expected)) {
      const file = await ours.viewer.get(`letters/${id}/file?format=${format}`);
      expect({ format, status: file.status }).toEqual({ format, status: 200 });
      expect(file.text.toLowerCase().slice(0, 400)).toContain(start.toLowerCase());
      expect(file.headers['content-disposition']).toContain('attachment');
      const again = await ours.viewer.get(`letters/${id}/file?format=${format}`);
      expect(again.bytes.equals(file.bytes)).toBe(true);
    }
    const page = await ours.viewer.get(`letters/${id}/pages/1`);
    expect(page.headers['content-type']).toContain('image/svg+xml');
    expect(page.text).not.toContain('<script');
    expect((await ours.viewer.get(`letters/${id}/pages/99`)).status).toBe(404);
  }, 60_000);

  it('is withdrawn with a reason, stays readable, and gives no more files', async () => {
    const { id, version } = (await draft({ profile: 'sample-steward' })).body;
    const withdrawn = await ours.drafter.post(`letters/${id}/withdraw`, { version, reason: 'written twice' });
    expect(withdrawn).toMatchObject({ status: 200, body: { withdrawnReason: 'written twice' } });
    expect((await ours.viewer.get(`letters/${id}`)).status).toBe(200);
    expect((await ours.viewer.get(`letters/${id}/file?format=txt`)).body.code).toBe('withdrawn');
    expect((await ours.viewer.get('letters')).body.items.map((one: { id: string }) => one.id)).not.toContain(id);
    expect((await ours.viewer.get(`letters/${id}/history`)).body.items).toHaveLength(2);
  });

  it('of another workspace is not found, and a viewer drafts none', async () => {
    const { id } = (await draft({ profile: 'sample-steward' })).body;
    for (const path of [
      `letters/${id}`,
      `letters/${id}/file?format=pdf`,
      `letters/${id}/pages/1`,
      `letters/${id}/history`,
    ]) {
      expect({ path, status: (await theirs.lead.get(path)).status }).toEqual({ path, status: 404 });
    }
    expect((await theirs.lead.post('letters', { companyId: intelId })).status).toBe(404);
    expect((await ours.viewer.post('letters', { companyId: intelId })).status).toBe(403);
    expect((await ours.drafter.put('letter-profiles/x', {})).status).toBe(403);
  });
});

/** The words of a letter to another company, in one line, and whether it is marked a sample. */
async function letterTo(legalName: string, change: Record<string, unknown> = {}) {
  const id = await companyId(legalName);
  const key = `to-${legalName.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.replace(/-$/, '');
  // The asks of the sample profile name NetPosa, which is no party to most letters (K5).
  const asks = ['policy', 'condition', 'resale'].map((objective) => ({ text: 'Please say what you know.', objective }));
  const plain = { asks, issueTitle: 'Policy on product misuse' };
  const profile = await profileWith(key, { companyId: id, ...plain, ...change });
  const answer = await draft({ companyId: id, profile });
  expect(answer.status).toBe(201);
  const file = await ours.viewer.get(`letters/${answer.body.id}/file?format=txt`);
  expect({ legalName, status: file.status }).toEqual({ legalName, status: 200 });
  return { letter: answer.body, text: file.text.replace(/\s+/g, ' ') };
}

describe('the letters of the founding case', () => {
  it('to Intel: mark a paraphrase as the outlet’s, and date and bracket as the source has them', async () => {
    const { id } = (await draft({ profile: 'sample-steward' })).body;
    const text = (await ours.viewer.get(`letters/${id}/file?format=txt`)).text.replace(/\s+/g, ' ');
    expect(text).toContain(
      'We write about what The Hill reported on 27 November 2019 concerning Intel and NetPosa Technologies Ltd.[1]',
    );
    expect(text).toContain(
      'In The Hill’s paraphrase, not in quoted words, a spokesperson for Intel Corp. told The Hill that the company opposes',
    );
    expect(text).toContain('The Hill’s paraphrase of what Intel Corp. told The Wall Street Journal (date not stated)');
    expect(text).toContain('Report of The Wall Street Journal, 26 November 2019 (date derived from the word Tuesday');
    expect(text).toContain('Square brackets are the source’s.');
    expect(text).toContain(
      'Xinjiang’s government told The Wall Street Journal that tracking public spaces for safety reasons “is accepted current international practice”.',
    );
  });

  it('to HPE: say whose customer, print what is unconfirmed, and keep its own confirmation out of the reports', async () => {
    const { text } = await letterTo('Hewlett Packard Enterprise Co.');
    const [reported = '', said = ''] = text.split('What HPE has said');
    expect(reported).toContain(
      'Of New H3C Technologies Co. Ltd., with Aksu as the other party, The Wall Street Journal',
    );
    expect(reported).toContain('is one customer, according to the Journal.[2]');
    expect(reported).toContain(
      'Whether New H3C Technologies Co. Ltd. and the H3C Corp. are one company is not confirmed.',
    );
    expect(reported).not.toContain('non-controlling');
    expect(said.match(/it is a 49 percent, non-controlling owner of the H3C Corp\.\[/g)).toHaveLength(1);
    expect(text).not.toContain('a share in');
  });

  it('to Western Digital and Hikvision: keep the verbs of the article, and print no account twice', async () => {
    const { text } = await letterTo('Western Digital Corp.');
    expect(text).toContain('that Seagate and Western Digital have sold hard disk drives to Chinese company Hangzhou');
    expect(text).toContain('it doesn’t sell products to China’s government.');
    const hikvision = (await letterTo('Hangzhou Hikvision Digital Technology Co. Ltd.')).text;
    expect(hikvision.match(/it has done work in Xinjiang/g)).toHaveLength(1);
    expect(hikvision).toContain('including one “education and training center”.');
  });

  it('to NetPosa: make no sentence of a fragment, and say that no answer was given', async () => {
    const { text } = await letterTo('NetPosa Technologies Ltd.', { senderDescription: 'We are a sample' });
    expect(text).not.toContain('that NetPosa, which');
    expect(text).toContain('in these words: Intel continues to provide NetPosa, which also reportedly works');
    expect(text).toContain('The source gives no answer of NetPosa Technologies Ltd. ');
    expect(text).toContain('We are a sample. We write about');
  });

  it('are refused where the date is before what they cite, and where a call ends before it starts', async () => {
    const early = await draft({ profile: 'sample-steward', letterDate: '2019-11-20' });
    expect(early.body.problems).toEqual([
      expect.objectContaining({ path: 'letterDate', message: expect.stringContaining('S-412') }),
    ]);
    const { items } = (await ours.viewer.get('letter-profiles')).body;
    const { id: _id, version: _version, ...fields } = items[0];
    const callWindows = [{ weekday: 'monday', from: '15:00', to: '14:00', zone: 'UTC' }];
    const inverted = await ours.lead.put('letter-profiles/inverted', { ...fields, key: 'inverted', callWindows });
    expect(inverted.body.problems).toEqual([expect.objectContaining({ path: 'callWindows.0.to' })]);
  });

  it.each([
    ['2026-12-11', 10, '2026-12-29'],
    ['2026-12-16', 10, '2027-01-04'],
    ['2026-11-25', 20, '2026-12-24'],
  ])('of %s with %i business days ask for a reply by %s, holidays left out', async (letterDate, replyDays, due) => {
    const profile = await profileWith(`due-${letterDate}`, { replyDays });
    expect((await draft({ profile, letterDate })).body.replyDueOn).toBe(due);
  });

  it('about an invented company are marked a sample whatever the profile says', async () => {
    const pack = JSON.parse(readFileSync(join(packageRoot(), 'libs/cases/packs/sample.json'), 'utf8')) as unknown;
    expect((await ours.lead.post('cases', pack)).status).toBe(201);
    const { letter, text } = await letterTo('Sample Devices B', { sample: false });
    expect(letter.sample).toBe(true);
    expect(text).toMatch(/^Sample letter, not sent\./);
    expect(text).not.toContain('have not seen the document behind it');
    expect(text).toContain('A neighbour of the Sample Camp told the Sample Courier that devices');
  });
});

describe('the checks of a letter', () => {
  it('K1: name every missing field at once where there is no profile', async () => {
    const refused = await ours.drafter.post('letters', { companyId: await companyId('Seagate Technology PLC') });
    expect(refused.status).toBe(422);
    const paths = refused.body.problems.map((problem: { path: string }) => problem.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'profile.senderOrganisation',
        'profile.signatoryName',
        'profile.companyAddress',
        'profile.asks',
      ]),
    );
    expect(refused.body.detail).toContain('Seagate Technology PLC');
  });

  it('K2: block a sentence on conduct without a source, and refuse the files', async () => {
    const profile = await profileWith('without-source', {
      senderDescription: 'We are Sample Stewardship. Intel sold chips to a firm that we name here.',
    });
    const letter = (await draft({ profile })).body;
    expect(check(letter, 'K2')).toMatchObject({ passed: false, severity: 'block' });
    expect(check(letter, 'K2').problems[0]!.words).toContain('Intel sold chips');
    expect(letter.blocking).toBe(1);
    const file = await ours.viewer.get(`letters/${letter.id}/file?format=pdf`);
    expect(file).toMatchObject({ status: 409, body: { code: 'checks_open' } });
    expect(file.body.problems[0]).toMatchObject({ code: 'K2', path: 'sender_description' });
  });

  it('K3: block quotation marks around words that nobody is recorded to have said', async () => {
    const profile = await profileWith('unbound', {
      publicationNotice: 'The company says it will “follow all laws” and so on.',
    });
    const letter = (await draft({ profile })).body;
    expect(check(letter, 'K3').problems).toEqual([expect.objectContaining({ words: '“follow all laws”' })]);
  });

  it('K5: block the name of a company that is no party to the letter', async () => {
    const profile = await profileWith('copied', {
      publicationNotice: 'We keep the reply of Seagate and may publish it.',
    });
    const letter = (await draft({ profile })).body;
    expect(check(letter, 'K5').problems).toEqual([expect.objectContaining({ words: 'Seagate' })]);
  });

  it('K3: block a quotation whose statement turns out to be a reporter’s words', async () => {
    const letter = (await draft({ profile: 'sample-steward' })).body;
    const { items } = (await ours.viewer.get('statements')).body;
    const moss = items.find((one: { number: string }) => one.number === 'ST-117');
    const revised = await ours.analyst.patch(`statements/${moss.id}`, {
      version: moss.version,
      quotationType: 'indirect',
    });
    expect(revised.status).toBe(200);
    const now = (await ours.viewer.get(`letters/${letter.id}`)).body;
    expect(check(now, 'K3').problems[0]!.remedy).toContain('take the quotation marks away');
    expect(now.stale).toBe(true);
    await ours.analyst.patch(`statements/${moss.id}`, { version: moss.version + 1, quotationType: 'direct' });
  });

  it('K3: block a quotation under another speaker’s name', async () => {
    const letter = (await draft({ profile: 'sample-steward' })).body;
    const { items } = (await ours.viewer.get('statements')).body;
    const moss = items.find((one: { number: string }) => one.number === 'ST-115');
    await ours.analyst.patch(`statements/${moss.id}`, { version: moss.version, speakerName: 'Somebody Else' });
    const now = (await ours.viewer.get(`letters/${letter.id}`)).body;
    expect(check(now, 'K3').problems[0]!.remedy).toContain('words of Somebody Else, not of William Moss');
    await ours.analyst.patch(`statements/${moss.id}`, { version: moss.version + 1, speakerName: 'William Moss' });
  });

  it('K26: block a letter that lacks an answer which the source gives', async () => {
    const letter = (await draft({ profile: 'sample-steward' })).body;
    const statements = (await ours.viewer.get('statements')).body.items as { id: string; number: string }[];
    const findings = (await ours.viewer.get('findings')).body.items;
    const supply = findings.find((one: { number: string }) => one.number === 'F-208');
    const denial = statements.find((one) => one.number === 'ST-136')!;
    const answers = [...supply.answers.map((answer: { id: string }) => answer.id), denial.id];
    await ours.analyst.patch(`findings/${supply.id}`, { version: supply.version, answerStatementIds: answers });
    const now = (await ours.viewer.get(`letters/${letter.id}`)).body;
    expect(check(now, 'K26').problems[0]!.place).toBe('F-208 is answered by ST-136');
    const again = (await draft({ profile: 'sample-steward' })).body;
    expect(check(again, 'K26').passed).toBe(true);
    expect(again.html).toContain('Xinjiang has denied the presence of internment camps');
    await ours.analyst.patch(`findings/${supply.id}`, {
      version: supply.version + 1,
      answerStatementIds: answers.slice(0, -1),
    });
  });

  it('K4: warn of a passage that has moved, and K3: block one that is gone', async () => {
    const letter = (await draft({ profile: 'sample-steward' })).body;
    const source = (await ours.viewer.get('sources')).body.items.find(
      (one: { captureKind: string }) => one.captureKind === 'passages',
    );
    const { capturedText } = (await ours.viewer.get(`sources/${source.id}`)).body;
    const longer = `A line that was not there before.\n\n${capturedText}`;
    expect((await ours.analyst.post(`sources/${source.id}/captures`, { capturedText: longer })).status).toBe(201);
    const moved = (await ours.viewer.get(`letters/${letter.id}`)).body;
    expect(check(moved, 'K4')).toMatchObject({ passed: false, severity: 'warn' });
    expect(check(moved, 'K3').passed).toBe(true);
    expect((await ours.viewer.get(`letters/${letter.id}/file?format=txt`)).status).toBe(200);
    const without = capturedText.replace('We do not always know nor can we control', 'It is so that');
    expect((await ours.analyst.post(`sources/${source.id}/captures`, { capturedText: without })).status).toBe(201);
    const gone = (await ours.viewer.get(`letters/${letter.id}`)).body;
    expect(check(gone, 'K3').problems[0]!.remedy).toContain('a person has to look at it first');
  });
});

describe('a letter profile', () => {
  it('is revised by who saw its version, and refused with every problem by path', async () => {
    await profileWith('second', {});
    const { items } = (await ours.viewer.get('letter-profiles')).body;
    const { id: _id, ...fields } = items.find((one: { key: string }) => one.key === 'second');
    expect((await ours.lead.put('letter-profiles/second', { ...fields, title: 'Other' })).body).toMatchObject({
      title: 'Other',
      version: 2,
    });
    expect((await ours.lead.put('letter-profiles/second', fields)).body.code).toBe('stale_version');
    expect((await ours.lead.put('letter-profiles/second', { ...fields, version: null })).body.code).toBe(
      'already_recorded',
    );
    const wrong = await ours.lead.put('letter-profiles/second', {
      ...fields,
      asks: [],
      replyEmail: 'nobody',
      replyDays: 3,
    });
    expect(wrong.body.problems.map((problem: { path: string }) => problem.path).sort()).toEqual([
      'asks',
      'replyDays',
      'replyEmail',
    ]);
  });
});
