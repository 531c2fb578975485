import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plumbline } from '../support/command-line.ts';

let place: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'plumbline audit '));
});
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 }));

const audit = (args: string[], dataDir = join(place, 'data')) => plumbline(['audit', ...args], { DATA_DIR: dataDir });

describe('a trail in a file', () => {
  const [trail, checkpoints, key] = [
    'trail.jsonl',
    'data/checkpoints/checkpoints.jsonl',
    'data/checkpoints/public-key.pem',
  ];
  const at = (name: string) => join(place, name);
  const nowhere = () => join(place, 'nowhere');
  const verify = (file: string, ...more: string[]) =>
    audit(['verify', '--export', file, '--checkpoints', at(checkpoints), '--key', at(key), ...more], nowhere());

  it('is written once, and is sound by its own checkpoints, over a change of the key', async () => {
    const made = await audit(['export', '--out', at(trail)]);
    expect(made).toMatchObject({ code: 0 });
    const { events, head } = JSON.parse(made.out);
    const last = JSON.parse(readFileSync(at(trail), 'utf8').trimEnd().split('\n').at(-1)!);
    expect({ seq: last.seq, hash: last.hash }).toEqual({ seq: events, hash: head });
    expect(last.canonical).toContain('"act":"export"');
    const again = await audit(['export', '--out', at(trail)]);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is there already');

    writeFileSync(at('first-key.pem'), readFileSync(at(key)));
    expect((await audit(['change-key'])).code).toBe(0);
    expect((await audit(['export', '--out', at('later.jsonl')])).code).toBe(0);
    const files = ['--export', at('later.jsonl'), '--checkpoints', at(checkpoints), '--key', at('first-key.pem')];
    const sound = await audit(['verify', ...files], nowhere());
    expect(sound).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^Sound: \d+ events, up to event \d+ as signed/),
    });
    expect(JSON.parse(sound.out)).toMatchObject({ sound: true, anchored: true, checkpoint: { seq: events + 2 } });
  }, 120_000);

  it('shows an edit and a cut with exit code 1, in one plain line, and opens no database', async () => {
    const [first, ...others] = readFileSync(at(checkpoints), 'utf8').trimEnd().split('\n');
    expect(others.length).toBeGreaterThan(0);
    const older = await verify(at(trail), '--until', JSON.parse(first!).at);
    expect(older).toMatchObject({ code: 0 });
    expect((await verify(at(trail))).err).toMatch(/^Not sound: truncated at event .*\n.*--until/);
    const lines = readFileSync(at(trail), 'utf8').split('\n');
    writeFileSync(at('edited.jsonl'), lines.with(1, lines[1]!.replace('create', 'rename')).join('\n'));
    const edited = await verify(at('edited.jsonl'));
    expect(edited.code).toBe(1);
    expect(edited.err).toMatch(/^Not sound: edited at event 1: the text of event 1 was changed/);
    const cut = JSON.parse(lines[0]!);
    const [before] = lines.slice(-3);
    const head = { ...cut, events: cut.events - 1, head: JSON.parse(before!).hash };
    writeFileSync(at('cut.jsonl'), [JSON.stringify(head), ...lines.slice(1, -2)].join('\n'));
    const shorter = await verify(at('cut.jsonl'));
    expect(shorter.code).toBe(1);
    expect(JSON.parse(shorter.out).problems[0]).toMatchObject({ what: 'truncated', seq: cut.events });
    expect(JSON.parse(shorter.out).notes).toEqual([]);
    const alone = await audit(['verify', '--export', at('cut.jsonl')], nowhere());
    expect(alone).toMatchObject({ code: 0, err: expect.stringContaining('No checkpoints were given') });
    expect(existsSync(nowhere())).toBe(false);
  });

  it('answers with 2 what it cannot read or understand', async () => {
    const said = async (args: string[]) => {
      const { code, err } = await audit(['verify', ...args], nowhere());
      return `${code} ${err}`;
    };
    expect(await said(['--export', at('none.jsonl')])).toMatch(/^2 .*none\.jsonl/);
    expect(await said(['--export', at('first-key.pem')])).toMatch(/^2 .*is no exported audit trail/);
    expect(await said(['--export', at(trail), '--checkpoints', at(checkpoints)])).toMatch(/^2 .*come together/);
    expect(await said(['--checkpoints', at(checkpoints), '--key', at(key)])).toMatch(/^2 .*go with --export/);
    expect(await said(['--export', at(trail), '--workspace', 'demo'])).toMatch(/^2 .*names its workspace itself/);
    expect(await said(['--export', at(trail), '--checkpoints', at(checkpoints), '--key', at(trail)])).toMatch(
      /^2 .*holds no public key/,
    );
  });
});
