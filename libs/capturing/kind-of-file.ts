import type { DocumentGiven, DocumentKind } from './document.ts';
import { NotReadable } from './document.ts';
import { zipEntries } from './zip-directory.ts';

const KIND_OF_EXTENSION: Record<string, DocumentKind> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  pdf: 'pdf',
  docx: 'docx',
  eml: 'mail',
};

const KIND_OF_TYPE: Record<string, DocumentKind> = {
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'message/rfc822': 'mail',
};

export const MEDIA_TYPES: Record<DocumentKind, string> = {
  text: 'text/plain',
  markdown: 'text/markdown',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  mail: 'message/rfc822',
};

export const KIND_NAMES: Record<DocumentKind, string> = {
  text: 'plain text',
  markdown: 'Markdown',
  html: 'a web page',
  pdf: 'a PDF',
  docx: 'a Word document (docx)',
  mail: 'a mail (eml)',
};

const TAKEN = 'Plumbline reads txt, md, html, pdf, docx and eml.';

/**
 * What a file is. Its name, the type that a server declared and its first bytes have to agree (security bar, section 5):
 * a PDF that is named .txt is refused, not guessed.
 */
export function kindOfFile({ bytes, name, declaredType }: DocumentGiven): DocumentKind {
  if (bytes.length === 0) throw new NotReadable('empty', 'The file is empty: it has no bytes.');
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? null;
  const named = extension === null ? undefined : KIND_OF_EXTENSION[extension];
  const declared = KIND_OF_TYPE[declaredType?.split(';')[0]?.trim().toLowerCase() ?? ''];
  const found = kindOfBytes(bytes);
  if (found === 'pdf' || found === 'docx') {
    // A server's word on a binary format is often too general to disagree with.
    const said = named ?? declared;
    if (said && said !== found) throw mislabelled(name, said, KIND_NAMES[found]);
    return found;
  }
  const said = named ?? declared ?? (found === 'html' || found === 'mail' ? found : null);
  if (said === 'pdf' || said === 'docx') throw mislabelled(name, said, 'something else');
  if (said === 'html' && found !== 'html') throw mislabelled(name, said, 'text without a single tag');
  if (said === 'mail' && found !== 'mail') throw mislabelled(name, said, 'text without the header lines of a mail');
  if (said) return said;
  if (extension === null && !declaredType) return 'text';
  const what = extension === null ? `The type ${declaredType}` : `A file .${extension}`;
  throw new NotReadable('unknown_kind', `${what} is none of the kinds that can be read. ${TAKEN}`);
}

function mislabelled(name: string, said: DocumentKind, is: string): NotReadable {
  const what = name === '' ? 'It' : `“${name}”`;
  return new NotReadable(
    'mislabelled',
    `${what} is given as ${KIND_NAMES[said]}, but its bytes are ${is}. Give it its right name.`,
  );
}

type Found = DocumentKind | 'plain';

const latin = (bytes: Uint8Array, end: number): string => Buffer.from(bytes.subarray(0, end)).toString('latin1');

function kindOfBytes(bytes: Uint8Array): Found {
  const start = latin(bytes, 4096);
  if (start.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return kindOfZip(bytes);
  refuseOtherFormats(start);
  const text = start.startsWith('\u00EF\u00BB\u00BF') ? start.slice(3) : start;
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body)[\s>]/i.test(text)) return 'html';
  if (looksLikeMail(text)) return 'mail';
  return /<(p|div|span|h[1-6]|table|ul|article|section|br|a|meta|title)[\s>/]/i.test(wideText(bytes))
    ? 'html'
    : 'plain';
}

/** The beginning of a text of one or two bytes a character, for looking at its tags. */
function wideText(bytes: Uint8Array): string {
  return latin(bytes, 65_536).replaceAll('\u0000', '');
}

function looksLikeMail(text: string): boolean {
  const head = text.split(/\r?\n\r?\n/, 1)[0]!;
  const lines = head.split(/\r?\n/).filter((line) => !/^[ \t]/.test(line));
  const names = lines.map((line) => /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase());
  if (names[0] === undefined && !/^From \S+/.test(lines[0] ?? '')) return false;
  return ['from', 'date', 'subject', 'message-id', 'received', 'to'].filter((name) => names.includes(name)).length >= 2;
}

function kindOfZip(bytes: Uint8Array): DocumentKind {
  const entries = zipEntries(bytes);
  if (entries.some(({ name }) => name === 'word/document.xml')) return 'docx';
  const what = entries.some(({ name }) => name.startsWith('xl/')) ? 'a spreadsheet' : 'an archive';
  throw new NotReadable('unknown_kind', `The file is ${what}, which is no document with a text. ${TAKEN}`);
}

function refuseOtherFormats(start: string): void {
  if (start.startsWith('\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1')) {
    throw new NotReadable(
      'encrypted',
      'The file is an old Office document, or one that is locked with a password. Save it as docx or PDF without one.',
    );
  }
  if (start.startsWith('{\\rtf')) {
    throw new NotReadable('unknown_kind', `The file is RTF. Save it as docx. ${TAKEN}`);
  }
  const picture = /^(\u0089PNG|\u00FF\u00D8\u00FF|GIF8|II\*\u0000|MM\u0000\*|RIFF[\s\S]{4}WEBP)/.test(start);
  if (picture) throw new NotReadable('no_text', 'The file is a picture: it holds no text that could be quoted.');
}
