import { refuseTextAsCapture } from '@libs/domain/anchoring';
import { decode } from './decoding.ts';
import type { DocumentGiven, DocumentRead } from './document.ts';
import { LONGEST_TEXT, MOST_BYTES, NOTHING_SAID, NotReadable } from './document.ts';
import { kindOfFile, MEDIA_TYPES } from './kind-of-file.ts';
import { readMail } from './mail.ts';
import { readPdf } from './pdf.ts';
import { readPage } from './web-page.ts';
import { readWord } from './word-document.ts';

/**
 * The text of a document, and what it says of itself. For a process of its own: a hostile file may hang it or fill its
 * memory (`createReadingPool`).
 * @throws NotReadable with the reason for people
 */
export async function readDocument(given: DocumentGiven): Promise<DocumentRead> {
  if (given.bytes.length > MOST_BYTES) {
    throw new NotReadable('too_large', `The file has more than ${MOST_BYTES / 1024 / 1024} MB.`);
  }
  const kind = kindOfFile(given);
  const read = { kind, mediaType: MEDIA_TYPES[kind], ...(await readAs[kind](given)) };
  if (read.text.trim() === '') throw new NotReadable('no_text', 'The document holds no text.');
  if (read.text.length > LONGEST_TEXT) {
    throw new NotReadable(
      'text_too_long',
      `The text has more than ${LONGEST_TEXT.toLocaleString('en')} characters. Capture it in parts.`,
    );
  }
  const refusal = refuseTextAsCapture(read.text);
  if (refusal) throw new NotReadable('damaged', refusal.message);
  return read;
}

type Reading = Omit<DocumentRead, 'kind' | 'mediaType'>;

const readAs: Record<DocumentRead['kind'], (given: DocumentGiven) => Reading | Promise<Reading>> = {
  text: plain,
  markdown: plain,
  html: readPage,
  pdf: ({ bytes }) => readPdf(bytes),
  docx: ({ bytes }) => readWord(bytes),
  mail: ({ bytes }) => readMail(bytes),
};

/** A text is taken as it is, line ends and spaces included. */
function plain({ bytes, encoding, declaredType }: DocumentGiven): Reading {
  const declared = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(declaredType ?? '')?.[1] ?? null;
  const decoded = decode(bytes, { chosen: encoding, declared, otherwise: null });
  return { ...decoded, places: [], rendered: null, said: { ...NOTHING_SAID }, attachments: [] };
}
