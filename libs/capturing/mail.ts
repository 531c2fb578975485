import PostalMime from 'postal-mime';
import type { Address, Email } from 'postal-mime';
import type { DocumentRead, Place, ReadingNote } from './document.ts';
import { NOTHING_SAID, NotReadable } from './document.ts';
import { safeHtml, textOfHtml } from './safe-html.ts';
import { wellFormed } from './well-formed.ts';

/**
 * The header lines and the text of a mail. The lines are claims of whoever sent it, not facts. Attachments are named;
 * each may be captured as a source of its own.
 */
export async function readMail(bytes: Uint8Array): Promise<Omit<DocumentRead, 'kind' | 'mediaType'>> {
  const mail = await PostalMime.parse(bytes, { maxNestingDepth: 30, maxHeadersSize: 1024 * 1024 }).catch(() => {
    throw new NotReadable('damaged', 'The mail is damaged: its parts cannot be told apart.');
  });
  const rendered = mail.html ? safeHtml(mail.html) : null;
  const body = wellFormed(mail.text?.trim() || (rendered === null ? '' : textOfHtml(rendered)));
  const head = wellFormed(headOf(mail));
  const text = [head, body].filter(Boolean).join('\n\n');
  const places: Place[] = [];
  if (head) places.push({ kind: 'part', label: 'header', startUtf16: 0, endUtf16: head.length });
  if (body) places.push({ kind: 'part', label: 'body', startUtf16: text.length - body.length, endUtf16: text.length });
  const attachments = mail.attachments.map(({ filename, mimeType, content }) => ({
    name: filename ?? '',
    mediaType: mimeType,
    bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  }));
  const said = {
    ...NOTHING_SAID,
    title: line(mail.subject),
    author: mail.from ? written(mail.from) : null,
    publishedOn: dayOf(mail),
  };
  return { text, places, encoding: null, rendered, said, attachments, notes: notesOn(attachments.length) };
}

function headOf(mail: Email): string {
  const rows: [string, string | null][] = [
    ['From', mail.from ? written(mail.from) : null],
    ['To', many(mail.to)],
    ['Cc', many(mail.cc)],
    ['Date', line(mail.headers.find(({ key }) => key === 'date')?.value)],
    ['Subject', line(mail.subject)],
  ];
  return rows.flatMap(([name, value]) => (value ? `${name}: ${value}` : [])).join('\n');
}

function line(value: string | undefined): string | null {
  const words = value?.replace(/\s+/g, ' ').trim() ?? '';
  return words === '' ? null : words.slice(0, 2_000);
}

function written(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(written).join(', ')}`;
  return address.name ? `${address.name} <${address.address}>` : (address.address ?? '');
}

function many(addresses: Address[] | undefined): string | null {
  return line((addresses ?? []).map(written).join(', '));
}

/** The day on which it says it was sent, in the sender's own time. */
function dayOf(mail: Email): string | null {
  const value = mail.headers.find(({ key }) => key === 'date')?.value ?? '';
  const found = /(\d{1,2})\s+(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s+(\d{4})/i.exec(value);
  if (!found) return null;
  const month = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(found[2]!.toLowerCase()) / 3 + 1;
  return `${found[3]}-${String(month).padStart(2, '0')}-${found[1]!.padStart(2, '0')}`;
}

function notesOn(attachments: number): ReadingNote[] {
  if (attachments === 0) return [];
  const what = attachments === 1 ? '1 attachment is' : `${attachments} attachments are`;
  return [{ code: 'attachments_not_read', message: `${what} kept with the mail, but not part of its text.` }];
}
