import { readFileSync } from 'node:fs';
import { parseLetterModel, runsOf } from '../model/letter-model.ts';
import { modelHash } from '../model/model-hash.ts';
import { assetPath } from '../package-root.ts';
import { composeLetter } from './compose-letter.ts';
import type { FieldRecord, LetterContext } from './context.ts';
import { FIRST_CONTACT } from './first-contact.catalogue.ts';
import { FieldsMissing, TemplateLimitReached, TemplateRefused } from './problems.ts';

const shipped = readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8');
const intel = (): LetterContext & { fields: FieldRecord } =>
  JSON.parse(readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8'));
const compose = (source: string, change: (fields: FieldRecord) => void = () => undefined) => {
  const context = intel();
  change(context.fields);
  return composeLetter(source, FIRST_CONTACT, context);
};
const wordsOf = (source: string, change?: (fields: FieldRecord) => void) =>
  [...runsOf(compose(source, change).blocks)]
    .map((run) => (run.kind === 'text' ? run.text : run.kind === 'quotation' ? run.exact : ''))
    .join('');

describe('a letter model', () => {
  it('is made from the shipped template, is valid, and has the same hash each time', () => {
    const model = compose(shipped);
    expect(parseLetterModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(modelHash(model)).toMatch(/^[0-9a-f]{64}$/);
    expect(modelHash(compose(shipped))).toBe(modelHash(model));
    expect(modelHash(compose(shipped, (fields) => (fields['letter_ref'] = 'other')))).not.toBe(modelHash(model));
  });

  it('keeps each quotation bound to its excerpt and speaker, byte for byte', () => {
    const quotations = [...runsOf(compose(shipped).blocks)].filter((run) => run.kind === 'quotation');
    expect(quotations.map((run) => run.excerptId)).toEqual(['X-6', 'X-7', 'X-8']);
    expect(quotations[0]?.exact).toContain(
      'has a policy to not ship any products in situations such as these unless we have high confidence that',
    );
    expect(quotations.every((run) => run.speaker.includes('William Moss'))).toBe(true);
  });

  it('numbers footnotes by first appearance and repeats the number of a source cited again', () => {
    const model = compose(
      '{{#each reports}}a{{cite citation}}{{/each}} b{{#with policy_quote}}{{cite citation}}{{/with}}',
      (fields) => {
        const reports = fields['reports'] as FieldRecord[];
        fields['reports'] = [reports[1], reports[0], reports[1]];
      },
    );
    const references = [...runsOf(model.blocks)].filter((run) => run.kind === 'footnote');
    expect(references.map((run) => [run.number, run.first])).toEqual([
      [1, true],
      [2, true],
      [1, false],
      [3, true],
    ]);
    expect(model.footnotes.map((note) => note.citationKey)).toEqual(['X-5', 'X-4', 'X-6']);
  });

  it('parts two notes that stand side by side', () => {
    const [first, second] = [...runsOf(compose('{{#each reports}}{{cite citation}}{{/each}}').blocks)];
    expect(first).toEqual({ kind: 'footnote', number: 1, first: true });
    expect(second).toEqual({ kind: 'footnote', number: 2, first: true, separated: true });
  });

  it('says in a footnote who reported it, through whom, when, who entered the date, and what was archived', () => {
    const [first, second] = compose(shipped).footnotes.map((note) =>
      note.runs.map((run) => (run.kind === 'text' ? run.text : '')).join(''),
    );
    expect(first).toMatch(
      /^Report of The Wall Street Journal, as reported by The Hill: US tech companies .*, 27 November 2019 \(date entered by hand, not in the text\)\. Archived as source S-1, excerpt X-4, SHA-256 [0-9a-f]{12}\. https:\/\/thehill\.com\//,
    );
    expect(second).toBe('Report of The Hill: the document of note 1, excerpt X-5.');
  });

  it('calls an estimate an estimate', () => {
    const model = compose('{{#each reports}}a{{cite citation}}{{/each}}', (fields) => {
      const [report] = fields['reports'] as { citation: FieldRecord }[];
      if (report) report.citation['assertionKind'] = 'estimate';
    });
    expect(model.footnotes[0]?.runs[0]).toEqual({ kind: 'text', text: 'Estimate, not a company figure, by ' });
  });

  it('keeps the number and the objective of each ask, gaps included', () => {
    const model = compose('{{#each asks}}\n{{number}}. {{text}}\n{{/each}}', (fields) => {
      (fields['asks'] as FieldRecord[]).forEach((ask, index) => (ask['number'] = [2, 4, 5][index]));
    });
    const asks = model.blocks.find((block) => block.kind === 'asks');
    expect(asks?.items.map((item) => [item.number, item.objectiveId])).toEqual([
      [2, 'E-1.1'],
      [4, 'E-1.2'],
      [5, 'E-1.3'],
    ]);
  });

  it('leaves out its own full stop after quoted words that end with one', () => {
    expect(wordsOf('{{#with policy_quote}}{{quote excerpt}}. Next.{{/with}}')).toMatch(/human rights abuses\. Next\.$/);
  });

  it('marks a sample letter with every invented field', () => {
    expect(compose(shipped).sample?.note).toBe(
      'Sample letter, not sent. Invented for this demonstration: sender organisation, sender address, signatories, holding, asks, windows for a call.',
    );
  });

  it.each([
    '*bold* _x_ `c` # h\n- item\n1. one\n> q\n| a | b |\n<script>alert(1)</script>',
    '{{issue_title}} {{{x}}} {{#each}}',
    '#read("/etc/passwd") $ x^2 $ #eval("1") @preview',
    '=1+1 @SUM(A1) +cmd|calc',
    '[x](javascript:alert(1)) ![y](http://z/) [^1] <http://w>',
    '\\*not\\* &amp; &#65; “smart” "plain" -- --- ... ',
    'www.example.org a@b.example ~~gone~~',
  ])('prints %j as it stands', (hostile) => {
    const model = compose('A {{issue_summary}} z', (fields) => (fields['issue_summary'] = hostile));
    const lines = [...runsOf(model.blocks)].map((run) =>
      run.kind === 'text' ? run.text : run.kind === 'break' ? '\n' : '?',
    );
    expect(lines.join('')).toBe(`A ${hostile} z`);
    expect(model.blocks).toHaveLength(1);
  });

  it('shows raw HTML of the template as text and follows http, https and mailto links only', () => {
    expect(wordsOf('<b>x</b> <script>y</script>')).toBe('<b>x</b> <script>y</script>');
    const links = (source: string, value: string) =>
      [...runsOf(compose(source, (fields) => (fields['reply_email'] = value)).blocks)].flatMap((run) =>
        run.kind === 'text' && run.link ? [run.link] : [],
      );
    expect(links('[a](javascript:x) [b](//host/) [c](https://a.example/{{reply_email}})', 'q?x=1&y=/../')).toEqual([
      'https://a.example/q%3Fx%3D1%26y%3D%2F..%2F',
    ]);
    expect(links('[m](mailto:{{reply_email}})', 'a@b.example?bcc=c@d.example')).toEqual([
      'mailto:a@b.example%3Fbcc%3Dc@d.example',
    ]);
    expect(links('[m]({{reply_email}})', 'javascript:alert(1)')).toEqual([]);
  });

  it('reads a table of a hundred rows, values with bars included', () => {
    const rows = '| *{{company_name}}* | {{issue_summary}} |\n'.repeat(100);
    const model = compose(`| Name | Note |\n|---|--:|\n${rows}`, (fields) => (fields['issue_summary'] = 'a | b'));
    const table = model.blocks[0];
    expect(table).toMatchObject({ kind: 'table', align: ['left', 'right'] });
    expect(table?.kind === 'table' && table.rows).toHaveLength(100);
    expect(table?.kind === 'table' && table.rows[99]?.[1]).toMatchObject([{ kind: 'text', text: 'a | b' }]);
  });

  it('isolates right-to-left values and keeps their separators outside', () => {
    const model = compose('{{issue_summary}}, 2019', (fields) => (fields['issue_summary'] = 'شىنجاڭ'));
    expect([...runsOf(model.blocks)]).toEqual([
      { kind: 'text', text: 'شىنجاڭ', field: 'issue_summary', isolate: true },
      { kind: 'text', text: ', 2019' },
    ]);
  });
});

describe('a letter that cannot be written', () => {
  const failureOf = (source: string, change: (fields: FieldRecord) => void): unknown => {
    try {
      compose(source, change);
    } catch (error) {
      return error;
    }
    return null;
  };

  it('names all missing and faulty fields at once, with the lines that print them', () => {
    const failure = failureOf(shipped, (fields) => {
      delete fields['salutation'];
      fields['sender_address'] = [];
      fields['reply_due_date'] = '2019-02-30';
      (fields['asks'] as FieldRecord[])[1]!['text'] = ' ';
      delete (fields['company_answers'] as FieldRecord[])[2]!['introduction'];
    });
    expect(failure).toBeInstanceOf(FieldsMissing);
    const lineOf = (words: string) => shipped.slice(0, shipped.indexOf(words)).split('\n').length;
    const named = (failure as FieldsMissing).fields.map((field) => [field.path, field.places[0]?.line]);
    expect(named).toEqual([
      ['sender_address', undefined],
      ['salutation', lineOf('{{salutation}}')],
      ['reply_due_date', lineOf('{{date reply_due_date}}')],
      ['company_answers[2].introduction', lineOf('{{introduction}} {{quote excerpt}}')],
      ['asks[1].text', lineOf('{{text}}')],
    ]);
  });

  it('refuses a template that does not pass the check', () => {
    expect(failureOf('{{nothing}}', () => undefined)).toBeInstanceOf(TemplateRefused);
  });

  it('stops loops by fuel', () => {
    const failure = failureOf('{{#each cc_list}}{{#each ../cc_list}}{{this}}{{/each}}{{/each}}', (fields) => {
      fields['cc_list'] = Array.from({ length: 2000 }, () => 'x');
    });
    expect(failure).toBeInstanceOf(TemplateLimitReached);
    expect((failure as TemplateLimitReached).limit).toBe('fuel');
  });

  it('steps up one level with ../ even where two levels hold equal values', () => {
    const source = '{{#each cc_list}}{{#each ../attachments}}{{this}}{{../../issue_title}};{{/each}}{{/each}}';
    const words = wordsOf(source, (fields) => {
      Object.assign(fields, { cc_list: ['same'], attachments: ['same'], issue_title: 'T' });
    });
    expect(words).toBe('sameT;');
  });

  it('stops output by its cap', () => {
    const failure = failureOf(`{{#each cc_list}}${'words '.repeat(9000)}{{/each}}`, (fields) => {
      fields['cc_list'] = Array.from({ length: 1000 }, () => 'x');
    });
    expect((failure as TemplateLimitReached).limit).toBe('output');
  });

  it('never reads a member of the context that the catalogue does not name', () => {
    const failure = failureOf('{{secret}}', (fields) => (fields['secret'] = 'sealed note'));
    expect(failure).toBeInstanceOf(TemplateRefused);
  });
});
