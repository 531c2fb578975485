import { Readability } from '@mozilla/readability';
import { Window } from 'happy-dom';
import type { DocumentGiven, DocumentRead, ReadingNote } from './document.ts';
import { decode } from './decoding.ts';
import { declaredInPage, factsOfPage } from './page-facts.ts';
import { inertPage, safeHtml, textOfHtml } from './safe-html.ts';

/** Below this share of the page's words, the found article is taken for a part of it only. */
const LEAST_SHARE = 0.2;

/** The main text of a web page, or all of it, with what the page says of itself. */
export function readPage(given: DocumentGiven): Omit<DocumentRead, 'kind' | 'mediaType'> {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(given.declaredType ?? '')?.[1] ?? null;
  const {
    text: html,
    encoding,
    notes,
  } = decode(given.bytes, {
    chosen: given.encoding,
    declared: charset ?? declaredInPage(given.bytes),
    otherwise: 'windows-1252',
  });
  const said = factsOfPage(html);
  const page = inertPage(html);
  const all = safeHtml(page);
  const article = given.whole ? null : articleOf(page);
  const whole = textOfHtml(all);
  const rendered = article === null ? all : safeHtml(article);
  const text = article === null ? whole : textOfHtml(rendered);
  if (article === null || text.length < whole.length * LEAST_SHARE) {
    const note = given.whole ? [] : [WHOLE_PAGE];
    return { text: whole, rendered: all, encoding, places: [], said, attachments: [], notes: [...notes, ...note] };
  }
  return { text, rendered, encoding, places: [], said, attachments: [], notes };
}

const WHOLE_PAGE: ReadingNote = {
  code: 'whole_page',
  message: 'No article could be told from the rest of the page, so the whole page was taken. Look it through.',
};

/** The page's article as HTML, or null where none stands out. The page is inert: nothing in it is loaded or run. */
function articleOf(page: string): string | null {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true, disableCSSFileLoading: true } });
  try {
    window.document.write(`<!doctype html><html><body>${page}</body></html>`);
    const found = new Readability(window.document as unknown as Document, { charThreshold: 200 }).parse();
    return found?.content ?? null;
  } finally {
    window.happyDOM.close();
  }
}
