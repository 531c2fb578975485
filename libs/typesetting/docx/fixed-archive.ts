import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

interface ArchiveEntry {
  name: string;
  content: Buffer;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_HEADER = 0x06054b50;
// 1980-01-01 00:00, the first moment a ZIP date can name: no clock enters the archive.
const FIRST_DOS_DATE = 0x0021;

/**
 * Rewrites a .docx so that equal letters are equal bytes: the properties carry `createdAt`, bookmarks are
 * numbered from 1, entries carry one fixed date and a known compression.
 */
export function fixedArchive(archive: Uint8Array, createdAt: string): Uint8Array {
  const stamp = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const entries = readArchive(Buffer.from(archive)).map(({ name, content }) => {
    if (name === 'docProps/core.xml') return { name, content: Buffer.from(withStamp(content.toString('utf8'), stamp)) };
    if (name === 'word/document.xml') return { name, content: Buffer.from(withOwnIds(content.toString('utf8'))) };
    return { name, content };
  });
  // Readers that look at the first entry expect the list of content types there.
  const types = entries.filter((entry) => entry.name === '[Content_Types].xml');
  return writeArchive([...types, ...entries.filter((entry) => !types.includes(entry))]);
}

function withStamp(xml: string, stamp: string): string {
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, (_, open: string) => open + stamp);
}

function withOwnIds(xml: string): string {
  const known = new Map<string, number>();
  return xml.replace(/(<w:bookmark(?:Start|End)[^>]*?w:id=")(\d+)/g, (_, lead: string, id: string) => {
    if (!known.has(id)) known.set(id, known.size + 1);
    return `${lead}${known.get(id)}`;
  });
}

/** The files of a ZIP by its central directory. Reads what the docx package writes: no encryption, no ZIP64. */
export function readArchive(archive: Buffer): ArchiveEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ArchiveEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    const method = archive.readUInt16LE(at + 10);
    const packedSize = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const skipped = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + packedSize);
    if (!name.endsWith('/')) entries.push({ name, content: method === 0 ? packed : inflateRawSync(packed) });
    at += 46 + nameLength + skipped;
  }
  return entries;
}

function writeArchive(entries: ArchiveEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content, { level: 6 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(0, 6);
    fields.writeUInt16LE(FIRST_DOS_DATE, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([wordOf(LOCAL_HEADER), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([wordOf(CENTRAL_HEADER), Buffer.from([20, 0]), fields, rest, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...parts, central, wordOf(END_HEADER), end]));
}

function wordOf(value: number): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(value);
  return word;
}
