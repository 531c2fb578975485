import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addKey, readKeys, SealBroken, Sealing, type SealedPlace } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-sealing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place: SealedPlace = { workspaceId: 'w1', table: 'app.note', column: 'body', rowId: 'r1' };
const key = (version: number, fill: number) => ({ version, bytes: Buffer.alloc(32, fill) });

describe('U7: a sealed value', () => {
  const sealing = new Sealing([key(1, 7)]);

  it('opens in its place, and is never the same twice', () => {
    const [one, two] = [sealing.sealText('words ☂', place), sealing.sealText('words ☂', place)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('words')).toBe(false);
    expect([sealing.openText(one, place), sealing.openText(two, place)]).toEqual(['words ☂', 'words ☂']);
    expect(sealing.open(sealing.seal(new Uint8Array(0), place), place)).toHaveLength(0);
  });

  it.each<[string, Partial<SealedPlace>]>([
    ['workspace', { workspaceId: 'w2' }],
    ['account', { workspaceId: null }],
    ['table', { table: 'app.other' }],
    ['column', { column: 'title' }],
    ['row', { rowId: 'r2' }],
    ['row by a shifted border', { column: 'body","r', rowId: '1' }],
  ])('does not open in another %s', (_what, change) => {
    expect(() => sealing.open(sealing.sealText('words', place), { ...place, ...change })).toThrow(SealBroken);
  });

  it('does not open with any one bit changed, cut short, or with another key', () => {
    const sealed = sealing.sealText('words', place);
    for (let at = 0; at < sealed.length * 8; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at >> 3]! ^= 1 << (at & 7);
      expect(() => sealing.open(changed, place)).toThrow(SealBroken);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => sealing.open(sealed.subarray(0, length), place)).toThrow(SealBroken);
    }
    expect(() => new Sealing([key(1, 8)]).open(sealed, place)).toThrow(SealBroken);
  });

  it('opens after a newer key was added, which seals from then on', () => {
    const old = sealing.sealText('words', place);
    const renewed = new Sealing([key(300, 9), key(1, 7)]);
    const young = renewed.sealText('words', place);
    expect([renewed.openText(old, place), renewed.openText(young, place)]).toEqual(['words', 'words']);
    expect([renewed.isOld(old), renewed.isOld(young)]).toEqual([true, false]);
    expect(() => sealing.open(young, place)).toThrow(SealBroken);
  });
});

describe('L4, L5: the key file', () => {
  it('is made once where it may be, for its owner alone', async () => {
    const keyFile = join(folder, 'keys', 'sealing-keys.txt');
    const [one, two] = await Promise.all([
      readKeys({ keyFile, makesKey: true }),
      readKeys({ keyFile, makesKey: true }),
    ]);
    expect(one).toEqual(two);
    expect(one[0]!.bytes).toHaveLength(32);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('is not made where the administrator named it', async () => {
    const keyFile = join(folder, 'absent.txt');
    await expect(readKeys({ keyFile, makesKey: false })).rejects.toThrow('plumbline key add');
  });

  it('takes another key, and keeps the old one', async () => {
    const keyFile = join(folder, 'renewed.txt');
    expect([await addKey(keyFile), await addKey(keyFile)]).toEqual([1, 2]);
    const keys = await readKeys({ keyFile, makesKey: false });
    expect(keys.map(({ version }) => version)).toEqual([1, 2]);
    expect(keys[0]!.bytes.equals(keys[1]!.bytes)).toBe(false);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a short key', `1 ${Buffer.alloc(31).toString('base64')}`, 'line 1'],
    ['no version', Buffer.alloc(32).toString('base64'), 'line 1'],
    ['a version too high', `65536 ${Buffer.alloc(32).toString('base64')}`, 'line 1'],
    ['nothing', '# empty\n', 'holds no key'],
    ['a version twice', `1 ${Buffer.alloc(32).toString('base64')}\n`.repeat(2), 'same version'],
  ])('is refused with %s', async (_what, text, why) => {
    const keyFile = join(folder, 'wrong.txt');
    writeFileSync(keyFile, text);
    await expect(readKeys({ keyFile, makesKey: true })).rejects.toThrow(why);
    expect(readFileSync(keyFile, 'utf8')).toBe(text);
  });
});
