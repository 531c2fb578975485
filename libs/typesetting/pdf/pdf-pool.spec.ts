import { readFileSync } from 'node:fs';
import { residentBytes } from '@libs/processes';
import { assetPath } from '../package-root.ts';
import { composeLetter } from '../template/compose-letter.ts';
import type { FieldRecord, LetterContext } from '../template/context.ts';
import { FIRST_CONTACT } from '../template/first-contact.catalogue.ts';
import { runsOf } from '../model/letter-model.ts';
import type { LetterModel } from '../model/letter-model.ts';
import { createPdfPool, PdfFailed } from './pdf-pool.ts';
import { readPdf } from '../../../test/support/pdf-text.ts';

const shipped = readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8');
const intel = (): LetterContext & { fields: FieldRecord } =>
  JSON.parse(readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8'));
const letter = (change: (fields: FieldRecord) => void = () => undefined, source = shipped): LetterModel => {
  const context = intel();
  change(context.fields);
  return composeLetter(source, FIRST_CONTACT, context);
};
/** Valid, but so long that setting it takes seconds. */
const endless = (): LetterModel => {
  const model = letter();
  const words = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ');
  return {
    ...model,
    blocks: Array.from({ length: 400 }, () => ({ kind: 'paragraph', runs: [{ kind: 'text', text: words }] })),
  };
};
const failureOf = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error as PdfFailed);
const isAlive = (processId: number) => {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};
const until = async (condition: () => boolean, milliseconds: number) => {
  const stop = Date.now() + milliseconds;
  while (!condition() && Date.now() < stop) await new Promise((resolve) => setTimeout(resolve, 20));
  return condition();
};

describe('the processes that set letters', () => {
  const pool = createPdfPool({ processes: 2 });
  afterAll(() => pool.close());

  it('give the same bytes for the same model, in two processes and twice in one', async () => {
    const model = letter();
    const copies = await Promise.all(Array.from({ length: 4 }, () => pool.render(model)));
    expect(pool.processIds()).toHaveLength(2);
    for (const copy of copies) expect(Buffer.compare(copy.pdf, copies[0]!.pdf)).toBe(0);
  });

  it('make an accessible PDF with title, language, the time of the letter and our fonts only', async () => {
    const { pdf, pages } = await pool.render(
      letter((fields) =>
        Object.assign(fields, { salutation: 'شىنجاڭ, 新疆, Ђорђе, Ελένη, ş ğ ż', sender_org: 'Sample 海康' }),
      ),
    );
    const source = Buffer.from(pdf).toString('latin1');
    expect(pages).toBe(2);
    expect(source).toMatch(/pdfuaid:part[>="\s]*1/);
    expect(source).toContain('/CreationDate (D:20191202090000Z)');
    const read = readPdf(pdf);
    expect(read.title).toBe(
      'Intel Corporation: Request for information on reported dealings with NetPosa Technologies Ltd.',
    );
    expect(read.language).toBe('en-GB');
    expect(read.families).toEqual(['NotoNaskhArabic', 'NotoSansSC', 'SourceSerif4']);
    expect(read.pages.join('\n')).not.toContain('\uFFFD');
    expect(read.pages.join('\n')).toContain('Page 2 of 2');
  });

  it('set every kind of block, sixty signatories and a wide table', async () => {
    const source = `${shipped}\n\n### Deeper\n\n1. one\n   - two\n\n---\n\n| A | B |\n|:--|--:|\n| {{issue_title}} | **2** |\n\n*Yours*,\n\n{{signatories}}`;
    const { pdf, pages } = await pool.render(
      letter((fields) => {
        fields['signatories'] = Array.from({ length: 60 }, (_, index) => ({
          name: `Person ${index}`,
          title: 'Partner',
        }));
      }, source),
    );
    const text = readPdf(pdf).pages;
    expect(pages).toBeGreaterThan(3);
    expect(text.join('\n')).toContain('Person 59');
    expect(text.filter((page) => page.includes('\nName\n')).length).toBeGreaterThan(2);
  });

  it('keep each note on the page that refers to it, and headings and quotations whole, wherever the page breaks', async () => {
    for (let longer = 0; longer < 8; longer += 1) {
      const model = letter((fields) => {
        fields['sender_description'] = 'We are long-term investors who write about one matter. '.repeat(1 + 2 * longer);
      });
      const { pages } = readPdf((await pool.render(model)).pdf);
      const lines = pages.map((page) => page.split('\n'));
      for (const page of lines) {
        const numbers = page.filter((line) => /^\d$/.test(line)).sort();
        expect(numbers.filter((_, index) => index % 2 === 0)).toEqual(numbers.filter((_, index) => index % 2 === 1));
        const headings = model.blocks.flatMap((block) =>
          block.kind === 'heading' ? [block.runs.map((run) => (run.kind === 'text' ? run.text : '')).join('')] : [],
        );
        const at = page.findIndex((line) => headings.includes(line));
        if (at >= 0) expect(page[at + 1]).toMatch(/^\p{L}.{8}/u);
      }
      const quoted = [...runsOf(model.blocks)].flatMap((run) => (run.kind === 'quotation' ? [run.exact] : []));
      for (const exact of quoted) {
        expect(pages.filter((page) => page.replaceAll('\n', '').includes(exact))).toHaveLength(1);
      }
    }
  });

  it('draw the preview as inert pages', async () => {
    const pages = await pool.renderPages(letter((fields) => (fields['salutation'] = '<script>alert(1)</script>')));
    expect(pages).toHaveLength(2);
    for (const page of pages) {
      expect(page).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(page).not.toMatch(/<script|<a |foreignObject|javascript:|\son\w+=|href="(?!#)/i);
    }
  });

  it('refuse a letter that Typst cannot set, with its reason, and go on', async () => {
    const model = letter();
    const broken = { ...model, meta: { ...model.meta, createdAt: 'no time' } };
    expect(await failureOf(pool.render(broken))).toMatchObject({ name: 'PdfFailed', reason: 'not_compiled' });
    await expect(pool.render(model)).resolves.toMatchObject({ pages: 2 });
  });
});

describe('a letter that takes too long or too much', () => {
  it('is killed with its process within a second of the deadline; the next letter is not affected', async () => {
    const pool = createPdfPool({ processes: 1, deadlineMs: 700 });
    await pool.render(letter());
    const [child = 0] = pool.processIds();
    const started = Date.now();
    const slow = failureOf(pool.render(endless()));
    const next = pool.render(letter());
    expect(await slow).toMatchObject({ reason: 'deadline' });
    expect(Date.now() - started).toBeLessThan(1_700);
    expect(await until(() => !isAlive(child), 1_000)).toBe(true);
    await expect(next).resolves.toMatchObject({ pages: 2 });
    await pool.close();
  });

  it('is killed when its process grows beyond the memory limit', async () => {
    const pool = createPdfPool({ processes: 1, rssLimitBytes: 60 * 1024 * 1024 });
    expect(await failureOf(pool.render(endless()))).toMatchObject({ reason: 'memory' });
    await pool.close();
  });

  it('leaves the queue when its process dies', async () => {
    const pool = createPdfPool({ processes: 1 });
    await pool.render(letter());
    const failed = failureOf(pool.render(endless()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.kill(pool.processIds()[0] ?? 0, 'SIGKILL');
    expect(await failed).toMatchObject({ reason: 'process_died' });
    await expect(pool.render(letter())).resolves.toMatchObject({ pages: 2 });
    await pool.close();
  });
});

describe('the pool', () => {
  it('replaces a process after its number of letters and leaves none behind when closed', async () => {
    const pool = createPdfPool({ processes: 1, lettersPerProcess: 2 });
    await pool.render(letter());
    const [first = 0] = pool.processIds();
    await pool.render(letter());
    await pool.render(letter());
    const [second = 0] = pool.processIds();
    expect(second).not.toBe(first);
    if (process.platform === 'linux') expect(await residentBytes(second)).toBeGreaterThan(20 * 1024 * 1024);
    await pool.close();
    expect(await until(() => !isAlive(first) && !isAlive(second), 1_000)).toBe(true);
    expect(await failureOf(pool.render(letter()))).toMatchObject({ reason: 'closed' });
  });
});
