import { inflateSync } from 'node:zlib';

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** What a test reads from a PDF that Typst wrote: text by page in drawing order, and the embedded families. */
export interface PdfReading {
  pages: string[];
  families: string[];
  title: string | null;
  language: string | null;
}

/** Reads plain (unencrypted, no object streams) PDFs through their ToUnicode maps; a line of text is one line. */
export function readPdf(pdf: Uint8Array): PdfReading {
  const source = Buffer.from(pdf).toString('latin1');
  const objects = new Map(
    [...source.matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  const families = [...source.matchAll(/\/FontName \/[A-Z]{6}\+([A-Za-z0-9]+)/g)].map((match) => match[1] ?? '');
  return {
    pages: pages.map((page) => textOfPage(page, objects)),
    families: [...new Set(families)].sort(),
    title: /<dc:title>[\s\S]*?<rdf:li[^>]*>([^<]*)/.exec(Buffer.from(pdf).toString('utf8'))?.[1] ?? null,
    language: /\/Type \/Catalog[\s\S]*?\/Lang \(([^)]*)\)/.exec(source)?.[1] ?? null,
  };
}

function textOfPage(page: string, objects: Map<string, string>): string {
  const fontList = /\/Font <<([\s\S]*?)>>/.exec(page)?.[1] ?? '';
  const fonts = new Map(
    [...fontList.matchAll(/\/(f\d+) (\d+) 0 R/g)].map((match) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(match[2] ?? '') ?? '')?.[1] ?? '';
      return [match[1] ?? '', unicodeMap(streamOf(objects.get(map) ?? ''))];
    }),
  );
  const content = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '') ?? '');
  const lines: string[] = [];
  let font = new Map<number, string>();
  let shown: number[] = [];
  let at = 0;
  const token = /\/ActualText <FEFF([0-9A-F]*)>[\s\S]*?EMC|\/(f\d+) [\d.]+ Tf|\(|T[Jj]/g;
  for (let match = token.exec(content); match; match = token.exec(content)) {
    at = token.lastIndex;
    if (match[1] !== undefined) lines.push(Buffer.from(match[1], 'hex').swap16().toString('utf16le'));
    else if (match[2]) {
      font = fonts.get(match[2]) ?? new Map();
      // Strings before a font is chosen are names of languages, not words of the page.
      shown = [];
    } else if (match[0] === '(') {
      const string = stringAt(content, at);
      shown.push(...codesOf(string.bytes));
      token.lastIndex = string.end;
    } else {
      lines.push(shown.map((code) => font.get(code) ?? '\uFFFD').join(''));
      shown = [];
    }
  }
  return lines.join('\n');
}

/** The bytes of a literal string: escapes read, balanced brackets inside kept. */
function stringAt(content: string, from: number): { bytes: string; end: number } {
  let depth = 1;
  let bytes = '';
  let at = from;
  while (at < content.length) {
    const character = content[at] ?? '';
    if (character === '\\') {
      const escape = /^(?:[0-7]{1,3}|[\s\S])/.exec(content.slice(at + 1, at + 4))?.[0] ?? '';
      bytes += /^[0-7]/.test(escape) ? String.fromCharCode(parseInt(escape, 8)) : (ESCAPES[escape] ?? escape);
      at += 1 + escape.length;
      continue;
    }
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    at += 1;
    if (depth === 0) break;
    bytes += character;
  }
  return { bytes, end: at };
}

function streamOf(body: string): string {
  const start = /stream\r?\n/.exec(body);
  if (!start) return '';
  const bytes = Buffer.from(body.slice(start.index + start[0].length), 'latin1');
  return body.includes('FlateDecode')
    ? inflateSync(bytes, { finishFlush: 2 }).toString('latin1')
    : bytes.toString('latin1');
}

function unicodeMap(map: string): Map<number, string> {
  const codes = new Map<number, string>();
  for (const section of map.matchAll(/beginbf(?:char|range)([\s\S]*?)endbf(?:char|range)/g)) {
    for (const line of (section[1] ?? '').split('\n')) {
      const [from, second, third] = [...line.matchAll(/<([0-9A-Fa-f]+)>/g)].map((match) => match[1] ?? '');
      if (!from || !second) continue;
      const last = third === undefined ? from : second;
      const first = Buffer.from(third ?? second, 'hex')
        .swap16()
        .toString('utf16le');
      for (let code = parseInt(from, 16); code <= parseInt(last, 16); code += 1) {
        const step = code - parseInt(from, 16);
        codes.set(code, first.slice(0, -1) + String.fromCharCode(first.charCodeAt(first.length - 1) + step));
      }
    }
  }
  return codes;
}

function codesOf(bytes: string): number[] {
  const codes: number[] = [];
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    codes.push(bytes.charCodeAt(index) * 256 + bytes.charCodeAt(index + 1));
  }
  return codes;
}
