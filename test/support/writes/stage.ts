import { readFileSync } from 'node:fs';
import type { ExcerptView, StatementView } from '@libs/contracts';
import { WorkspacesService } from '@libs/workspaces';
import type { Role } from '@libs/domain/vocabulary';
import { Chain } from '../chain.ts';
import { Browser } from '../browser.ts';
import { codeOf, inOneStep } from '../codes.ts';
import { pdfOf } from '../documents.ts';
import { audienceOf } from '../narrow.ts';
import type { OpenIdProvider } from '../openid-provider.ts';
import { Person, type People, type TestApp } from '../test-app.ts';

/** A request as its maker sends it: the path as the person knows it. */
export interface WriteRequest {
  who: Person;
  path: string;
  body?: unknown;
  /** A document that is sent in place of a body. */
  upload?: { name: string; bytes: Uint8Array };
  /** It reads, though it is no GET: nothing at all may be written. */
  isReading?: boolean;
  /** Tables of accounts in which even a try is noted; it cannot be made again with the same request. */
  usesUp?: string[];
}

/** Sets a stage of its own, and says what is asked on it. */
export type WriteExample = () => Promise<WriteRequest>;

export const QUOTED = 'We sell no camera to a prison';
export const REPORTED = 'The Journal found that the company sold a camera to a prison.';
export const TEXT = `“${QUOTED},” said a spokesperson. ${REPORTED}`;
export const WITHDRAWN = { version: 1, reason: 'Recorded twice.' };
export const PACK = readFileSync(new URL('../../../libs/cases/packs/founding.json', import.meta.url), 'utf8');

/** What the provider of single sign-on knows of the program. */
export const CLIENT = {
  id: 'plumbline',
  secret: 'a secret of the client',
  redirect: 'http://127.0.0.1:4400/sign-in/done',
};

interface Made {
  id: string;
}

/** Makes what a write is done to, so that no two examples stand on the same record. */
export class Stage {
  readonly chain: Chain;
  private count = 0;

  constructor(
    readonly server: TestApp,
    /** Members of the workspace `ours`, which holds the founding case. */
    readonly people: People,
    /** Through which members of `signing` come in. */
    readonly provider: OpenIdProvider,
  ) {
    this.chain = new Chain(people.lead);
  }

  /** A name that nothing has yet. */
  name(word: string): string {
    this.count += 1;
    return `${word} ${this.count}`;
  }

  company = async () => (await this.chain.organisation(this.name('Sample'))).id;
  source = async () => (await this.chain.source(TEXT)).id;
  finding = async () => this.recorded('findings', await this.findingBody());
  claim = async () => this.recorded('claims', await this.claimBody());
  reading = async () => this.recorded('assessments', await this.readingBody());
  letter = async () => this.recorded('letters', await this.letterBody());

  async excerpt(words = QUOTED): Promise<ExcerptView> {
    return this.chain.excerpt(await this.chain.source(TEXT), words);
  }

  async statement(speaker?: string): Promise<StatementView> {
    const speakerOrganisationId = speaker ?? (await this.company());
    return this.chain.statement((await this.excerpt()).id, { speakerOrganisationId });
  }

  async claimBody() {
    const companyId = await this.company();
    const { id, excerpt } = await this.statement(companyId);
    const words = { claimText: 'It sells no camera to a prison.', claimType: 'denial' };
    return { ...words, companyId, excerptId: excerpt.id, statementIds: [id] };
  }

  async findingBody(subject?: string) {
    const subjectId = subject ?? (await this.company());
    const supply = { findingType: 'supply', objectText: 'a prison', reportedVia: 'The Journal', subjectId };
    return { ...supply, excerptIds: [(await this.excerpt(REPORTED)).id] };
  }

  async readingBody() {
    const claim = await this.claimBody();
    return {
      claimId: await this.recorded('claims', claim),
      rationale: 'The report does not say when the camera was sold, so it may be older than the words.',
      verdict: 'not_enough_evidence',
      asOf: '2019-12-01',
      evidence: [
        { findingId: await this.recorded('findings', await this.findingBody(claim.companyId)), stance: 'context' },
      ],
    };
  }

  async roundBody() {
    const period = { periodStart: '2019-01-01', periodEnd: '2019-12-31' };
    return { title: this.name('Round'), ...period, companyIds: [await this.company()] };
  }

  /** Where an answer of a round belongs, and the answer with all that it may rest on. */
  async answer() {
    const claim = await this.claimBody();
    const round = { ...(await this.roundBody()), companyIds: [claim.companyId] };
    const id = await this.recorded('rounds', round);
    return {
      path: `rounds/${id}/companies/${claim.companyId}/answers/P1`,
      body: { researchStatus: 'found', answerKey: 'partial', claimIds: [await this.recorded('claims', claim)] },
    };
  }

  async letterBody() {
    const { items } = (await this.people.lead.get('organisations?kind=company&limit=200')).body;
    const intel = items.find((one: { shortName: string }) => one.shortName === 'Intel');
    return { companyId: intel.id, profile: 'sample-steward', letterDate: '2026-11-23' };
  }

  /** A job that nobody works. */
  job = () =>
    this.server.inWorkspace('ours', async (tx) => {
      const id = await tx.outbox({ kind: 'sample', payload: {} });
      tx.audit('ask', 'job', id);
      return id;
    });

  invitation = () => ({ email: `${this.name('anna').replace(' ', '-')}@example.org`, role: 'analyst' });

  /** An invitation made, with what its link opens. */
  async invited(email?: string): Promise<{ id: string; token: string }> {
    const body = { ...this.invitation(), ...(email && { email }) };
    const answer = await this.people.admin.post('invitations', body);
    if (answer.status !== 201) throw new Error(answer.text);
    return { id: answer.body.invitation.id, token: answer.body.link.split('#')[1] };
  }

  async token(maker: Person): Promise<string> {
    const body = { workspace: maker.workspace, name: 'Nightly', scopes: ['organisation.read'] };
    return (await new Chain(maker).made<{ made: Made }>('/api/me/tokens', body)).made.id;
  }

  /** One more member, of this workspace or of another. */
  async newcomer(role: Role = 'viewer', slug = 'ours'): Promise<Person> {
    const workspaces = this.server.app.get(WorkspacesService);
    const { workspaceId } = (await workspaces.find(slug))!;
    return this.server.member(await workspaces.actorFor(workspaceId, slug, 'test'), role);
  }

  /** Somebody who has shown a second factor, in a workspace of the own. */
  async withFactor(slug: string): Promise<Person> {
    const { admin } = await this.server.workspace(slug);
    await inOneStep();
    const { secret } = (await admin.post('/api/me/factors/totp')).body;
    const confirmed = await admin.post('/api/me/factors/totp/confirm', { code: codeOf(secret) });
    const cookie = confirmed.headers['set-cookie']!.split(';')[0]!;
    return new Person(this.server.base, cookie, slug, admin.memberId, 'admin');
  }

  /** A source that the lead alone reads. */
  async hidden(): Promise<string> {
    return (await this.chain.source(TEXT, { audienceId: await audienceOf(this.people.lead, [], this.name('Few')) })).id;
  }

  /** A line that all read for a hidden source. */
  async restriction(): Promise<string> {
    return this.recorded('restrictions', { kind: 'source', recordId: await this.hidden(), line: 'A talk' });
  }

  paper = () => ({ name: `${this.name('paper')}.pdf`, bytes: pdfOf([[REPORTED]]) });
  page = () => ({ name: `${this.name('page')}.html`, bytes: Buffer.from(`<html><p>${REPORTED}</p></html>`) });

  /** An uploaded document that nobody has captured yet. */
  async file({ name, bytes } = this.paper()): Promise<string> {
    return (await this.people.lead.upload(name, bytes)).body.id;
  }

  signOnRules = () => ({
    issuer: this.provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    domains: ['example.org'],
    role: 'analyst',
  });

  /** The admin of a workspace whose members sign on through the provider. */
  async signing(slug: string): Promise<Person> {
    const { admin } = await this.server.workspace(slug);
    const set = await admin.put('single-sign-on', this.signOnRules());
    if (set.status !== 200) throw new Error(set.text);
    return admin;
  }

  /** Somebody whom the provider knows and no workspace yet, back with the provider's answer. */
  async backFromProvider(slug: string): Promise<{ who: Person; query: string }> {
    const subject = this.name('subject').replace(' ', '-');
    this.provider.people[subject] = { email: `${subject}@example.org`, email_verified: true, name: 'Nina New' };
    const browser = new Browser(this.server.base);
    const { address } = (await browser.post('/api/session/sign-on', { workspace: slug })).body;
    const query = await this.provider.signIn(address, subject);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { who: new Person(this.server.base, cookie, slug, '', 'viewer'), query };
  }

  nobody = () => new Person(this.server.base, '', 'ours', '', 'viewer');

  async recorded(path: string, body: unknown): Promise<string> {
    return (await this.chain.made<Made>(path, body)).id;
  }
}
