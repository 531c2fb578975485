import type { Root } from 'hast';
import rehypeSanitize from 'rehype-sanitize';
import type { Options as Schema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { isRightToLeft, printable } from '../model/characters.ts';
import type { LetterModel } from '../model/letter-model.ts';
import { LETTER_STYLE } from './letter-style.ts';
import { letterTree } from './letter-tree.ts';

/** Nothing but what a letter needs: no style, no image, no form, no frame, three kinds of address. */
const SCHEMA: Schema = {
  tagNames:
    'article header section p h1 h2 h3 h4 h5 h6 ol ul li blockquote hr br table thead tbody tr th td div span strong em a bdi sup time'.split(
      ' ',
    ),
  attributes: {
    '*': ['className', 'id'],
    a: ['href', 'rel', 'ariaLabel'],
    bdi: ['dir'],
    li: ['value'],
    span: ['dataExcerpt'],
    th: ['scope'],
    time: ['dateTime'],
    section: ['ariaLabelledBy'],
  },
  protocols: { href: ['http', 'https', 'mailto'] },
  // Every id is ours: the tree is built from the model, never parsed from somebody's HTML.
  clobber: [],
  clobberPrefix: '',
};

const html = unified()
  .use(rehypeSanitize, SCHEMA)
  .use(rehypeStringify, { characterReferences: { useNamedReferences: true } })
  .freeze();

/** The letter as an `<article>` for a page that brings its own style. `idPrefix` keeps ids apart. */
export function renderHtmlFragment(model: LetterModel, options: { idPrefix?: string } = {}): string {
  const root: Root = { type: 'root', children: [letterTree(model, options.idPrefix ?? '')] };
  return html.stringify(html.runSync(root));
}

/**
 * The letter as one self-contained HTML document: language, title, style and notes with links back. It
 * loads nothing and runs nothing, and says so to the browser.
 */
export function renderHtml(model: LetterModel): string {
  const { language, region, title } = model.meta;
  const direction = isRightToLeft(model.subject) ? 'rtl' : 'ltr';
  return [
    '<!doctype html>',
    `<html lang="${region ? `${language}-${region}` : language}" dir="${direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>\n${LETTER_STYLE}\n</style>`,
    '</head>',
    '<body>',
    `<main>${renderHtmlFragment(model)}</main>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
