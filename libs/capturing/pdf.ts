import { getDocumentProxy } from 'unpdf';
import type { DocumentRead, Place, ReadingNote } from './document.ts';
import { LONGEST_TEXT, NOTHING_SAID, NotReadable } from './document.ts';
import { wellFormed } from './well-formed.ts';

const MOST_PAGES = 3_000;
/** A distance of lines from which on a new paragraph begins, in units of the usual distance. */
const PARAGRAPH = 1.35;

interface Item {
  str: string;
  transform: number[];
  hasEOL: boolean;
}

interface Line {
  text: string;
  y: number;
}

/**
 * The text of a PDF, page by page. Lines stay lines, and hyphens at their ends stay: what stands in the file is not
 * joined by guess. Paragraphs are told by the distance of lines.
 */
export async function readPdf(bytes: Uint8Array): Promise<Omit<DocumentRead, 'kind' | 'mediaType'>> {
  const pdf = await opened(bytes);
  if (pdf.numPages > MOST_PAGES) {
    throw new NotReadable('too_complex', `The PDF has ${pdf.numPages} pages; ${MOST_PAGES} are read at most.`);
  }
  const places: Place[] = [];
  const empty: number[] = [];
  let text = '';
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = textOfLines(linesOf(items as Item[]));
    page.cleanup();
    if (words === '') {
      empty.push(number);
      continue;
    }
    if (text !== '') text += '\n\n';
    places.push({ kind: 'page', label: String(number), startUtf16: text.length, endUtf16: text.length + words.length });
    text += words;
    if (text.length > LONGEST_TEXT) break;
  }
  if (text === '') {
    const pages = pdf.numPages === 1 ? 'Its only page is a picture' : `Its ${pdf.numPages} pages are pictures`;
    throw new NotReadable(
      'no_text',
      `The PDF holds no text. ${pages}, as a scanner makes them. Have the text recognised first, then capture it again.`,
    );
  }
  const title = await titleOf(pdf);
  const said = { ...NOTHING_SAID, title };
  return { text, places, encoding: null, rendered: null, said, attachments: [], notes: notesOn(empty) };
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, verbosity: 0 });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') {
      throw new NotReadable('encrypted', 'The PDF is locked with a password. Save it without one.');
    }
    throw new NotReadable('damaged', 'The PDF is damaged or cut off: it cannot be opened.');
  }
}

function linesOf(items: readonly Item[]): Line[] {
  const lines: Line[] = [];
  let line: Line | null = null;
  for (const item of items) {
    if (typeof item.str !== 'string') continue;
    line ??= { text: '', y: item.transform[5] ?? 0 };
    line.text += item.str;
    if (!item.hasEOL) continue;
    lines.push(line);
    line = null;
  }
  if (line) lines.push(line);
  return lines;
}

function textOfLines(lines: readonly Line[]): string {
  const shown = lines.map(({ text, y }) => ({ text: wellFormed(text).trim(), y })).filter(({ text }) => text !== '');
  const usual = usualDistance(shown);
  return shown
    .map(({ text, y }, index) => {
      if (index === 0) return text;
      const distance = shown[index - 1]!.y - y;
      // A line further up begins another column or a note.
      const isApart = distance < -1 || distance > usual * PARAGRAPH;
      return `${isApart ? '\n\n' : '\n'}${text}`;
    })
    .join('');
}

function usualDistance(lines: readonly Line[]): number {
  const distances = lines
    .slice(1)
    .map(({ y }, index) => lines[index]!.y - y)
    .filter((distance) => distance > 1)
    .sort((one, other) => one - other);
  // The smaller half is the distance within paragraphs.
  return distances[Math.floor(distances.length / 3)] ?? Number.POSITIVE_INFINITY;
}

async function titleOf(pdf: Pdf): Promise<string | null> {
  const found = await pdf.getMetadata().catch(() => null);
  const title = (found?.info as { Title?: unknown } | undefined)?.Title;
  const words = typeof title === 'string' ? title.replace(/\s+/g, ' ').trim().slice(0, 500) : '';
  return words === '' ? null : words;
}

function notesOn(empty: readonly number[]): ReadingNote[] {
  if (empty.length === 0) return [];
  const [some, what] = empty.length === 1 ? ['Page', 'holds'] : ['Pages', 'hold'];
  const message = `${some} ${empty.slice(0, 20).join(', ')}${empty.length > 20 ? ' and more' : ''} ${what} no text, as a scanner makes them.`;
  return [{ code: 'pages_without_text', message }];
}
