import type { OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { openApiOf } from '../../apps/api/openapi.ts';
import { Chain } from '../support/chain.ts';
import { stable, wordsOf } from '../support/channels.ts';
import { audienceOf, move } from '../support/narrow.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

// C3: what few may read is absent for the others in every channel. The channels are read from the description of the
// API: an operation that reads, and for which no example stands here, fails.

const ABSENT = '018f0000-0000-7000-8000-000000000000';
const BASE = '/api/workspaces/{workspace}/';

/** A word that stands in one hidden place and nowhere else. */
const canary = (place: string) => `zqx${place}`;
const PLACES = [
  'title',
  'publisher',
  'text',
  'speaker',
  'cue',
  'claim',
  'object',
  'product',
  'reason',
  'moved',
  'file',
  'page',
  'note',
  'tag',
];

let server: TestApp;
let people: People;
let insider: Person;
let ids: Record<string, string>;
let before: Map<string, string>;

/** The parameters of each operation that has some, as `METHOD-less path -> what to put in`. */
let examples: Record<string, string[]>;

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  insider = people.lead;
  const pack = readFileSync(new URL('../../libs/cases/packs/founding.json', import.meta.url), 'utf8');
  expect((await insider.post('cases', pack)).status).toBe(201);
  ids = await publicRecords();
  examples = examplesFor(ids);
  before = await walk(people.viewer, publicAddresses());
  Object.assign(ids, await hiddenRecords());
}, 120_000);
afterAll(() => server.close());

async function publicRecords(): Promise<Record<string, string>> {
  const company = (await insider.get('organisations?kind=company&limit=200')).body.items.find(
    (one: { shortName: string }) => one.shortName === 'Intel',
  ).id;
  const round = (await insider.get('rounds')).body.items[0].id;
  const method = (await insider.get('methods')).body.items[0].id;
  const findings = (await insider.get(`findings?organisation=${company}`)).body.items;
  const letter = await insider.post('letters', {
    companyId: company,
    profile: 'sample-steward',
    letterDate: '2026-11-23',
  });
  expect(letter.status).toBe(201);
  return { company, round, method, openFinding: findings[0].id, openLetter: letter.body.id };
}

/** One record of every kind for the insider alone: recorded so, moved so, or withdrawn so. */
async function hiddenRecords(): Promise<Record<string, string>> {
  const few = await audienceOf(insider, [], canary('audience'));
  const chain = new Chain(insider);
  const quoted = `We never sell ${canary('text')} to a prison`;
  const report = `The Journal found that Intel sold ${canary('text')} to a prison.`;
  const source = await chain.source(`“${quoted},” Intel said. ${report}`, {
    audienceId: few,
    title: canary('title'),
    publisher: canary('publisher'),
    sourceTypes: ['thirdParty'],
  });
  const file = await insider.upload(
    `${canary('file')}.html`,
    `<html><body><p>A page on ${canary('page')}.</p></body></html>`,
  );
  const paper = await chain.made<{ id: string }>('sources/from-file', {
    fileId: file.body.id,
    title: 'A page for few',
    audienceId: few,
  });
  const note = await chain.made<{ id: string }>(`sources/${source.id}/sealed-notes`, {
    title: canary('note'),
    tags: [canary('tag')],
    words: 'A talk.',
  });
  const excerpt = await chain.excerpt(source, quoted);
  const reported = await chain.excerpt(source, report);
  const statement = await chain.statement(excerpt.id, {
    speakerOrganisationId: ids.company,
    speakerName: canary('speaker'),
    cueText: canary('cue'),
  });
  const claim = await chain.claim(statement, ids.company!, { claimText: canary('claim') });
  const open = await chain.source('Intel sold other things to a prison.');
  const moved = { excerptIds: [(await chain.excerpt(open, 'Intel sold other things')).id] };
  const supply = { findingType: 'supply', subjectId: ids.company, reportedVia: 'The Hill' };
  const finding = await chain.made<{ id: string }>('findings', {
    ...supply,
    objectText: canary('object'),
    productText: canary('product'),
    excerptIds: [reported.id],
  });
  // Recorded for few on what is for everybody, and moved to few afterwards.
  const later = await chain.made<{ id: string }>('findings', { ...supply, ...moved, objectText: canary('moved') });
  expect((await move(insider, few, 'finding', later.id)).status).toBe(200);
  const assessment = await chain.made<{ id: string }>('assessments', {
    claimId: claim.id,
    rationale: `Few may read ${canary('reason')}.`,
    verdict: 'not_enough_evidence',
    asOf: '2019-11-28',
    evidence: [{ findingId: finding.id, stance: 'context' }],
  });
  const letter = await insider.post('letters', {
    companyId: ids.company,
    findingIds: [finding.id],
    profile: 'sample-steward',
    letterDate: '2026-11-23',
  });
  expect({ status: letter.status, text: letter.status === 201 ? '' : letter.text }).toEqual({ status: 201, text: '' });
  expect(letter.body.audienceId).toBe(few);
  return {
    few,
    source: source.id,
    paper: paper.id,
    note: note.id,
    excerpt: excerpt.id,
    statement: statement.id,
    claim: claim.id,
    finding: finding.id,
    later: later.id,
    assessment: assessment.id,
    letter: letter.body.id,
  };
}

/** With ids of hidden records where they are known, of open ones before. */
function examplesFor(known: Record<string, string>): Record<string, string[]> {
  const of = (kind: string) => known[kind] ?? ABSENT;
  const record = (path: string, ...kinds: string[]) => ({
    [`${path}/{id}`]: kinds.map((kind) => `${path}/${of(kind)}`),
    [`${path}/{id}/history`]: kinds.map((kind) => `${path}/${of(kind)}/history`),
  });
  const letters = ['letter', 'openLetter'].map((kind) => `letters/${of(kind)}`);
  const lists = (path: string, ...filters: string[]) => ({
    [path]: [`${path}?limit=200`, ...filters.map((one) => `${path}?${one}`)],
  });
  return {
    ...record('organisations', 'company'),
    ...record('sources', 'source'),
    'sources/{id}/captures': [`sources/${of('source')}/captures`],
    'sources/{id}/difference': [
      `sources/${of('source')}/difference`,
      `sources/${of('paper')}/difference?from=${of('source')}`,
    ],
    'sources/{id}/document': [`sources/${of('paper')}/document`],
    'sources/{id}/original': [`sources/${of('paper')}/original`],
    'sources/{id}/rendering': [`sources/${of('paper')}/rendering`],
    'sealed-notes': ['sealed-notes', `sealed-notes?source=${of('source')}`],
    'sealed-notes/{id}': [`sealed-notes/${of('note')}`],
    ...record('excerpts', 'excerpt'),
    ...record('statements', 'statement'),
    ...record('claims', 'claim'),
    ...record('findings', 'finding', 'later', 'openFinding'),
    ...record('assessments', 'assessment'),
    ...record('letters', 'letter', 'openLetter'),
    ...lists('restrictions', 'kind=source', `organisation=${of('company')}`, `record=${of('source')}`),
    ...lists('organisations', 'kind=company', `ids=${of('company')}`),
    ...lists('excerpts', `source=${of('source')}`),
    ...lists('statements', `source=${of('source')}`, `organisation=${of('company')}`),
    ...lists('claims', `source=${of('source')}`, `company=${of('company')}`),
    ...lists('findings', `source=${of('source')}`, `organisation=${of('company')}`),
    ...lists('assessments', `claim=${of('claim')}`, `company=${of('company')}`),
    'organisations/{id}/listing': [`organisations/${of('company')}/listing?on=2019-11-27`],
    'companies/{id}/comparison': [`companies/${of('company')}/comparison`],
    'companies/{id}/scores': [`companies/${of('company')}/scores`],
    'methods/{id}': [`methods/${of('method')}`],
    'rounds/{id}': [`rounds/${of('round')}`],
    'rounds/{id}/scorecard': [`rounds/${of('round')}/scorecard`],
    'rounds/{id}/citations': [`rounds/${of('round')}/citations`],
    'rounds/{id}/companies/{companyId}/answers/{indicator}/history': [
      `rounds/${of('round')}/companies/${of('company')}/answers/P1/history`,
    ],
    'letters/{id}/pages/{page}': letters.map((one) => `${one}/pages/1`),
    'letters/{id}/file': letters.flatMap((one) =>
      ['pdf', 'docx', 'html', 'txt'].map((as) => `${one}/file?format=${as}`),
    ),
    'cases/{key}/export': ['cases/founding/export', 'cases/founding/export?confidential=include'],
    audit: ['audit?limit=200', `audit?record=${of('finding')}`, `audit?record=${of('letter')}`],
    jobs: ['jobs', 'jobs?state=dead'],
    'security-events': [
      'security-events',
      `security-events?member=${people.lead.memberId}&before=2100-01-01T00:00:00Z`,
    ],
    'audit/export': ['audit/export?format=jsonl', 'audit/export?format=csv'],
    names: Object.keys(known).map((kind) => `names?ids=${of('company')},${of(kind)}`),
    search: ['search?q=Intel', 'search?q=prison', ...PLACES.map((place) => `search?q=${canary(place)}`)],
  };
}

/** Every operation that reads, as the description names it; a path without parameters is its own example. */
function operations(): { path: string; addresses: string[] | undefined; query: string[] }[] {
  const { paths }: OpenAPIObject = openApiOf(server.app);
  return Object.entries(paths).flatMap(([whole, { get }]) => {
    if (!get) return [];
    const path = whole.startsWith(BASE) ? whole.slice(BASE.length) : whole.replace(/\/\{workspace\}$/, '/ours');
    const query = (get.parameters ?? []).flatMap((one) => ('in' in one && one.in === 'query' ? [one.name] : []));
    const plain = path.includes('{') ? undefined : [path];
    return [{ path, addresses: examples[path] ?? plain, query }];
  });
}

const addresses = () => operations().flatMap((one) => one.addresses ?? []);

/** What the viewer sees before and after; the hidden ids are not known yet, so each stands for one that is absent. */
const publicAddresses = () => addresses().filter((one) => !one.includes(ABSENT) && !one.startsWith('audit'));

async function walk(person: Person, all: string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const address of all) answers.set(address, stable(await person.get(address)));
  return answers;
}

describe('the channels of what few may read', () => {
  it('are all known: each operation that reads has an example, and each of its filters', () => {
    const paging = new Set(['limit', 'offset', 'format', 'q', 'on']);
    const unknown = operations().flatMap(({ path, addresses: own, query }) => {
      if (!own) return [path];
      const unasked = query.filter(
        (name) => !paging.has(name) && !own.some((one) => new RegExp(`[?&]${name}=`).test(one)),
      );
      // The trail is told of records by the same rule under every filter.
      return path.startsWith('audit') ? [] : unasked.map((name) => `${path}?${name}`);
    });
    expect(unknown).toEqual([]);
  });

  it('tell nothing to the others, whatever their role, and all of it to those in the audience', async () => {
    examples = examplesFor(ids);
    const told = new Set<string>();
    const leaks: string[] = [];
    for (const address of addresses()) {
      const own = wordsOf(await insider.get(address));
      for (const place of PLACES) if (own.includes(canary(place))) told.add(place);
      for (const other of [people.admin, people.analyst, people.viewer]) {
        const words = wordsOf(await other.get(address));
        for (const place of [...PLACES, 'audience']) {
          // An admin keeps the audiences, by name; an answer to a search may repeat what was asked.
          if (place === 'audience' && other === people.admin && address === 'audiences') continue;
          if (words.includes(canary(place))) leaks.push(`${other.role} ${address}: ${canary(place)}`);
        }
      }
    }
    expect(leaks).toEqual([]);
    expect([...told].sort()).toEqual([...PLACES].sort());
  }, 120_000);

  it('answer for a hidden record as for one that does not exist', async () => {
    const kinds = [
      'source',
      'paper',
      'excerpt',
      'statement',
      'claim',
      'finding',
      'later',
      'assessment',
      'letter',
      'note',
      'few',
    ];
    const hidden = new Set(kinds.map((kind) => ids[kind]!));
    examples = examplesFor(ids);
    const unequal: string[] = [];
    for (const address of addresses()) {
      const id = [...hidden].find((one) => address.includes(one));
      if (!id) continue;
      for (const other of [people.admin, people.viewer]) {
        const [known, absent] = [await other.get(address), await other.get(address.replace(id, ABSENT))];
        if (stable(known) !== stable(absent)) unequal.push(`${other.role} ${address}`);
      }
    }
    expect(unequal).toEqual([]);
  });

  it('leave every list, count and number that the others see as it was', async () => {
    // One source and its excerpt were recorded for everybody in between: they go, and so do those of the test.
    const open = (await people.viewer.get('sources?limit=200')).body.items.find(
      (one: { title: string }) => one.title === 'A report',
    );
    expect(open).toBeDefined();
    const after = await walk(people.viewer, [...before.keys()]);
    const touched = /^(sources|excerpts|search\?q=(prison|Intel)|\/api\/me\/export)/;
    const moved = [...before].filter(([address, answer]) => !touched.test(address) && after.get(address) !== answer);
    expect(moved.map(([address]) => address)).toEqual([]);
    const numbers = async (path: string) =>
      (await people.viewer.get(`${path}?limit=200`)).body.items.map((one: { number: string }) =>
        Number(one.number.split('-')[1]),
      );
    for (const path of ['sources', 'excerpts', 'statements', 'claims', 'findings', 'assessments']) {
      expect(Math.max(...(await numbers(path)))).toBeLessThan(10_000_000);
    }
  });
});
