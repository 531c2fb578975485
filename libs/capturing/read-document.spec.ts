import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { docxOf, mailOf, newsPage, pdfOf } from '../../test/support/documents.ts';
import type { DocumentGiven } from './document.ts';
import { NotReadable } from './document.ts';
import { readDocument } from './read-document.ts';

const given = (bytes: Uint8Array | string, name: string, more: Partial<DocumentGiven> = {}): DocumentGiven => ({
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  name,
  declaredType: null,
  encoding: null,
  whole: false,
  ...more,
});
const refusalOf = (document: DocumentGiven) =>
  readDocument(document).then(
    (read) => ({ code: 'read', message: read.text.slice(0, 80) }),
    (error: unknown) => {
      if (!(error instanceof NotReadable)) throw error;
      return { code: error.code, message: error.message };
    },
  );

const STORY = [
  'Sample Cameras Ltd. said on Tuesday that it would keep selling to the city, and that it had “no knowledge” of what its customers did with the pictures.',
  'The company, which is listed in Sampletown, told the paper: “We follow all laws, and we review our sales every year, with care and with outside help.”',
  'A spokesperson added that the review had not begun. The city did not answer questions that were sent to it on Monday, the paper wrote, and neither did its police.',
];

describe('plain text', () => {
  it('is kept to the character: line ends, no-break spaces, spaces at the edges', async () => {
    const text = '  First\u00A0line\r\nsecond “line”\u2028third 👁 \n\n';
    expect(await readDocument(given(text, 'a.txt'))).toMatchObject({
      kind: 'text',
      encoding: 'utf-8',
      text,
      places: [],
    });
  });

  it('is read in the encoding that a person names, and refused with the byte where nobody does', async () => {
    const bytes = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20, 0x93, 0x78, 0x94]);
    expect(await refusalOf(given(bytes, 'a.txt'))).toEqual({
      code: 'wrong_encoding',
      message: 'Byte 4 is no utf-8. Say in which encoding it is written, for example windows-1252.',
    });
    const read = await readDocument(given(bytes, 'a.txt', { encoding: 'windows-1252' }));
    expect(read.text).toBe('café “x”');
    expect((await refusalOf(given(bytes, 'a.txt', { encoding: 'klingon' }))).message).toContain('“klingon”');
  });

  it('is read by its byte order mark', async () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('wide é', 'utf16le')]);
    expect(await readDocument(given(wide, 'a.txt'))).toMatchObject({ text: 'wide é', encoding: 'utf-16le' });
    expect((await readDocument(given('\uFEFFmarked', 'a.md'))).text).toBe('marked');
  });

  it('with U+0000 or without a word is refused', async () => {
    expect(await refusalOf(given('a\u0000b', 'a.txt'))).toMatchObject({ code: 'damaged' });
    expect(await refusalOf(given('', 'a.txt'))).toMatchObject({ code: 'empty' });
    expect(await refusalOf(given(' \n ', 'a.txt'))).toMatchObject({ code: 'no_text' });
  });
});

describe('a web page', () => {
  it('gives its article, and what it says of itself', async () => {
    const note = JSON.stringify({
      '@context': 'https://schema.org',
      '@graph': [
        {
          '@type': 'NewsArticle',
          headline: 'Sample Cameras sells on',
          datePublished: '2026-03-04T00:30:00+05:00',
          author: [{ '@type': 'Person', name: 'A. Sample' }],
          publisher: { '@type': 'Organization', name: 'Sample Daily' },
        },
      ],
    });
    const html = newsPage(STORY, { head: `<script type="application/ld+json">${note}</script>` });
    const read = await readDocument(given(html, 'story.html'));
    expect(read.said).toEqual({
      title: 'Sample Cameras sells on',
      publisher: 'Sample Daily',
      author: 'A. Sample',
      publishedOn: '2026-03-04',
      language: 'en-GB',
    });
    for (const paragraph of STORY) expect(read.text.split('\n\n')).toContain(paragraph);
    for (const other of ['cookies', 'Subscribe', 'Copyright', 'Markets']) expect(read.text).not.toContain(other);
    expect(read.notes).toEqual([]);
  });

  it('gives everything on it where that is asked for, or where no article stands out', async () => {
    const whole = await readDocument(given(newsPage(STORY), 'story.html', { whole: true }));
    expect(whole.text).toContain('We use cookies');
    expect(whole.notes).toEqual([]);
    const short = await readDocument(
      given('<html><body><p>Sample statement.</p><p>Second.</p></body></html>', 'a.html'),
    );
    expect(short.text).toBe('Sample statement.\n\nSecond.');
    const comment = '<div class="comment"><p>Sample words, of a comment, that are long enough to count.</p></div>';
    const article = `<article><p>${'A paragraph, which is long, and has commas, too. '.repeat(6)}</p></article>`;
    const crowded = `<html><body><div class="comments">${comment.repeat(40)}</div>${article}</body></html>`;
    const read = await readDocument(given(crowded, 'a.html'));
    expect(read.text).toContain('of a comment');
    expect(read.notes.map(({ code }) => code)).toEqual(['whole_page']);
  });

  it('is shown without anything that acts, loads or leads away', async () => {
    const hostile = `${newsPage(STORY)}<iframe src="https://x.example"></iframe><form action="/x"><input value="q"></form>
      <svg onload="x()"><script>x()</script></svg><a href="javascript:x()">go</a><p style="background:url(https://x.example)">t</p>
      <math><mtext><table><mglyph><style><img src=x onerror=x()>`;
    const { rendered } = await readDocument(given(hostile, 'a.html', { whole: true }));
    expect(rendered).not.toMatch(
      /<(?:script|iframe|form|input|svg|img|a|style|link|object|embed|math)\b|\son\w+=|style=|href|src=|javascript:/i,
    );
    expect(rendered).toContain('<p>');
  });

  it('is read in the encoding that it, or its server, declares', async () => {
    const page = (charset: string) =>
      Buffer.from(`<html><head><meta charset="${charset}"></head><body><p>Café society</p></body></html>`, 'latin1');
    expect((await readDocument(given(page('iso-8859-1'), 'a.html'))).text).toBe('Café society');
    const served = given(page(''), 'a', { declaredType: 'text/html; charset=windows-1252' });
    expect((await readDocument(served)).text).toBe('Café society');
    const silent = await readDocument(given(page(''), 'a.html'));
    expect(silent.notes.map(({ code }) => code)).toContain('encoding_assumed');
    expect((await refusalOf(given(page('utf-8'), 'a.html'))).code).toBe('wrong_encoding');
  });

  it('keeps the cells of a table apart, and no-break spaces as they are', async () => {
    const html =
      '<html><body><table><tr><th>Year</th><th>Sales</th></tr><tr><td>2025</td><td>1\u00A0200</td></tr></table></body></html>';
    expect((await readDocument(given(html, 'a.html'))).text).toBe('Year\tSales\n2025\t1\u00A0200');
  });

  it('of 100,000 tags within each other still gives its words', async () => {
    const deep = `<html><body>${'<div>'.repeat(100_000)}deep down${'</div>'.repeat(100_000)}</body></html>`;
    expect((await readDocument(given(deep, 'a.html'))).text).toBe('deep down');
  });
});

describe('a PDF', () => {
  it('gives its text by pages', async () => {
    const pages = [['Sample policy', 'We do not sell cameras to', 'anybody who watches people.'], [], ['Second page.']];
    const read = await readDocument(given(pdfOf(pages, { title: 'Policy 2026' }), 'policy.pdf'));
    expect(read.said.title).toBe('Policy 2026');
    expect(read.places.map(({ label }) => label)).toEqual(['1', '3']);
    expect(read.places.map(({ startUtf16, endUtf16 }) => read.text.slice(startUtf16, endUtf16))).toEqual([
      pages[0]!.join('\n'),
      'Second page.',
    ]);
    expect(read.notes).toEqual([
      { code: 'pages_without_text', message: 'Page 2 holds no text, as a scanner makes them.' },
    ]);
  });

  it('of pictures says that it holds no text', async () => {
    const refusal = await refusalOf(given(pdfOf([[], []]), 'scan.pdf'));
    expect(refusal.code).toBe('no_text');
    expect(refusal.message).toContain('Its 2 pages are pictures');
  });

  it('that is locked or cut off is refused with the reason', async () => {
    expect((await refusalOf(given(pdfOf([['x']], { encrypted: true }), 'a.pdf'))).code).toBe('encrypted');
    expect((await refusalOf(given(Buffer.from('%PDF-1.7\n1 0 obj\n<<'), 'a.pdf'))).code).toBe('damaged');
  });
});

describe('a Word document and a mail', () => {
  it('give their text', async () => {
    const read = await readDocument(given(await docxOf(['First “quoted” words.', 'Second.']), 'policy.docx'));
    expect(read.text).toBe('Sample policy\n\nFirst “quoted” words.\n\nSecond.');
    expect(read.said.title).toBe('Sample policy');
  });

  it('cut off, or an archive of something else, are refused', async () => {
    const whole = await docxOf(['x']);
    expect((await refusalOf(given(whole.subarray(0, whole.length - 400), 'a.docx'))).code).toBe('damaged');
    expect((await refusalOf(given(Buffer.from('PK\u0003\u0004 no archive'), 'a.docx'))).code).toBe('damaged');
  });

  it('give the header lines, the body, and name what hangs on them', async () => {
    const read = await readDocument(
      given(mailOf({ body: '<p>We <b>follow</b> all laws.</p><script>x()</script>' }), 'a.eml'),
    );
    expect(read.text).toBe(
      'From: Sample Desk <desk@sample.example>\nTo: Jörg <joerg@fund.example>\nDate: Tue, 3 Mar 2026 23:30:00 -0500\nSubject: Answer “quoted”\n\nWe follow all laws.',
    );
    expect(read.places.map(({ label, startUtf16 }) => [label, startUtf16])).toEqual([
      ['header', 0],
      ['body', read.text.indexOf('We follow')],
    ]);
    expect(read.said).toMatchObject({ publishedOn: '2026-03-03', title: 'Answer “quoted”' });
    expect(read.attachments).toEqual([{ name: 'answer.pdf', mediaType: 'application/pdf', bytes: 8 }]);
    expect(read.rendered).toBe('<p>We <b>follow</b> all laws.</p>');
  });
});

describe('what is not what it is called', () => {
  it.each([
    ['a PDF named .txt', pdfOf([['x']]), 'a.txt', 'mislabelled'],
    ['text named .pdf', Buffer.from('words'), 'a.pdf', 'mislabelled'],
    ['text named .html', Buffer.from('no tags at all'), 'a.html', 'mislabelled'],
    ['text named .eml', Buffer.from('just words\n\nmore'), 'a.eml', 'mislabelled'],
    ['a picture named .pdf', Buffer.from('\u0089PNG\r\n', 'latin1'), 'a.pdf', 'no_text'],
    ['an old Word file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), 'a.doc', 'encrypted'],
    ['another format', Buffer.from('x'), 'a.exe', 'unknown_kind'],
    ['RTF', Buffer.from('{\\rtf1 x}'), 'a.txt', 'unknown_kind'],
  ])('%s is refused', async (_, bytes, name, code) => {
    expect((await refusalOf(given(bytes, name))).code).toBe(code);
  });

  it('reads a file without a name by its bytes', async () => {
    expect((await readDocument(given(pdfOf([['x']]), ''))).kind).toBe('pdf');
    expect((await readDocument(given('words', ''))).kind).toBe('text');
    expect((await readDocument(given(newsPage(STORY), ''))).kind).toBe('html');
    expect((await readDocument(given(mailOf({ body: 'x' }), ''))).kind).toBe('mail');
  });
});

it('reads or refuses any bytes, and never gives a text that cannot be captured', async () => {
  const names = fc.constantFrom('a.txt', 'a.html', 'a.pdf', 'a.docx', 'a.eml', 'a.md', '');
  const starts = fc.constantFrom('', '%PDF-1.4\n', 'PK\u0003\u0004', '<html>', 'From: a\nTo: b\n\n');
  await fc.assert(
    fc.asyncProperty(names, starts, fc.uint8Array({ maxLength: 300 }), async (name, start, rest) => {
      const read = await readDocument(given(Buffer.concat([Buffer.from(start, 'latin1'), rest]), name)).catch(
        (error) => {
          if (!(error instanceof NotReadable)) throw error;
          return null;
        },
      );
      if (read === null) return;
      expect(read.text).not.toMatch(/\u0000|\p{Surrogate}/u);
      for (const { startUtf16, endUtf16 } of read.places) expect(endUtf16).toBeGreaterThan(startUtf16);
    }),
    { numRuns: 150 },
  );
});
