import { Chain } from '../support/chain.ts';
import { moveToFew } from '../support/narrow-audience.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let ours: People;
let companyId: string;

const SOLD = 'Acme sold hidden scanners to a prison.';
const PROFILE = {
  key: 'plain',
  title: 'Plain',
  senderOrganisation: 'Sample Fund',
  senderAddress: ['1 Sample Street'],
  senderDescription: 'We hold shares.',
  signatoryName: 'A. Sample',
  signatoryTitle: 'Director',
  recipientName: 'The Board of Directors',
  companyAddress: ['2 Sample Street'],
  issueTitle: 'A question',
  asks: [1, 2, 3].map((at) => ({ text: `Ask number ${at}`, objective: `Objective ${at}` })),
  callWindows: [{ weekday: 'monday', from: '10:00', to: '11:00', zone: 'UTC' }],
  replyEmail: 'reply@example.org',
  replyContact: 'B. Sample',
  publicationNotice: 'We publish the reply.',
};

beforeAll(async () => {
  server = await TestApp.start();
  ours = await server.workspace('ours');
  companyId = (await new Chain(ours.lead).organisation('Acme')).id;
  expect((await ours.lead.put('letter-profiles/plain', PROFILE)).status).toBe(200);
}, 60_000);
afterAll(() => server.close());

/** A finding on words that only one new member may read; gives that member. */
async function findingForFew(): Promise<Person> {
  const source = await new Chain(ours.lead).source(SOLD);
  const insider = await moveToFew(server, 'ours', source.id);
  await finding(insider, source);
  return insider;
}

async function finding(person: Person, source: Awaited<ReturnType<Chain['source']>>): Promise<void> {
  const chain = new Chain(person);
  const excerpt = await chain.excerpt(source, source.capturedText!);
  const fields = { findingType: 'supply', subjectId: companyId, objectText: 'a prison', reportedVia: 'The Hill' };
  await chain.made('findings', { ...fields, excerptIds: [excerpt.id] });
}

const draft = (person: Person) => person.post('letters', { companyId, letterDate: '2026-11-23' });

describe('a letter from records that few may read (security bar, C3)', () => {
  it('is for those few, and nobody else learns that it exists', async () => {
    const insider = await findingForFew();
    const made = await draft(insider);
    expect(made.status).toBe(201);
    expect(made.body.html).toContain('hidden scanners');
    const { id } = made.body;
    expect((await insider.get('letters')).body.total).toBe(1);
    for (const outsider of [ours.lead, ours.admin, ours.viewer]) {
      for (const path of [
        `letters/${id}`,
        `letters/${id}/history`,
        `letters/${id}/pages/1`,
        `letters/${id}/file?format=txt`,
      ]) {
        expect({ path, status: (await outsider.get(path)).status }).toEqual({ path, status: 404 });
      }
      expect((await outsider.get('letters')).body).toEqual({ items: [], total: 0 });
      expect((await outsider.get('search?q=question')).body).toEqual({ groups: [] });
    }
  });

  it('is for everybody where everybody may read what it rests on', async () => {
    await finding(ours.lead, await new Chain(ours.lead).source('Acme sold known scanners to a prison.'));
    const made = await draft(ours.drafter);
    expect(made.status).toBe(201);
    expect(made.body.html).not.toContain('hidden');
    expect((await ours.viewer.get(`letters/${made.body.id}`)).status).toBe(200);
  });

  it('is refused where no one audience may read all of it', async () => {
    await findingForFew();
    const source = await new Chain(ours.lead).source(SOLD);
    const inBoth = await moveToFew(server, 'ours', source.id);
    await server.inWorkspace('ours', (tx) =>
      tx.query(
        `insert into app.audience_member (workspace_id, of_audience_id, member_id)
         select workspace_id, id, $2 from app.audience where workspace_id = $1 and kind = 'named' on conflict do nothing`,
        [tx.workspaceId, inBoth.memberId],
      ),
    );
    await finding(inBoth, source);
    expect(await draft(inBoth)).toMatchObject({ status: 409, body: { code: 'mixed_audiences' } });
  });
});
