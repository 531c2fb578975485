import { convert, type HtmlToTextOptions } from 'html-to-text';
import sanitize from 'sanitize-html';

/** Deeper than this, tags are dropped and their text is kept. */
const DEEPEST = 120;

const BLOCKS = [
  ...['p', 'div', 'section', 'article', 'main', 'header', 'footer', 'aside', 'figure', 'figcaption', 'blockquote'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'pre', 'hr', 'br', 'address', 'details'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'summary'],
];
const INLINES = [
  ...['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'small'],
  ...['span', 'strong', 'sub', 'sup', 'time', 'u', 'wbr'],
];

/** A page without anything that acts: what is left is enough to find the article in it. */
export function inertPage(html: string): string {
  return sanitize(html, {
    allowedTags: ['html', 'body', 'nav', ...BLOCKS, ...INLINES],
    allowedAttributes: { '*': ['class', 'id', 'role', 'dir', 'lang'] },
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'svg', 'math', 'head', 'iframe'],
    nestingLimit: DEEPEST,
  });
}

/** HTML that may be shown: structure and words. No link, picture, style, name or class is left. */
export function safeHtml(html: string): string {
  return sanitize(html, {
    allowedTags: [...BLOCKS, ...INLINES].filter((tag) => tag !== 'a' && tag !== 'span'),
    allowedAttributes: { '*': ['dir', 'lang'], th: ['colspan', 'rowspan'], td: ['colspan', 'rowspan'] },
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'svg',
      'math',
      'head',
      'iframe',
      'nav',
    ],
    nestingLimit: DEEPEST,
  }).trim();
}

const paragraph = (selector: string) => ({
  selector,
  format: 'block',
  options: { leadingLineBreaks: 2, trailingLineBreaks: 2 },
});
const line = (selector: string) => ({
  selector,
  format: 'block',
  options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
});

const AS_TEXT: HtmlToTextOptions = {
  wordwrap: false,
  // No-break spaces and the like are part of the text; only what HTML itself folds is folded.
  whitespaceCharacters: ' \t\r\n\f',
  limits: { maxInputLength: 40_000_000, maxDepth: 200 },
  formatters: {
    cell(element, walk, builder) {
      walk(element.children, builder);
      builder.addLiteral('\t');
    },
  },
  selectors: [
    ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'figure', 'figcaption', 'table', 'ul', 'ol', 'dl'].map(
      paragraph,
    ),
    ...['pre', 'section', 'article', 'main', 'header', 'footer', 'aside', 'address', 'details'].map(paragraph),
    ...['div', 'li', 'dt', 'dd', 'tr', 'caption', 'summary'].map(line),
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'hr', format: 'skip' },
  ],
};

/** The words of safe HTML: paragraphs apart by a blank line, cells by a tab. Nothing is added: no bullets, no numbers. */
export function textOfHtml(safe: string): string {
  return convert(safe, AS_TEXT)
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
