import { NotReadable } from './document.ts';
import type { ReadingNote } from './document.ts';

export interface Decoded {
  text: string;
  encoding: string;
  notes: ReadingNote[];
}

/** What may be known of an encoding, strongest first. A byte order mark is stronger than all of them. */
export interface EncodingHints {
  /** A person's word. */
  chosen: string | null;
  /** The word of a server, a page or a mail. */
  declared: string | null;
  /** What to assume where nobody says anything and the bytes are no UTF-8; null refuses them. */
  otherwise: string | null;
}

/**
 * Bytes as text. Nothing is replaced: bytes that the encoding does not know are refused with their place, because a text
 * with marks of replacement is not what was written.
 */
export function decode(bytes: Uint8Array, hints: EncodingHints): Decoded {
  const marked = byteOrderMark(bytes);
  const label = marked ?? hints.chosen ?? hints.declared;
  if (label !== null) return { ...decodeAs(bytes, label), notes: [] };
  try {
    return { ...decodeAs(bytes, 'utf-8'), notes: [] };
  } catch (error) {
    if (hints.otherwise === null) throw error;
    const message = `Nobody says in which encoding it is written, and it is no UTF-8: it was read as ${hints.otherwise}.`;
    return { ...decodeAs(bytes, hints.otherwise), notes: [{ code: 'encoding_assumed', message }] };
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decodeAs(bytes: Uint8Array, label: string): { text: string; encoding: string } {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    throw new NotReadable('wrong_encoding', `“${label.slice(0, 40)}” is no encoding that is known.`);
  }
  if (decoder.encoding === WINDOWS) return { text: fromWindows(bytes), encoding: WINDOWS };
  try {
    return { text: decoder.decode(bytes), encoding: decoder.encoding };
  } catch {
    const at = firstBadByte(bytes, label);
    throw new NotReadable(
      'wrong_encoding',
      `Byte ${at + 1} is no ${decoder.encoding}. Say in which encoding it is written, for example windows-1252.`,
    );
  }
}

const WINDOWS = 'windows-1252';
/** What the bytes 80 to 9F are there, in the Encoding Standard. */
const FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Node 20 takes windows-1252 for latin1 and loses its quotation marks, so these bytes are looked up here. */
function fromWindows(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009F]/g, (sign) => FROM_80[sign.charCodeAt(0) - 0x80]!);
}

/** How many bytes from the beginning can be decoded. */
function firstBadByte(bytes: Uint8Array, label: string): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), label)) good = middle;
    else bad = middle;
  }
  // A character that was begun is good as far as it goes; its first byte is where the fault lies.
  const begun = new TextDecoder(label, { ignoreBOM: true }).decode(bytes.subarray(0, good), { stream: true });
  return /^utf-?8$/i.test(label) ? Buffer.byteLength(begun) : good;
}

function decodes(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
