// The routes that are measured, and the records that they need.
import { call } from './load.mjs';

const ORGANISATIONS = 50;

/** Signs in as the demonstration's analyst and answers how to ask for things in that workspace. */
export async function signIn(port) {
  const { body: options } = await call(port, { path: '/api/session/options' });
  const analyst = options.demo.find((one) => one.email.startsWith('analyst'));
  const { email, password } = analyst;
  const { headers, body: me } = await call(port, { method: 'POST', path: '/api/session', body: { email, password } });
  const cookie = headers['set-cookie'][0].split(';')[0];
  const base = `/api/workspaces/${me.workspaces[0].slug}`;
  return {
    headers: { cookie },
    base,
    ask: async (method, path, body) =>
      (await call(port, { method, path: base + path, headers: { cookie }, body })).body,
  };
}

function sampleOrganisation(number) {
  return {
    kind: 'company',
    legalName: `Sample Holdings ${number} Incorporated`,
    shortName: `Sample Holdings ${number}`,
    country: 'US',
    note: 'Invented for measuring.',
    aliases: [{ text: `SH${number}`, kind: 'short' }],
    identifiers: [{ scheme: 'ticker', value: `SMP${number}`, qualifier: 'Sample exchange' }],
    sample: true,
  };
}

/** The first company with a finding and a comparison, the round with the most companies, and a source to quote. */
async function placesIn(ask) {
  const companies = (await ask('GET', '/companies')).items;
  const company = companies.toSorted((a, b) => b.findings - a.findings)[0].company;
  const findings = (await ask('GET', `/findings?organisation=${company.id}`)).items;
  const rounds = (await ask('GET', '/rounds')).items;
  const round = rounds.toSorted((a, b) => b.companies - a.companies)[0];
  return { company, finding: findings[0], round, excerpt: findings[0].excerpts[0] };
}

/** Five reads and two writes on the demonstration workspace, filled up to a page of organisations. */
export async function routesOf({ ask, base, headers }) {
  const { total } = await ask('GET', '/organisations');
  for (let number = total; number < ORGANISATIONS; number += 1) {
    await ask('POST', '/organisations', sampleOrganisation(number));
  }
  const { company, finding, round, excerpt } = await placesIn(ask);
  const { startUtf16, endUtf16, exact } = excerpt;
  const routes = [
    { name: 'read an organisation', path: `/organisations/${company.id}` },
    { name: `list ${ORGANISATIONS} organisations`, path: '/organisations' },
    { name: 'read a finding', path: `/findings/${finding.id}` },
    { name: 'compare said and reported', path: `/companies/${company.id}/comparison` },
    { name: 'read a scorecard', path: `/rounds/${round.id}/scorecard` },
    { name: 'record an organisation', method: 'POST', path: '/organisations', body: sampleOrganisation(1000) },
    {
      name: 'record an excerpt',
      method: 'POST',
      path: `/sources/${excerpt.sourceId}/excerpts`,
      body: { startUtf16, endUtf16, exact },
    },
  ];
  return routes.map((route) => ({ method: 'GET', ...route, path: base + route.path, headers }));
}
