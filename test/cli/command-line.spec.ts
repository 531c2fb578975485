import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '@libs/platform/config';
import { plumblineAlone, plumbline as runCommand } from '../support/command-line.ts';

let place: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'plumbline cli '));
});
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 }));

const plumbline = (args: string[], env: Record<string, string> = {}) =>
  runCommand(args, { DATA_DIR: join(place, 'data'), ...env });
const alone = (args: string[], env: Record<string, string> = {}, input = '') =>
  plumblineAlone(args, { DATA_DIR: join(place, 'data'), ...env }, input);

describe('the command line without a database', () => {
  it('tells its version and its commands', async () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
    expect(await alone(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
    const help = await plumbline(['--help']);
    expect(help.code).toBe(0);
    for (const command of [
      'card',
      'letter',
      'extract',
      'score',
      'case',
      'audit',
      'database',
      'workspace',
      'user',
      'backup',
      'restore',
      'person',
      'verify',
      'key',
    ])
      expect(help.out).toContain(`  ${command}`);
    expect(readdirSync(place)).toEqual([]);
  });

  it('answers a command that it does not know with 2, and says where help is', async () => {
    const unknown = await plumbline(['sing']);
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('--help');
    expect((await alone(['letter'])).code).toBe(2);
    expect((await plumbline(['letter', '--help'])).out).toMatch(/--company <name> .*\(required\)/);
  });

  it('scores a table by a method file, and sets a published one beside it', async () => {
    const example = (file: string) => join(packageRoot(), 'docs/examples/sample-index', file);
    const inputs = ['--framework', example('method.yaml'), '--answers', example('answers.csv')];
    const folder = mkdtempSync(join(tmpdir(), 'plumbline scores '));
    const out = join(folder, 'scores.csv');
    const plain = await alone(['score', ...inputs, '--format', 'json', '--out', out]);
    expect(plain).toMatchObject({ code: 0, err: '' });
    const told = JSON.parse(plain.out) as { companies: { company: string; scores: { node: string }[] }[] };
    expect(told).toMatchObject({ method: { id: 'sample-index' }, answers: { read: 44 }, comparison: null });
    expect(told.companies[1]!.scores[0]).toMatchObject({ node: 'Total', score: '90', exact: 90, rank: 1 });
    const written = readFileSync(out, 'utf8');
    expect(written).toContain('Sample Birch,Total,Total,90,90,,,6,6,1,no,1,sample-index,1,half_up,rounded,');
    expect((await plumbline(['score', ...inputs, '--format', 'csv'])).out).toBe(written);

    const published = await plumbline(['score', ...inputs, '--published', example('published.csv')]);
    expect(published).toMatchObject({ code: 1, err: '' });
    expect(published.out).toMatch(/^mismatch +4$/m);
    expect(published.out).toMatch(/^Sample Birch +P2 +0 +100 +-100 +mismatch +It fits where "P2" is not reversed/m);
    const guide = readFileSync(join(packageRoot(), 'docs/methods.md'), 'utf8');
    const words = (text: string) => text.replace(/ +/g, ' ');
    for (const line of published.out.split('\n').filter((one) => one.includes(' mismatch ') && one.includes('It f')))
      expect(words(guide)).toContain(words(line));
    const asRows = await plumbline(['score', ...inputs, '--published', example('published.csv'), '--format', 'csv']);
    expect(asRows.code).toBe(1);
    expect(asRows.out).toContain(',0,-100,mismatch,');
    rmSync(folder, { recursive: true });
  });

  it('says by file and line why it does not score, and answers with 2', async () => {
    const example = (file: string) => join(packageRoot(), 'docs/examples/sample-index', file);
    const folder = mkdtempSync(join(tmpdir(), 'plumbline refused '));
    const write = (name: string, text: string | Buffer) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const heads = 'Company,Level,Service,Indicator,Element,Answer\n';
    const score = (framework: string, answers: string, more: string[] = []) =>
      plumbline(['score', '--framework', framework, '--answers', answers, ...more]);
    const wrong = await score(
      example('method.yaml'),
      write('a.csv', `${heads}Sample One,group,,G1,1,maybe\nSample One,,,G9,1,yes\n`),
    );
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('a.csv: line 2, G1.1: "maybe" is no answer of "G1.1": yes, partly, no (U8).');
    expect(wrong.err).toContain('a.csv: line 3, G9.1: The method has no leaf "G9.1".');
    const method = await score(write('m.yaml', 'id: sample\nversion: 1\n'), example('answers.csv'));
    expect(method).toMatchObject({ code: 2, out: '' });
    expect(method.err).toMatch(/m\.yaml: line 2, version: /);
    const latin = await score(example('method.yaml'), write('l.csv', Buffer.from('Company\xe9,x\n', 'latin1')));
    expect(latin).toMatchObject({ code: 2, err: expect.stringContaining('l.csv: it is not UTF-8 text') as string });
    const gone = await score(example('method.yaml'), join(place, 'none.csv'));
    expect(gone).toMatchObject({ code: 2, err: expect.stringContaining('none.csv: there is no such file') as string });
    const empty = await score(example('method.yaml'), write('e.csv', ''));
    expect(empty.err).toContain('e.csv: it holds no row');
    const table = write('p.csv', 'Firm,Mark\nSample One,4\n');
    const form = await score(example('method.yaml'), example('answers.csv'), ['--published', table]);
    expect(form).toMatchObject({ code: 2, out: '' });
    expect(form.err).toContain('form 1 (long): Company, Row, Score; form 2 (wide): Company, Rank');
    const nowhere = await score(example('method.yaml'), example('answers.csv'), [
      '--out',
      join(place, 'no/such/x.csv'),
    ]);
    expect(nowhere).toMatchObject({ code: 2, out: '' });
    rmSync(folder, { recursive: true });
  });

  it('suggests what a text says, and opens nothing for it', async () => {
    const text = join(place, 'text.txt');
    const registry = join(place, 'registry.csv');
    writeFileSync(text, '“We sold none,” Kestrel said.\n');
    writeFileSync(registry, 'id,name,aliases,kind\nk,"Kestrel Optics, Ltd.",Kestrel|KO,company\n');
    const read = await plumbline(['extract', text, '--organisations', registry, '--format', 'json']);
    expect(read.code).toBe(0);
    expect(JSON.parse(read.out)).toMatchObject({
      suggestions: [{ exact: 'We sold none,', start: 1, end: 14, speaker: { organisationId: 'k' } }],
      warnings: [],
    });
    expect((await plumbline(['extract', text, '--organisations', registry])).out).toContain('Kestrel Optics, Ltd.');
    const organisation = {
      key: 'k',
      legalName: 'Kestrel Optics, Ltd.',
      kind: 'company',
      aliases: [{ text: 'Kestrel' }],
    };
    writeFileSync(registry, JSON.stringify({ organisations: [organisation] }));
    const byPack = await plumbline(['extract', text, '--organisations', registry, '--format', 'json']);
    expect(byPack.out).toBe(read.out);
    writeFileSync(registry, 'id,name,aliases,kind\nk,,Kestrel,company\n');
    const refused = await plumbline(['extract', text, '--organisations', registry]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('organisation 1: name is missing');
    expect(await plumbline(['extract', text, '--format', 'xml'])).toMatchObject({ code: 1, out: '' });
    expect((await plumbline(['extract'])).code).toBe(2);
    rmSync(text);
    rmSync(registry);
    expect(readdirSync(place)).toEqual([]);
  });

  it('prints the SQL of the logins, and starts nothing for it', async () => {
    expect((await plumbline(['database', 'prepare', '--admin-url', 'nonsense'])).err).toContain('--admin-url');
    const printed = await plumbline(['database', 'prepare', '--database', 'tracker']);
    expect(printed.code).toBe(0);
    for (const login of ['migrator', 'runtime', 'identity', 'queue', 'backup'])
      expect(printed.out).toContain(`create role plumbline_${login}`);
    expect(printed.out).toContain('create database tracker');
    expect(printed.out).not.toContain('bypassrls');
    expect(readdirSync(place)).toEqual([]);
  });

  it('refuses a wrong environment with every problem', async () => {
    const refused = await plumbline(['card'], { PORT: 'x', MODE: 'y' });
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/PORT[\s\S]*MODE/);
  });
});

describe('the command line on the demonstration', () => {
  it('prints the scorecards as a table, as JSON and as CSV', async () => {
    const table = await plumbline(['card']);
    expect(table.out).toContain(
      'ST-117, William Moss, spokesperson, to The Hill: “We do not always know nor can we control',
    );
    expect(table).toMatchObject({ code: 0 });
    expect(table.out).toMatch(/Intel Corp\. +not printed +1\/4 +3 reported, one report/);
    expect(table.out).toMatch(/Sample Devices B +88 +4\/4 +33 +3\/4 +\+50/);
    const json = JSON.parse((await plumbline(['card', '--company', 'intel', '--format', 'json'])).out);
    expect(json.scorecards).toHaveLength(1);
    expect(json.scorecards[0].rows[0].policy.score).toBeNull();
    const cited = json.scorecards[0].citations;
    expect(cited.map(({ finding }: { finding: { number: string } }) => finding.number)).toEqual([
      'F-206',
      'F-207',
      'F-208',
    ]);
    for (const { attributionLine, answers } of cited) {
      expect(attributionLine).toMatch(/^The (Wall Street Journal reported|Hill, no source named)/);
      const numbers = answers.map(({ statement }: { statement: { number: string } }) => statement.number);
      expect(numbers).toEqual(expect.arrayContaining(['ST-114', 'ST-115', 'ST-117', 'ST-118']));
    }
    const csv = (await plumbline(['card', '--format', 'csv'])).out.trim().split('\r\n');
    expect(csv).toHaveLength(1 + (4 + 8) * 8);
    const heads = csv[0]!.split(',');
    const cellsOf = (line: string) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => cell[1] ?? cell[2]);
    const intelP2 = cellsOf(csv.find((line) => line.includes('Intel') && line.includes('starter.P2'))!);
    expect(intelP2[heads.indexOf('points')]).toBe('');
    expect(intelP2[heads.indexOf('absence')]).toBe('unknown');
  }, 90_000);

  it('writes the letter to Intel in four formats, the same bytes each time', async () => {
    const write = async (folder: string) => {
      const out = join(place, folder);
      const run = await plumbline(['letter', '--company', 'Intel', '--date', '2026-11-23', '--out', out]);
      expect(run).toMatchObject({ code: 0 });
      const files = readdirSync(out).sort();
      return { answer: JSON.parse(run.out), files, bytes: files.map((file) => readFileSync(join(out, file))) };
    };
    const first = await write('one');
    const second = await write('two');
    expect(first.files.map((file) => file.split('.').at(-1))).toEqual(['docx', 'html', 'pdf', 'txt']);
    expect(second.answer.letter).toBe(first.answer.letter);
    second.bytes.forEach((bytes, at) => expect(bytes.equals(first.bytes[at]!)).toBe(true));
    expect(first.answer.checks.every((check: { passed: boolean }) => check.passed)).toBe(true);
  }, 90_000);

  it('says what is missing for a letter without a profile, and names bad options together', async () => {
    const ontoFile = await plumbline(['letter', '--company', 'Intel', '--out', 'README.md']);
    expect(ontoFile).toMatchObject({ code: 1, out: '' });
    expect(ontoFile.err).toContain('--out: README.md is a file');
    const missing = await plumbline(['letter', '--company', 'Seagate Technology PLC', '--out', place]);
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.err).toMatch(/profile\.senderOrganisation[\s\S]*profile\.publicationNotice/);
    const wrong = await plumbline(['letter', '--company', 'Intel', '--format', 'odt', '--date', '2026-02-30']);
    expect(wrong.err).toMatch(/--format[\s\S]*--date/);
    const foreign = ['letter', '--company', 'Intel', '--finding', 'F-206', '--finding', 'F-214', '--out', place];
    expect((await plumbline(foreign)).err).toMatch(/--finding.*F-214 is no finding about this company.*F-206/);
  }, 90_000);

  it('exports a case and imports it into another workspace as the same bytes', async () => {
    const pack = (await plumbline(['case', 'export', 'founding', '--workspace', 'demo'])).out;
    expect(pack).toBe(readFileSync(join(packageRoot(), 'libs/cases/packs/founding.json'), 'utf8'));
    expect((await plumbline(['workspace', 'create', '--slug', 'other', '--name', 'Other'])).code).toBe(0);
    const file = join(place, 'pack.json');
    writeFileSync(file, pack);
    expect((await plumbline(['case', 'import', file])).err).toContain('--workspace');
    expect((await plumbline(['case', 'import', file, '--workspace', 'other'])).code).toBe(0);
    expect((await plumbline(['case', 'export', 'founding', '--workspace', 'other'])).out).toBe(pack);
    writeFileSync(file, pack.replace('"formatVersion": 1', '"formatVersion": 9').replace('"exact": "', '"exact": "x'));
    const bad = await plumbline(['case', 'import', file, '--workspace', 'other']);
    expect(bad.code).toBe(1);
    expect(bad.err).toContain('formatVersion');
    const sound = JSON.parse((await plumbline(['audit', 'verify', '--workspace', 'other'])).out);
    expect(sound).toMatchObject({ sound: true, problems: [] });
  }, 120_000);

  it('backs everything up and brings it back, and refuses a changed file', async () => {
    const [file, secret] = [join(place, 'all.plumb'), join(place, 'passphrase')];
    writeFileSync(secret, 'a passphrase of a test\nand a second line\n');
    const sealed = ['--passphrase-file', secret];
    const made = await plumbline(['backup', '--out', file, ...sealed]);
    expect(JSON.parse(made.out)).toMatchObject({
      encrypted: true,
      scope: 'all',
      workspaces: [{ chainSound: true }, {}],
    });
    expect((await plumbline(['backup', '--out', file, ...sealed])).err).toContain('--out');
    expect((await plumbline(['verify', file])).err).toContain('--passphrase-file');
    expect(JSON.parse((await plumbline(['verify', file, ...sealed])).out)).toMatchObject({ scope: 'all' });
    const full = await plumbline(['restore', file, ...sealed]);
    expect(full).toMatchObject({ code: 1, out: '' });
    expect(full.err).toContain('empty server');

    const empty = { DATA_DIR: join(place, 'empty'), DEMO: 'off' };
    expect((await plumbline(['restore', file, ...sealed], empty)).code).toBe(0);
    const pack = await plumbline(['case', 'export', 'founding', '--workspace', 'demo'], empty);
    expect(pack.out).toBe(readFileSync(join(packageRoot(), 'libs/cases/packs/founding.json'), 'utf8'));
    expect((await plumbline(['audit', 'verify', '--workspace', 'demo'], empty)).code).toBe(0);
  }, 180_000);

  it('gives a copy of what is kept about a person, and erases the person', async () => {
    const email = ['--email', 'ines@example.org'];
    await plumbline(['user', 'create', ...email, '--name', 'Ines Sample', '--role', 'viewer', '--workspace', 'demo']);
    const copy = JSON.parse((await plumbline(['person', 'export', ...email])).out);
    expect(copy).toMatchObject({ account: { name: 'Ines Sample' }, workspaces: [{ slug: 'demo', isMember: true }] });
    const slip = await plumbline(['person', 'erase', ...email, '--confirm', 'anna@example.org']);
    expect(slip).toMatchObject({ code: 1, out: '' });
    const erased = await plumbline(['person', 'erase', ...email, '--confirm', 'ines@example.org']);
    expect(JSON.parse(erased.out)).toEqual({ erased: 'ines@example.org', workspaces: ['demo'] });
    expect((await plumbline(['person', 'export', ...email])).err).toContain('account');
    expect((await plumbline(['audit', 'verify', '--workspace', 'demo'])).code).toBe(0);
  }, 120_000);

  it('closes a workspace, opens it again, and removes it with a backup that brings it back', async () => {
    const own = ['--slug', 'ended', '--confirm', 'ended'];
    await plumbline(['workspace', 'create', '--slug', 'ended', '--name', 'To be ended']);
    await plumbline(['case', 'import', 'libs/cases/packs/sample.json', '--workspace', 'ended']);
    const email = ['--email', 'egon@example.org'];
    await plumbline(['user', 'create', ...email, '--name', 'Egon', '--role', 'admin', '--workspace', 'ended']);
    const file = join(place, 'ended.plumb');
    const open = await plumbline(['workspace', 'remove', ...own, '--out', file]);
    expect(open).toMatchObject({ code: 1, out: '' });
    expect(open.err).toContain('Close it first');
    expect((await plumbline(['workspace', 'close', ...own.with(3, 'demo')])).err).toContain('--confirm');
    expect((await plumbline(['workspace', 'close', ...own])).code).toBe(0);
    expect((await plumbline(['workspace', 'reopen', '--slug', 'ended'])).code).toBe(0);
    expect((await plumbline(['workspace', 'reopen', '--slug', 'ended'])).err).toContain('is open');
    const end = ['workspace', 'keys', 'destroy', 'ended', '--confirm', 'ended', '--reason', 'It has ended.'];
    expect((await plumbline(end)).err).toContain('Close it first');
    expect((await plumbline(end.with(5, 'demo'))).err).toContain('--confirm');
    await plumbline(['workspace', 'close', ...own]);
    expect(JSON.parse((await plumbline(end)).out)).toEqual({ slug: 'ended', keys: 0, notes: 0 });
    const checked = JSON.parse((await plumbline(['workspace', 'keys', 'check'])).out);
    expect(checked).toContainEqual({ slug: 'ended', keys: 0, notOpened: [] });
    const removed = JSON.parse((await plumbline(['workspace', 'remove', ...own, '--out', file])).out);
    expect(removed.removed).toMatchObject({ 'app.workspace': 1, 'app.member': 1 });
    expect(removed.removed['app.finding']).toBeGreaterThan(0);
    const left = JSON.parse((await plumbline(['workspace', 'list', '--format', 'json'])).out);
    expect(left.map((one: { slug: string }) => one.slug)).not.toContain('ended');
    expect(left).toContainEqual({ slug: 'demo', name: expect.any(String), closedAt: null });

    expect((await plumbline(['restore', file])).code).toBe(0);
    const again = JSON.parse((await plumbline(['workspace', 'list', '--format', 'json'])).out);
    expect(again).toContainEqual({ slug: 'ended', name: 'To be ended', closedAt: expect.any(String) });
    await plumbline(['workspace', 'reopen', '--slug', 'ended']);
    const person = JSON.parse((await plumbline(['person', 'export', ...email])).out);
    expect(person.workspaces).toMatchObject([{ slug: 'ended', isMember: true, role: 'admin' }]);
  }, 240_000);

  it('loads the demonstration once where two programs start together', async () => {
    const env = { DATA_DIR: join(place, 'together') };
    const both = await Promise.all([alone(['card'], env), alone(['workspace', 'list'], env)]);
    expect(both.map(({ code, err }) => [code, err.includes('already')])).toEqual([
      [0, false],
      [0, false],
    ]);
  }, 120_000);

  it('makes a person, resets the password, and takes it from standard input', async () => {
    const person = ['--email', 'anna@example.org', '--name', 'Anna', '--role', 'analyst', '--workspace', 'demo'];
    const made = JSON.parse((await plumbline(['user', 'create', ...person])).out);
    expect(made.password).toMatch(/^[\w-]{20}$/);
    expect((await plumbline(['user', 'create', ...person])).err).toContain('already');
    expect((await plumbline(['user', 'create', ...person.with(5, 'king')])).err).toContain('--role');
    expect(JSON.parse((await plumbline(['user', 'reset', '--email', 'anna@example.org'])).out).password).toHaveLength(
      20,
    );
    expect((await plumbline(['user', 'create', ...person.with(1, 'new@example.org').with(3, ' ')])).err).toContain(
      'name',
    );
    const nameless = await plumbline(['workspace', 'create', '--slug', 'blank', '--name', '']);
    expect(nameless).toMatchObject({ code: 1, out: '' });
    expect(nameless.err).toContain('name: is empty');
    const link = JSON.parse((await plumbline(['user', 'reset', '--email', 'anna@example.org', '--link'])).out);
    expect(link.link).toMatch(/^http:.*\/reset#[\w-]{43}$/);
    const fromInput = ['user', 'reset', '--email', 'anna@example.org', '--password-stdin'];
    const given = await alone(fromInput, {}, 'short');
    expect(given).toMatchObject({ code: 1 });
    expect(given.err).toContain('at least 8');
  }, 120_000);
});
