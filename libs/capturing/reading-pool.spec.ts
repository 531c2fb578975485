import { afterAll, describe, expect, it } from '@jest/globals';
import { newsPage, pdfBomb, pdfOf } from '../../test/support/documents.ts';
import { createReadingPool } from './reading-pool.ts';

const given = (bytes: Uint8Array, name: string) => ({ bytes, name, declaredType: null, encoding: null, whole: false });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );

describe('the processes that read documents', () => {
  const pool = createReadingPool({ processes: 1, deadlineMs: 4_000 });
  afterAll(() => pool.close());

  it('read one after the other, and tell a refusal from a fault', async () => {
    const page = newsPage(['The first paragraph of a story, which is long enough to be told from all the rest of it.']);
    const [pdf, html, bad] = await Promise.all([
      pool.read(given(pdfOf([['Words of a PDF.']]), 'a.pdf')),
      pool.read(given(Buffer.from(page), 'a.html')),
      codeOf(pool.read(given(Buffer.from('x'), 'a.pdf'))),
    ]);
    expect(pdf.text).toBe('Words of a PDF.');
    expect(html.text).toContain('first paragraph');
    expect(bad).toBe('mislabelled');
  });

  it('end with a bomb, which takes nobody along', async () => {
    const [before] = pool.processIds();
    const bomb = codeOf(pool.read(given(pdfBomb(400), 'bomb.pdf')));
    const next = pool.read(given(pdfOf([['The next one.']]), 'a.pdf'));
    expect(await bomb).toBe('too_complex');
    expect((await next).text).toBe('The next one.');
    expect(pool.processIds()[0]).not.toBe(before);
  });
});
