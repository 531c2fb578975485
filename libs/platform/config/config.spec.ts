import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidConfig, readConfig } from './index.ts';

const production = { MODE: 'production', PUBLIC_URL: 'https://plumbline.example', TRUSTED_PROXIES: '127.0.0.1' };
const STRONG = 'Zk3-vN8qLx0_TfWm4RbY';
const external = {
  DATABASE_URL: `postgresql://plumbline_runtime:${STRONG}@127.0.0.1/plumbline`,
  DATABASE_IDENTITY_URL: `postgresql://plumbline_identity:${STRONG}@127.0.0.1/plumbline`,
  SEALING_KEY_FILE: '/etc/plumbline/sealing-keys.txt',
};

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as InvalidConfig).problems;
  }
}

describe('the configuration', () => {
  it('needs nothing on one’s own machine', () => {
    expect(readConfig({})).toMatchObject({
      port: 4400,
      host: '127.0.0.1',
      mode: 'evaluation',
      demo: true,
      database: null,
    });
    expect(readConfig({ PORT: '', DEMO: 'off' })).toMatchObject({ port: 4400, demo: false });
  });

  it('names every problem at once, each with its variable', () => {
    const problems = problemsOf({ PORT: '70000', MODE: 'test', LETTER_PROCESSES: 'two' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'MODE', 'LETTER_PROCESSES']);
  });

  it('takes addresses and ranges of proxies, and nothing else (L1)', () => {
    expect(readConfig({}).trustedProxies).toEqual([]);
    const listed = readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1' });
    expect(listed.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', '::1']);
    for (const wrong of [
      'proxy.example',
      'none, 127.0.0.1',
      'none,none',
      '10.0.0.0/33',
      '10.0.0',
      'true',
      '10.0.0.0/8/8',
    ]) {
      expect(problemsOf({ TRUSTED_PROXIES: wrong }).join()).toContain('TRUSTED_PROXIES');
    }
  });

  it('wants the proxies of a server in production named, or the word that there is none (A4, L1)', () => {
    const { TRUSTED_PROXIES: _proxies, ...unsaid } = production;
    for (const environment of [unsaid, { ...unsaid, TRUSTED_PROXIES: '' }, { ...unsaid, TRUSTED_PROXIES: ' , ' }]) {
      expect(problemsOf(environment)).toEqual([expect.stringMatching(/^TRUSTED_PROXIES: .*write none/)]);
    }
    expect(readConfig(production).trustedProxies).toEqual(['127.0.0.1']);
    expect(readConfig({ ...production, TRUSTED_PROXIES: ' none ' }).trustedProxies).toEqual([]);
  });

  it.each([
    ['an external database', external],
    ['a host that others reach', { HOST: '0.0.0.0' }],
    ['an https address', { PUBLIC_URL: 'https://plumbline.example' }],
  ])('asks for production with %s', (_what, environment) => {
    expect(problemsOf(environment).join()).toContain('MODE=production');
  });

  it('refuses plain http in production, and on other machines anywhere', () => {
    const named = { MODE: 'production', TRUSTED_PROXIES: 'none' };
    expect(problemsOf(named)).toEqual([expect.stringContaining('https address')]);
    expect(problemsOf({ ...named, PUBLIC_URL: 'http://plumbline.example' })).toHaveLength(1);
    expect(problemsOf({ MODE: 'production' })).toHaveLength(2);
    expect(problemsOf({ PUBLIC_URL: 'http://plumbline.example' })).toEqual([
      expect.stringContaining('this machine only'),
    ]);
  });

  it('never loads the demonstration in production', () => {
    const config = readConfig({ ...external, ...production, DEMO: 'on' });
    expect(config).toMatchObject({ mode: 'production', demo: false, database: { migration: null } });
  });

  it('wants both logins of an external database, or none', () => {
    expect(problemsOf({ ...production, DATABASE_URL: external.DATABASE_URL }).join()).toContain(
      'DATABASE_IDENTITY_URL',
    );
    expect(problemsOf({ ...production, DATABASE_IDENTITY_URL: external.DATABASE_IDENTITY_URL }).join()).toContain(
      'DATABASE_URL is not',
    );
  });

  it.each([
    ['none', ''],
    ['a short one', 'Zk3-vN8qLx0_TfW'],
    ['a well known one', 'password-password'],
    ['a default with digits behind', 'postgres12345678'],
    ['the name of the login', 'plumbline_runtimeplumbline_runtime'],
    ['a few characters again and again', 'abcabcabcabcabcabcabc'],
  ])('refuses a password of the database in production that would be guessed: %s (L5)', (_what, password) => {
    const DATABASE_URL = `postgresql://plumbline_runtime${password && `:${password}`}@db.example/plumbline`;
    const problems = problemsOf({ ...production, ...external, DATABASE_URL });
    expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL: has .*password/)]);
    if (password) expect(problems.join()).not.toContain(password);
  });

  it('needs no password of a socket or of a client certificate', () => {
    for (const DATABASE_URL of [
      'postgresql://plumbline_runtime@db.example/plumbline?sslcert=/etc/plumbline/client.pem',
      'postgresql://plumbline_runtime@localhost/plumbline?host=/run/postgresql',
      'postgresql://plumbline_runtime@%2Frun%2Fpostgresql/plumbline',
    ]) {
      expect(problemsOf({ ...production, ...external, DATABASE_URL })).toEqual([]);
    }
  });

  it('wants a login of its own for each thing that is kept apart (T1)', () => {
    const DATABASE_MIGRATION_URL = external.DATABASE_URL;
    expect(problemsOf({ ...production, ...external, DATABASE_MIGRATION_URL })).toEqual([
      expect.stringMatching(/^DATABASE_MIGRATION_URL: is the login of DATABASE_URL/),
    ]);
  });

  it('reads secrets from files, and says which cannot be read (L5)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-secrets-'));
    try {
      const { DATABASE_URL, ...others } = external;
      const DATABASE_URL_FILE = join(folder, 'runtime');
      writeFileSync(DATABASE_URL_FILE, `${DATABASE_URL}\n`);
      const config = readConfig({ ...production, ...others, DATABASE_URL_FILE });
      expect(config.database).toMatchObject({ runtime: DATABASE_URL });
      const missing = { ...production, ...others, DATABASE_URL_FILE: join(folder, 'none') };
      expect(problemsOf(missing)).toEqual([expect.stringMatching(/^DATABASE_URL_FILE: .*ENOENT/)]);
      expect(problemsOf({ ...production, ...external, DATABASE_URL_FILE })).toEqual([
        expect.stringMatching(/^DATABASE_URL_FILE: DATABASE_URL is set as well/),
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
