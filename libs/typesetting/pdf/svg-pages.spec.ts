import { markedPage } from './svg-pages.ts';

const page = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 842 595 842"><path/></svg>';

describe('a page that is held back', () => {
  it('carries the words across it and above it, on its own part of the sheet', () => {
    const marked = markedPage(page, 'Draft, held back: 2 checks open');
    expect(marked.match(/>Draft, held back: 2 checks open<\/text>/g)).toHaveLength(2);
    expect(marked).toContain('translate(297.5 1263) rotate(-55)');
    expect(marked).toContain('translate(297.5 866)');
    expect(marked).toMatch(/<path\/>.*<\/svg>$/);
  });

  it('is nothing else than a page, and its mark is no markup', () => {
    expect(() => markedPage('<svg></svg>', 'x')).toThrow('not a page');
    expect(() => markedPage(page, '<script>')).toThrow('markup');
  });
});
