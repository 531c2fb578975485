import { readFileSync } from 'node:fs';
import { assetPath } from '../package-root.ts';
import { composeLetter } from './compose-letter.ts';
import type { FieldRecord, LetterContext } from './context.ts';
import { FIRST_CONTACT } from './first-contact.catalogue.ts';
import { FieldsMissing, TemplateLimitReached, TemplateRefused } from './problems.ts';
import { createTemplatePool } from './template-pool.ts';

const shipped = readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8');
const intel = (): LetterContext & { fields: FieldRecord } =>
  JSON.parse(readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8'));

describe('the threads that render templates', () => {
  const pool = createTemplatePool({ threads: 1 });
  afterAll(() => pool.close());

  it('gives the model that the same code gives in one thread', async () => {
    expect(await pool.render(shipped, FIRST_CONTACT, intel())).toEqual(composeLetter(shipped, FIRST_CONTACT, intel()));
  });

  it('carries each kind of refusal out of the thread with its details', async () => {
    const refused = await pool.render('{{nothing}}', FIRST_CONTACT, intel()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TemplateRefused);
    expect((refused as TemplateRefused).problems[0]).toMatchObject({ line: 1, column: 3, code: 'unknown_field' });
    const empty = { ...intel(), fields: {} };
    const missing = await pool.render(shipped, FIRST_CONTACT, empty).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(FieldsMissing);
    // The 14 required fields of every letter and the six of a first contact; reports may be absent where a list is not.
    expect((missing as FieldsMissing).fields).toHaveLength(20);
  });

  it('ends a thread at the deadline and renders the next letter', async () => {
    const hurried = createTemplatePool({ threads: 1, deadlineMs: 1 });
    const large = intel();
    large.fields['cc_list'] = Array.from({ length: 6000 }, () => 'x');
    const started = performance.now();
    const slow = hurried.render(`${shipped}{{#each cc_list}} ${'[a](b) '.repeat(10)}{{/each}}`, FIRST_CONTACT, large);
    await expect(slow).rejects.toBeInstanceOf(TemplateLimitReached);
    expect(performance.now() - started).toBeLessThan(2000);
    await hurried.close();
    await expect(pool.render(shipped, FIRST_CONTACT, intel())).resolves.toMatchObject({ version: 1 });
  });

  it('outlives a thread that runs out of memory', async () => {
    const large = intel();
    const reports = large.fields['reports'] as FieldRecord[];
    large.fields['cc_list'] = Array.from({ length: 6_000 }, (_, index) => `${index}`.repeat(4000));
    large.fields['attachments'] = Array.from({ length: 6_000 }, (_, index) => `${index}`.repeat(4000));
    large.fields['reports'] = reports;
    const rendered = pool.render('{{#each cc_list}}{{this}}{{/each}}', FIRST_CONTACT, large);
    await expect(rendered).rejects.toBeInstanceOf(TemplateLimitReached);
    await expect(pool.render(shipped, FIRST_CONTACT, intel())).resolves.toMatchObject({ version: 1 });
  });

  const paragraphs = (text: string) =>
    Array.from({ length: Math.floor(60_000 / (text.length + 2)) }, () => text).join('\n\n');
  it.each([
    ['paths to prototypes', '{{constructor.constructor}}{{__proto__.x}}{{issue_title.constructor}}'],
    ['code in a lookup', '{{#with (lookup this "constructor")}}{{lookup this "name"}}{{/with}}'],
    ['partials that call themselves', '{{#*inline "x"}}{{> x}}{{/inline}}{{> x}}'],
    ['deep nesting', '{{#if holding}}'.repeat(2_000)],
    ['nested loops', '{{#each cc_list}}{{#each ../cc_list}}{{this}}{{/each}}{{/each}}'],
    ['links in links', paragraphs('[[a](b)]'.repeat(14))],
    ['emphasis in emphasis', paragraphs('*a **b '.repeat(130))],
    ['quotes and lists', paragraphs('> > - - x')],
  ])('refuses or survives %s within two seconds', async (_, source) => {
    const context = intel();
    context.fields['cc_list'] = Array.from({ length: 3_000 }, () => 'x');
    // A thread that the case before has ended starts again here, outside the time that is measured.
    await pool.render(shipped, FIRST_CONTACT, intel());
    const started = performance.now();
    const outcome = await pool.render(source, FIRST_CONTACT, context).catch((error: unknown) => error);
    expect(performance.now() - started).toBeLessThan(2_000);
    if (outcome instanceof Error) expect(['TemplateRefused', 'TemplateLimitReached']).toContain(outcome.name);
    else expect(outcome).toMatchObject({ version: 1 });
  });
});
