import { NotReadable } from './document.ts';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 5_000;
/** What an archive may unpack to: its own word, so the process that unpacks is watched as well. */
const MOST_UNPACKED = 150 * 1024 * 1024;

interface ZipEntry {
  name: string;
  unpackedBytes: number;
}

/**
 * The names and sizes in an archive, from its central directory, before anything is unpacked.
 * @throws NotReadable for an archive that is cut, locked, or says that it unpacks to too much
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) throw new NotReadable('damaged', 'The file ends too early: its table of contents is missing.');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) {
      throw new NotReadable('damaged', 'The file is damaged: its table of contents does not fit its bytes.');
    }
    if (view.getUint16(at + 8, true) & 1) {
      throw new NotReadable('encrypted', 'The file is locked with a password. Save it without one.');
    }
    const unpackedBytes = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    entries.push({ name, unpackedBytes });
    total += unpackedBytes;
    if (entries.length > MOST_ENTRIES || total > MOST_UNPACKED) {
      throw new NotReadable(
        'too_complex',
        `The file unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MB or ${MOST_ENTRIES} parts. It is not opened.`,
      );
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOfDirectory(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - LONGEST_COMMENT);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}
