import { audienceOf } from '../narrow.ts';
import { PACK, QUOTED, REPORTED, TEXT, WITHDRAWN, type Stage, type WriteExample } from './stage.ts';

type Examples = Record<string, WriteExample>;

/** A request that succeeds for every operation that writes in a workspace, by method and path behind the workspace. */
export function writeExamples(stage: Stage): Examples {
  return {
    ...records(stage),
    ...rounds(stage),
    ...letters(stage),
    ...documents(stage),
    ...restrictions(stage),
    ...sealedNotes(stage),
    ...audiences(stage),
    ...members(stage),
    ...own(stage),
    ...signOn(stage),
    ...jobs(stage),
  };
}

/** How a record of a kind is revised and withdrawn. */
function changes(stage: Stage, path: string, id: () => Promise<string>, change: object): Examples {
  const who = stage.people.lead;
  return {
    [`PATCH ${path}/{id}`]: async () => ({ who, path: `${path}/${await id()}`, body: { version: 1, ...change } }),
    [`POST ${path}/{id}/withdraw`]: async () => ({ who, path: `${path}/${await id()}/withdraw`, body: WITHDRAWN }),
  };
}

function records(stage: Stage): Examples {
  const who = stage.people.lead;
  const words = { startUtf16: 1, endUtf16: 1 + QUOTED.length, exact: QUOTED };
  const report = { title: 'A report', captureKind: 'full', capturedText: TEXT };
  const statement = async () => (await stage.statement()).id;
  const excerpt = async () => (await stage.excerpt(REPORTED)).id;
  const company = () => ({ kind: 'company', legalName: stage.name('Sample'), shortName: 'Sample', ...NAMES });
  const said = { quotationType: 'direct', reportedBy: 'The Hill' };
  const verdict = { version: 1, verdict: 'not_enough_evidence' };
  return {
    ...changes(stage, 'organisations', stage.company, { country: 'US' }),
    ...changes(stage, 'sources', stage.source, { title: 'Another title' }),
    ...changes(stage, 'excerpts', excerpt, words),
    ...changes(stage, 'statements', statement, { cueText: 'said a spokesperson' }),
    ...changes(stage, 'claims', stage.claim, { claimType: 'commitment' }),
    ...changes(stage, 'findings', stage.finding, { role: 'sold' }),
    ...changes(stage, 'assessments', stage.reading, { asOf: '2019-12-04' }),
    'POST organisations': async () => ({ who, path: 'organisations', body: company() }),
    'POST sources': async () => ({ who, path: 'sources', body: report }),
    'POST sources/{id}/captures': async () => ({
      who,
      path: `sources/${await stage.source()}/captures`,
      body: { capturedText: `${TEXT} Updated on 15 May.` },
    }),
    'POST sources/{id}/excerpts': async () => ({ who, path: `sources/${await stage.source()}/excerpts`, body: words }),
    'POST statements': async () => ({
      who,
      path: 'statements',
      body: { ...said, excerptId: (await stage.excerpt()).id },
    }),
    'POST claims': async () => ({ who, path: 'claims', body: await stage.claimBody() }),
    'POST findings': async () => ({ who, path: 'findings', body: await stage.findingBody() }),
    'POST assessments': async () => ({ who, path: 'assessments', body: await stage.readingBody() }),
    'POST assessments/{id}/confirm': async () => ({
      who: stage.people.analyst,
      path: `assessments/${await stage.reading()}/confirm`,
      body: verdict,
    }),
    'POST cases': async () => ({ who: (await stage.server.workspace('importing')).lead, path: 'cases', body: PACK }),
  };
}

const NAMES = {
  aliases: [{ text: 'Smpl', kind: 'short' }],
  identifiers: [{ scheme: 'ticker', value: 'SMPL', qualifier: 'Sample Exchange' }],
};

function rounds(stage: Stage): Examples {
  const who = stage.people.lead;
  const answers = 'rounds/{id}/companies/{companyId}/answers/{indicator}';
  return {
    'POST rounds': async () => ({ who, path: 'rounds', body: await stage.roundBody() }),
    [`PUT ${answers}`]: async () => ({ who, ...(await stage.answer()) }),
    [`POST ${answers}/withdraw`]: async () => {
      const { path, body } = await stage.answer();
      await who.put(path, body);
      return { who, path: `${path}/withdraw`, body: WITHDRAWN };
    },
  };
}

function letters(stage: Stage): Examples {
  const who = stage.people.lead;
  return {
    'PUT letter-profiles/{key}': async () => {
      const { items } = (await who.get('letter-profiles')).body;
      const { id: _id, version: _version, ...fields } = items[0];
      const key = stage.name('profile').replace(' ', '-');
      return { who, path: `letter-profiles/${key}`, body: { ...fields, key } };
    },
    'POST letters': async () => ({ who, path: 'letters', body: await stage.letterBody() }),
    'POST letters/{id}/withdraw': async () => ({
      who,
      path: `letters/${await stage.letter()}/withdraw`,
      body: WITHDRAWN,
    }),
  };
}

function documents(stage: Stage): Examples {
  const who = stage.people.lead;
  return {
    'PUT files': async () => ({ who, path: 'files', upload: stage.paper() }),
    'POST files/from-address': async () => ({
      who,
      path: 'files/from-address',
      body: { address: 'http://sample-courier.example/cameras' },
    }),
    'POST files/{id}/reading': async () => ({
      who,
      path: `files/${await stage.file()}/reading`,
      body: {},
      isReading: true,
    }),
    'POST sources/from-file': async () => ({
      who,
      path: 'sources/from-file',
      body: { fileId: await stage.file(), title: 'A paper' },
    }),
    'POST sources/{id}/captures/from-file': async () => ({
      who,
      path: `sources/${await stage.source()}/captures/from-file`,
      body: { fileId: await stage.file(stage.page()) },
    }),
  };
}

function sealedNotes(stage: Stage): Examples {
  const who = stage.people.lead;
  const body = { title: 'A talk', tags: ['witness'], words: 'Calls from the second number.' };
  const note = async () => stage.recorded(`sources/${await stage.source()}/sealed-notes`, body);
  return {
    'POST sources/{id}/sealed-notes': async () => ({ who, path: `sources/${await stage.source()}/sealed-notes`, body }),
    'PATCH sealed-notes/{id}': async () => ({
      who,
      path: `sealed-notes/${await note()}`,
      body: { words: 'Calls late.', version: 1 },
    }),
    'POST sealed-notes/{id}/open': async () => ({ who, path: `sealed-notes/${await note()}/open`, body: {} }),
    'POST sources/{id}/sealed-notes/destroy': async () => {
      const source = await stage.source();
      await stage.recorded(`sources/${source}/sealed-notes`, body);
      return { who, path: `sources/${source}/sealed-notes/destroy`, body: { reason: 'The witness asked for it.' } };
    },
  };
}

function restrictions(stage: Stage): Examples {
  const who = stage.people.lead;
  const one = async () => `restrictions/${await stage.restriction()}`;
  return {
    'POST restrictions': async () => ({
      who,
      path: 'restrictions',
      body: { kind: 'source', recordId: await stage.hidden(), line: 'A talk' },
    }),
    'PATCH restrictions/{id}': async () => ({ who, path: await one(), body: { version: 1, line: 'A long talk' } }),
    'POST restrictions/{id}/lift': async () => ({ who, path: `${await one()}/lift`, body: { version: 1 } }),
  };
}

function audiences(stage: Stage): Examples {
  const { lead: who, analyst } = stage.people;
  const few = () => audienceOf(who, [], stage.name('Few'));
  const both = () => audienceOf(who, [analyst], stage.name('Both'));
  return {
    'POST audiences': async () => ({
      who,
      path: 'audiences',
      body: { kind: 'named', name: stage.name('Few'), memberIds: [who.memberId] },
    }),
    'PATCH audiences/{id}': async () => ({
      who,
      path: `audiences/${await few()}`,
      body: { version: 1, name: stage.name('Fewer') },
    }),
    'POST audiences/{id}/records': async () => ({
      who,
      path: `audiences/${await few()}/records`,
      body: { kind: 'source', recordId: await stage.source(), recordVersion: 1, reason: 'The witness asked for it.' },
    }),
    'PUT audiences/{id}/members/{memberId}': async () => ({
      who,
      path: `audiences/${await few()}/members/${analyst.memberId}`,
    }),
    'DELETE audiences/{id}/members/{memberId}': async () => ({
      who,
      path: `audiences/${await both()}/members/${analyst.memberId}`,
    }),
  };
}

/** What an admin does with the workspace and with those in it. */
function members(stage: Stage): Examples {
  const who = stage.people.admin;
  const member = async () => `members/${(await stage.newcomer()).memberId}`;
  return {
    'PATCH ': async () => ({
      who,
      path: '/api/workspaces/ours',
      body: { version: (await who.get('/api/workspaces/ours')).body.version, name: stage.name('Ours') },
    }),
    'POST close': async () => ({
      who: (await stage.server.workspace('ending')).admin,
      path: 'close',
      body: { confirmName: 'Workspace ending', version: 1 },
    }),
    'PUT second-factor': async () => ({
      who: await stage.withFactor('strict'),
      path: 'second-factor',
      body: { required: true },
    }),
    'PATCH members/{id}': async () => ({ who, path: await member(), body: { version: 1, role: 'analyst' } }),
    'POST members/{id}/remove': async () => ({ who, path: `${await member()}/remove`, body: { version: 1 } }),
    'POST members/{id}/end-sessions': async () => ({ who, path: `${await member()}/end-sessions` }),
    'POST members/{id}/reset-link': async () => ({ who, path: `${await member()}/reset-link` }),
    'POST invitations': async () => ({ who, path: 'invitations', body: stage.invitation() }),
    'POST invitations/{id}/revoke': async () => ({
      who,
      path: `invitations/${(await stage.invited()).id}/revoke`,
      body: { version: 1 },
    }),
    'DELETE tokens/{id}': async () => ({ who, path: `tokens/${await stage.token(stage.people.analyst)}` }),
  };
}

/** What people do with their own account that a workspace is told of. */
function own(stage: Stage): Examples {
  const { analyst } = stage.people;
  return {
    'POST /api/invitations/join': async () => ({
      who: stage.nobody(),
      path: '/api/invitations/join',
      body: { token: (await stage.invited()).token, name: 'Anna Example', password: 'a long sample password ☂' },
    }),
    'POST /api/me/invitations': async () => {
      const { viewer: who } = await stage.server.workspace('guests');
      const { email } = (await who.get('/api/me')).body;
      return { who, path: '/api/me/invitations', body: { token: (await stage.invited(email)).token } };
    },
    'DELETE /api/me/workspaces/{workspace}': async () => ({
      who: await stage.newcomer(),
      path: '/api/me/workspaces/ours',
    }),
    'POST /api/me/tokens': async () => ({
      who: analyst,
      path: '/api/me/tokens',
      body: { workspace: 'ours', name: 'Nightly', scopes: ['organisation.read'] },
    }),
    'DELETE /api/me/tokens/{id}': async () => ({ who: analyst, path: `/api/me/tokens/${await stage.token(analyst)}` }),
    'POST /api/me/erase': async () => {
      const who = await stage.newcomer();
      const { email } = (await who.get('/api/me')).body;
      return { who, path: '/api/me/erase', body: { confirmEmail: email } };
    },
  };
}

/** Members who come in through the provider of their organisation. */
function signOn(stage: Stage): Examples {
  return {
    'PUT single-sign-on': async () => ({
      who: (await stage.server.workspace('signing-on')).admin,
      path: 'single-sign-on',
      body: stage.signOnRules(),
    }),
    'DELETE single-sign-on': async () => ({ who: await stage.signing('signing-off'), path: 'single-sign-on' }),
    'POST /api/session/sign-on/finish': async () => {
      const { who, query } = await stage.backFromProvider('signing');
      return { who, path: '/api/session/sign-on/finish', body: { query }, usesUp: ['identity.sign_in_step'] };
    },
  };
}

/** What is done afterwards, as those who look after the workspace steer it. */
function jobs(stage: Stage): Examples {
  const who = stage.people.lead;
  return {
    'POST jobs/{id}/cancel': async () => ({ who, path: `jobs/${await stage.job()}/cancel` }),
    'POST jobs/{id}/retry': async () => {
      const id = await stage.job();
      await who.post(`jobs/${id}/cancel`);
      return { who, path: `jobs/${id}/retry` };
    },
  };
}
