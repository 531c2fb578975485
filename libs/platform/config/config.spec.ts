import { InvalidConfig, readConfig } from './index.ts';

const production = { MODE: 'production', PUBLIC_URL: 'https://plumbline.example', TRUSTED_PROXIES: '127.0.0.1' };
const external = {
  DATABASE_URL: 'postgresql://plumbline_runtime:x@127.0.0.1/plumbline',
  DATABASE_IDENTITY_URL: 'postgresql://plumbline_identity:x@127.0.0.1/plumbline',
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
    expect(problemsOf({ MODE: 'production' })).toEqual([expect.stringContaining('https address')]);
    expect(problemsOf({ MODE: 'production', PUBLIC_URL: 'http://plumbline.example' })).toHaveLength(1);
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
});
