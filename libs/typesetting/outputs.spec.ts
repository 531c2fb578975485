import { readFileSync } from 'node:fs';
import { assetPath } from './package-root.ts';
import { composeLetter } from './template/compose-letter.ts';
import type { FieldRecord, LetterContext } from './template/context.ts';
import { FIRST_CONTACT } from './template/first-contact.catalogue.ts';
import { readArchive } from './docx/fixed-archive.ts';
import { renderDocx } from './docx/render-docx.ts';
import { renderHtml } from './html/render-html.ts';
import { runsOf } from './model/letter-model.ts';
import type { LetterModel } from './model/letter-model.ts';
import { createPdfPool } from './pdf/pdf-pool.ts';
import { renderText } from './text/render-text.ts';
import { readPdf } from '../../test/support/pdf-text.ts';

const shipped = readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8');
const intel = (): LetterContext & { fields: FieldRecord } =>
  JSON.parse(readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8'));
const letter = (change: (fields: FieldRecord) => void = () => undefined, source = shipped): LetterModel => {
  const context = intel();
  change(context.fields);
  return composeLetter(source, FIRST_CONTACT, context);
};

const pool = createPdfPool({ processes: 1 });
afterAll(() => pool.close());

const unescaped = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&nbsp;', '\u00A0')
    .replaceAll('&amp;', '&');

/** The words of each output with its own line breaks taken out again. */
async function outputsOf(model: LetterModel): Promise<Record<'pdf' | 'docx' | 'html' | 'text', string>> {
  const archive = readArchive(Buffer.from(await renderDocx(model)));
  const part = (name: string) => archive.find((entry) => entry.name === name)?.content.toString('utf8') ?? '';
  return {
    pdf: readPdf((await pool.render(model)).pdf)
      .pages.join('\n')
      .replaceAll('\n', ''),
    docx: unescaped(part('word/document.xml').replace(/<\/w:p>/g, '\n') + part('word/footnotes.xml')),
    html: unescaped(renderHtml(model).replace(/<style>[\s\S]*?<\/style>/, '')),
    text: renderText(model).replace(/ \n */g, ' '),
  };
}

describe('the four outputs of one letter', () => {
  it('carry every quotation byte for byte, the words never to be dropped among them', async () => {
    const model = letter();
    const outputs = await outputsOf(model);
    const quotations = [...runsOf(model.blocks)].flatMap((run) => (run.kind === 'quotation' ? [run.exact] : []));
    expect(quotations[0]).toContain('in situations such as these unless we have high confidence');
    for (const exact of quotations) {
      for (const words of Object.values(outputs)) expect(words).toContain(`“${exact}”`);
    }
  });

  it('change no space, mark or dash of a quotation', async () => {
    const exact = `a  b\u00A0c "d" 'e' -- f... 1/2 (c) g`;
    const outputs = await outputsOf(
      letter((fields) => {
        ((fields['policy_quote'] as FieldRecord)['excerpt'] as FieldRecord)['exact'] = exact;
      }),
    );
    for (const words of Object.values(outputs)) expect(words).toContain(`“${exact}”`);
  });

  it('show the same footnote numbers and the same ask numbers', async () => {
    const model = letter((fields) => {
      (fields['asks'] as FieldRecord[]).forEach((ask, index) => (ask['number'] = [2, 3, 7][index]));
    });
    const html = renderHtml(model);
    expect([...html.matchAll(/<sup id="ref-(\d+)"><a href="#note-(\d+)">(\d+)</g)].map((match) => match[3])).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    expect([...html.matchAll(/<li value="(\d+)">/g)].map((match) => match[1])).toEqual(['2', '3', '7']);

    const text = renderText(model);
    const [body = '', notes = ''] = text.split('\nNotes\n');
    expect([...body.matchAll(/\[(\d)\]/g)].map((match) => match[1])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect([...notes.matchAll(/^\[(\d)\]/gm)].map((match) => match[1])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect([...body.matchAll(/^(\d)\. /gm)].map((match) => match[1])).toEqual(['2', '3', '7']);

    const archive = readArchive(Buffer.from(await renderDocx(model)));
    const part = (name: string) => archive.find((entry) => entry.name === name)?.content.toString('utf8') ?? '';
    const references = [...part('word/document.xml').matchAll(/<w:footnoteReference w:id="(\d+)"/g)];
    expect(references.map((match) => match[1])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect([...part('word/footnotes.xml').matchAll(/<w:footnote w:id="(\d+)"/g)]).toHaveLength(6);
    const starts = [...part('word/numbering.xml').matchAll(/<w:start w:val="(\d+)"\/><w:numFmt w:val="decimal"/g)];
    expect(starts.map((match) => match[1])).toEqual(expect.arrayContaining(['2', '7']));

    const lines = readPdf((await pool.render(model)).pdf)
      .pages.join('\n')
      .split('\n');
    expect(lines.filter((line) => /^\d\.$/.test(line))).toEqual(['2.', '3.', '7.']);
    expect(lines.filter((line) => /^[1-6]$/.test(line)).sort()).toEqual([
      '1',
      '1',
      '2',
      '2',
      '3',
      '3',
      '4',
      '4',
      '5',
      '5',
      '6',
      '6',
    ]);
  });

  it.each([
    '*b* _i_ `c` # h [x](http://y) ![z](w) <u>u</u>',
    '{{sender_org}} {{{x}}} {{> p}} \\{{y}}',
    '<script>alert(1)</script>&amp;<b>',
    '#read("a") #eval("1+1") $x^2$ @ref <lab> \\u{41} //c',
    '=1+1 @SUM(1) =cmd|x!A1 ${7*7} %s',
    '<w:t>x</w:t> ]]> &#65; <!--c-->',
  ])('print %j as it stands', async (hostile) => {
    const outputs = await outputsOf(letter((fields) => (fields['salutation'] = hostile)));
    for (const words of Object.values(outputs)) expect(words).toContain(`Dear ${hostile},`);
  });

  it('drop characters that no XML may hold, from all four alike', async () => {
    const outputs = await outputsOf(letter((fields) => (fields['salutation'] = 'A\u0000B\u0008C\uFFFED')));
    for (const words of Object.values(outputs)) expect(words).toContain('Dear ABCD,');
  });
});

describe('the HTML of a letter', () => {
  it('is one document that loads and runs nothing', () => {
    const html = renderHtml(letter((fields) => (fields['reply_email'] = '"><img src=x onerror=alert(1)>@x.example')));
    expect(html).toContain('<html lang="en-GB" dir="ltr">');
    expect(html).toContain('<title>Intel Corporation: Request for information');
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form)\b/i);
    expect(html).not.toMatch(/\b(?:src|srcset|onerror)=(?=["'x])(?![^<]*<\/)/i);
    expect([...html.matchAll(/<h(\d)/g)].map((match) => match[1])).toEqual(['1', '2', '2', '2', '2', '2', '2']);
    expect(html).toMatch(/<li id="note-1">.*<a href="#ref-1" aria-label="Back to the text \(1\)">/);
  });

  it('isolates right-to-left names', () => {
    expect(renderHtml(letter((fields) => (fields['company_name'] = 'شىنجاڭ 5')))).toContain('<bdi>شىنجاڭ 5</bdi>');
  });
});

describe('the Word document of a letter', () => {
  it('is the same bytes each time, with the time stamp of the letter', async () => {
    const first = await renderDocx(letter());
    const second = await renderDocx(letter());
    expect(Buffer.compare(first, second)).toBe(0);
    const core = readArchive(Buffer.from(first)).find((entry) => entry.name === 'docProps/core.xml');
    expect(core?.content.toString()).toContain('>2019-12-02T09:00:00Z</dcterms:created>');
  });

  it('marks right-to-left runs and repeats a number for a note cited again', async () => {
    const source =
      '{{issue_summary}}{{#each reports}}{{cite citation}}{{/each}} x{{#each reports}}{{cite citation}}{{/each}}';
    const model = letter((fields) => (fields['issue_summary'] = 'شىنجاڭ'), source);
    const archive = readArchive(Buffer.from(await renderDocx(model)));
    const document = archive.find((entry) => entry.name === 'word/document.xml')?.content.toString('utf8') ?? '';
    expect(document).toMatch(/<w:rtl\/><\/w:rPr><w:t[^>]*>\u2068شىنجاڭ\u2069/);
    expect([...document.matchAll(/<w:footnoteReference w:id="(\d)"/g)]).toHaveLength(2);
    expect([...document.matchAll(/<w:hyperlink [^>]*w:anchor="(note\d)"/g)].map((match) => match[1])).toEqual([
      'note1',
      'note2',
    ]);
    expect(document).toMatch(/<w:bookmarkStart w:name="note1" w:id="1"|<w:bookmarkStart w:id="1" w:name="note1"/);
  });

  it('keep the direction of a sentence whose first word is a right-to-left name', async () => {
    const sentence = 'شىنجاڭ is named in the report of the outlet';
    const model = letter((fields) => (fields['sender_description'] = sentence));
    expect(renderText(model).replace(/ \n/g, ' ')).toContain(`\u2066${sentence}\u2069`);
    expect(renderHtml(model)).toContain(`<bdi dir="ltr">${sentence}</bdi>`);
    const document = readArchive(Buffer.from(await renderDocx(model))).find(({ name }) => name === 'word/document.xml');
    expect(document!.content.toString('utf8')).not.toMatch(/<w:rtl\/><\/w:rPr><w:t[^>]*>\u2066/);
  });

  it('keep the lines of an address within the width of the text', () => {
    const line = 'Office of the Company Secretary and General Counsel, Building Seven, Second Floor, North Wing';
    const text = renderText(letter((fields) => (fields['company_address'] = [line])));
    expect(text).toContain(
      'Office of the Company Secretary and General Counsel, Building Seven, \nSecond Floor, North Wing',
    );
  });

  it('set the letterhead of a page one line below the other on a narrow screen', () => {
    expect(renderHtml(letter())).toMatch(
      /@media screen and \(max-width: 30rem\) \{ \.letter \.letterhead \{ display: block/,
    );
  });

  it('say in the text of the first PDF page, before all else, that a letter is a sample', async () => {
    const [first = ''] = readPdf((await pool.render(letter())).pdf).pages;
    // Once as text, once in the footer, which is no part of the reading order.
    expect(first.match(/Sample letter, not sent\./g)).toHaveLength(2);
    expect(first.indexOf('Sample letter, not sent.')).toBeLessThan(first.indexOf('4 Example Row'));
  });
});
