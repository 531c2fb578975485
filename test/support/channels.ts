import { strFromU8, unzipSync } from 'fflate';
import { readPdf } from './pdf-text.ts';
import type { Answer } from './test-app.ts';

/** Everything that an answer tells: its headers, its bytes as text, and the words inside a PDF or a zipped file. */
export function wordsOf({ headers, bytes, text }: Answer): string {
  const type = headers['content-type'] ?? '';
  const parts = [JSON.stringify(headers), text];
  if (type.includes('pdf')) parts.push(readPdf(bytes).pages.join('\n'));
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    for (const [name, file] of Object.entries(unzipSync(new Uint8Array(bytes))))
      parts.push(name, strFromU8(file, true));
  }
  return parts.join('\n');
}

/** An answer without what differs from one request to the next, to hold two of them against each other. */
export function stable({ status, headers, text }: Answer): string {
  const { date: _date, 'x-request-id': _id, 'content-length': _length, ...kept } = headers;
  const words = text
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/"(lastSeenAt|lastUsedAt|signedInAt|exportedAt|expiresAt|takenAt)":"[^"]*"/g, '');
  return JSON.stringify([status, kept, words]);
}
