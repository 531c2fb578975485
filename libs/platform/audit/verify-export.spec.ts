import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceKey, signCheckpoint, type CheckpointRecord } from './checkpoint.ts';
import { newSigningKey } from './signing-key.ts';
import { CHAIN_START } from './trail-check.ts';
import { verifyExport } from './verify-export.ts';

const WORKSPACE = '01930000-0000-7000-8000-00000000000a';
const OTHER = '01930000-0000-7000-8000-00000000000b';

interface Line {
  seq: number;
  previous: string;
  hash: string;
  canonical?: string;
}

let place: string;
const key = newSigningKey();

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'plumbline-export-'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function trailOf(acts: string[], workspace = WORKSPACE): Line[] {
  let previous = CHAIN_START;
  return acts.map((act, index) => {
    const seq = index + 1;
    const canonical = `${seq}\n${workspace}\n${previous}\n{"act":"${act}"}`;
    const line = { seq, previous, hash: createHash('sha256').update(canonical).digest('hex'), canonical };
    previous = line.hash;
    return line;
  });
}

const ACTS = ['create', 'record', 'revise', 'record', 'confirm', 'draft', 'withdraw', 'export'];
const TRAIL = trailOf(ACTS);
const signedAt = (seq: number, signer: KeyObject = key, lines = TRAIL): CheckpointRecord =>
  signCheckpoint(signer, {
    workspace: WORKSPACE,
    seq,
    head: lines[seq - 1]!.hash,
    at: `2026-01-0${seq}T00:00:00.000Z`,
  });

const SIGNED = [signedAt(3), signedAt(6), signedAt(8)];

interface Given {
  lines?: Line[];
  /** What the first line says; the last of the lines unless it is told. */
  head?: { events: number; head: string };
  checkpoints?: CheckpointRecord[] | null;
  keys?: KeyObject[];
  workspace?: string;
  until?: Date;
}

function pem(one: KeyObject): string {
  return createPublicKey(one).export({ type: 'spki', format: 'pem' }) as string;
}

async function check(given: Given = {}) {
  const { lines = TRAIL, head, checkpoints = SIGNED, keys = [key], workspace = WORKSPACE, until } = given;
  const [trail, signed, keyFile] = ['trail', 'checkpoints', 'key'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ];
  const last = { events: lines.length, head: lines.at(-1)?.hash ?? CHAIN_START, ...head };
  const first = { format: 'plumbline-audit/1', workspace, ...last, exportedAt: '2026-01-09T00:00:00.000Z' };
  writeFileSync(trail, [first, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(signed, (checkpoints ?? []).map((line) => `${JSON.stringify(line)}\n`).join(''));
  writeFileSync(keyFile, keys.map(pem).join(''));
  return verifyExport({ trail, anchor: checkpoints && { checkpoints: signed, key: keyFile, ...(until && { until }) } });
}

/** What is wrong and where, in short. */
async function faults(given: Given): Promise<string[]> {
  const { sound, problems } = await check(given);
  expect(sound).toBe(problems.length === 0);
  return problems.map(({ what, seq }) => `${what} ${seq}`);
}

const replaced = (seq: number, change: Partial<Line>) =>
  TRAIL.map((line) => (line.seq === seq ? { ...line, ...change } : line));

/** The trail with one act replaced, and every hash from there on made new: what a clever forger does. */
const rewritten = (seq: number) => trailOf(ACTS.map((act, index) => (index + 1 === seq ? 'forge' : act)));

describe('an exported trail', () => {
  it('is sound where nothing was done to it, and says how far it is signed', async () => {
    expect(await check()).toEqual({
      workspace: WORKSPACE,
      sound: true,
      anchored: true,
      events: 8,
      head: TRAIL[7]!.hash,
      checkpoint: { seq: 8, at: '2026-01-08T00:00:00.000Z' },
      problems: [],
      withoutText: 0,
      notes: [],
    });
  });

  it('says what cannot be found where no checkpoints are given', async () => {
    const { sound, anchored, notes } = await check({ checkpoints: null });
    expect({ sound, anchored, notes }).toEqual({
      sound: true,
      anchored: false,
      notes: [expect.stringMatching(/cut at the end .* written anew cannot be found/)],
    });
  });

  const swapped = [...TRAIL.slice(0, 3), TRAIL[4]!, TRAIL[3]!, ...TRAIL.slice(5)];
  it.each<[string, Line[], string[]]>([
    ['an edited text', replaced(4, { canonical: TRAIL[3]!.canonical!.replace('record', 'revise') }), ['edited 4']],
    ['a text of another event', replaced(4, { canonical: TRAIL[1]!.canonical! }), ['edited 4']],
    ['an event that was removed', TRAIL.filter(({ seq }) => seq !== 4), ['removed 4']],
    ['the first one removed', TRAIL.slice(1), ['removed 1']],
    ['several that were removed', TRAIL.filter(({ seq }) => seq < 3 || seq > 5), ['removed 3']],
    ['an event that was inserted', [...TRAIL.slice(0, 4), TRAIL[1]!, ...TRAIL.slice(4)], ['inserted 2']],
    ['an event that comes twice', [...TRAIL.slice(0, 4), TRAIL[3]!, ...TRAIL.slice(4)], ['inserted 4']],
    ['two that changed places', swapped, ['reordered 4']],
    ['the number of an event changed', replaced(4, { seq: 5 }), ['edited 5', 'edited 5', 'inserted 5', 'removed 4']],
  ])('shows %s, and where', async (_title, lines, expected) => {
    const head = { events: 8, head: TRAIL[7]!.hash };
    expect((await faults({ lines, head, checkpoints: null })).sort()).toEqual([...expected].sort());
    expect(await faults({ lines, head })).toEqual(expect.arrayContaining(expected));
  });

  it('shows an event whose hash was made new after an edit', async () => {
    const forged = rewritten(4)[3]!;
    expect(await faults({ lines: replaced(4, forged), checkpoints: null })).toEqual(['edited 4']);
  });

  it.each([
    ['by its own first line', { events: 8, head: TRAIL[7]!.hash }, null, ['truncated 6']],
    ['by a checkpoint, where the first line was changed too', undefined, SIGNED, ['truncated 6']],
    ['by nothing, without either', undefined, null, []],
  ])('shows a cut at the end %s', async (_title, head, checkpoints, expected) => {
    expect(await faults({ lines: TRAIL.slice(0, 5), ...(head && { head }), checkpoints })).toEqual(expected);
  });

  it('was perhaps exported before a later checkpoint: it says so, and may be checked up to then', async () => {
    const lines = TRAIL.slice(0, 6);
    const older = await check({ lines });
    expect(older).toMatchObject({ sound: false, problems: [{ what: 'truncated', seq: 7 }] });
    expect(older.notes).toEqual([expect.stringContaining('--until 2026-01-06T00:00:00.000Z')]);
    const until = new Date('2026-01-06T00:00:00.000Z');
    const notes = ['1 checkpoints were signed after 2026-01-06T00:00:00.000Z and were passed over'];
    expect(await check({ lines, until })).toMatchObject({ sound: true, checkpoint: { seq: 6 }, notes });
    expect(await faults({ lines: lines.slice(0, 5), until })).toEqual(['truncated 6']);
    expect((await check({ lines: lines.slice(0, 5) })).notes).toEqual([]);
  });

  it('shows a trail that was emptied', async () => {
    expect(await faults({ lines: [] })).toEqual(['truncated 1']);
  });

  it('shows a trail that was written anew, by its checkpoints alone', async () => {
    expect(await faults({ lines: rewritten(5), checkpoints: null })).toEqual([]);
    const { sound, checkpoint, problems } = await check({ lines: rewritten(5) });
    expect({ sound, checkpoint }).toEqual({ sound: false, checkpoint: { seq: 3, at: '2026-01-03T00:00:00.000Z' } });
    expect(problems).toEqual([
      {
        seq: 6,
        what: 'rewritten',
        message: 'event 6 is not the one signed on 2026-01-06T00:00:00.000Z: the trail was rewritten after event 3',
      },
    ]);
    expect(await faults({ lines: rewritten(1) })).toEqual(['rewritten 3']);
  });

  it('shows lines that are no events, and a head that is another', async () => {
    expect(await faults({ lines: [...TRAIL, { seq: 'x' } as never] })).toEqual(['unreadable null', 'truncated 9']);
    const head = { events: 8, head: TRAIL[6]!.hash };
    expect(await faults({ head, checkpoints: null })).toEqual(['head 8']);
  });

  it('is not taken for that of another workspace', async () => {
    const { problems } = await check({ workspace: OTHER });
    expect(problems.map(({ what }) => what)).toEqual([...Array(8).fill('edited'), 'checkpoint']);
  });

  it('may hold events by their hash alone, and says what that leaves open', async () => {
    const { canonical: _text, ...hashOnly } = TRAIL[3]!;
    const lines = TRAIL.map((line) => (line.seq === 4 ? hashOnly : line));
    const result = await check({ lines });
    expect(result).toMatchObject({ sound: true, withoutText: 1, notes: [expect.stringContaining('hash alone')] });
    const wrong = lines.map((line) => (line.seq === 4 ? { ...hashOnly, hash: TRAIL[4]!.hash } : line));
    expect(await faults({ lines: wrong })).toContain('edited 4');
  });

  it('is refused where a file is missing, empty, or something else', async () => {
    const trail = join(place, 'none');
    await expect(verifyExport({ trail, anchor: null })).rejects.toThrow(/none/);
    writeFileSync(trail, '');
    await expect(verifyExport({ trail, anchor: null })).rejects.toThrow(/is empty/);
    writeFileSync(trail, '{"format":"plumbline-checkpoint/1"}\n');
    await expect(verifyExport({ trail, anchor: null })).rejects.toThrow(/is no exported audit trail/);
  });
});

describe('checkpoints beside an exported trail', () => {
  const [second, third, stranger] = [newSigningKey(), newSigningKey(), newSigningKey()];
  const change = announceKey(key, second, '2026-01-04T00:00:00.000Z');
  const secondChange = announceKey(second, third, '2026-01-07T00:00:00.000Z');

  it('are followed over changes of the key, from the first key alone', async () => {
    const checkpoints = [signedAt(3), change, signedAt(6, second), secondChange, signedAt(8, third)];
    expect(await check({ checkpoints })).toMatchObject({ sound: true, checkpoint: { seq: 8 }, notes: [] });
  });

  it.each<[string, CheckpointRecord[], RegExp]>([
    ['by a key that nobody announced', [signedAt(3), signedAt(8, stranger)], /never announced/],
    ['before their key was announced', [signedAt(6, second), change], /never announced/],
    ['by the old key after the change', [change, signedAt(8)], /had taken its place/],
    ['for another event than their signature', [{ ...signedAt(8), at: '2030-01-01T00:00:00.000Z' }], /does not fit/],
    [
      'by a key that announced itself',
      [announceKey(stranger, stranger, '2026-01-04T00:00:00.000Z')],
      /never announced/,
    ],
    ['with an announced key of another id', [{ ...change, nextKey: 'f'.repeat(32) }], /does not fit/],
  ])('are not believed where they are signed %s', async (_title, checkpoints, message) => {
    const { sound, problems } = await check({ checkpoints });
    expect(sound).toBe(false);
    expect(problems[0]).toMatchObject({ what: 'checkpoint', message: expect.stringMatching(message) });
  });

  it('do not count for another workspace, and one that lacks its own is told', async () => {
    const foreign = signCheckpoint(key, {
      workspace: OTHER,
      seq: 9,
      head: CHAIN_START,
      at: '2026-01-09T00:00:00.000Z',
    });
    expect(await check({ checkpoints: [...SIGNED, foreign] })).toMatchObject({
      sound: true,
      notes: ['1 checkpoints are of other workspaces and were passed over'],
    });
    expect(await faults({ checkpoints: [foreign] })).toEqual(['checkpoint null']);
  });

  it('pass over a line that a crash tore', async () => {
    const torn = { format: 'plumbline-checkpoint/1', workspace: WORKSPACE } as never;
    expect(await check({ checkpoints: [...SIGNED, torn] })).toMatchObject({
      sound: true,
      notes: ['line 4 of the checkpoints is no whole record and was passed over'],
    });
  });
});
