import type { CasePack } from '@libs/contracts';
import { readPack } from './packs/pack.support.ts';
import { referenceProblems } from './pack-references.rules.ts';
import { captureOf, dayProblems, sha256, textProblems } from './pack-content.rules.ts';

const founding = readPack('./founding.json').pack;
const sample = readPack('./sample.json').pack;

type Change = (pack: CasePack) => void;

function problemsOf(pack: CasePack, change: Change): string[] {
  const changed = structuredClone(pack);
  change(changed);
  return [...referenceProblems(changed), ...textProblems(changed), ...dayProblems(changed)].map(
    ({ path, code }) => `${path} ${code}`,
  );
}

it.each([
  ['founding', founding],
  ['sample', sample],
])('the %s pack has no problem', (_name, pack) => {
  expect(problemsOf(pack, () => undefined)).toEqual([]);
});

const references: [string, Change, string[]][] = [
  ['a key that stands twice', (pack) => (pack.findings[3]!.key = pack.findings[2]!.key), ['findings.3.key twice']],
  [
    'a number that stands twice',
    (pack) => (pack.claims[4]!.number = pack.claims[0]!.number),
    ['claims.4.number twice'],
  ],
  [
    'a key that leads nowhere',
    (pack) => (pack.statements[3]!.excerpt = 'x-none'),
    ['statements.3.excerpt no_such_key'],
  ],
  [
    'a key of another kind',
    (pack) => (pack.assessments[0]!.evidence[1]!.finding = 'st115-intel-moss'),
    ['assessments.0.evidence.1.finding no_such_key'],
  ],
  [
    'keys in a list',
    (pack) => (pack.findings[0]!.answers = ['st115-intel-moss', 'st-none', 'st115-intel-moss']),
    ['findings.0.answers.2 twice', 'findings.0.answers.1 no_such_key'],
  ],
  [
    'a circle of two',
    (pack) => {
      pack.claims[1]!.supersedes = pack.claims[2]!.key;
      pack.claims[2]!.supersedes = pack.claims[1]!.key;
      pack.claims[3]!.supersedes = pack.claims[1]!.key;
    },
    ['claims.1.supersedes circle', 'claims.2.supersedes circle'],
  ],
  [
    'a record that points at itself',
    (pack) => (pack.sources[0]!.syndicatedFrom = pack.sources[0]!.key),
    ['sources.0.syndicatedFrom circle'],
  ],
  ['a withdrawn record', (pack) => (pack.claims[2]!.status = 'withdrawn'), ['claims.2.status withdrawn']],
  [
    'evidence without a record',
    (pack) => (pack.assessments[2]!.evidence[0]!.finding = null),
    ['assessments.2.evidence.0 one_of_two'],
  ],
  [
    'a day that is in no calendar',
    (pack) => {
      pack.claims[0]!.deadline = '2019-11-31';
      pack.findings[2]!.happenedOn = '2019-02-29';
    },
    ['claims.0.deadline no_such_date', 'findings.2.happenedOn no_such_date'],
  ],
  [
    'an answer for a company outside the round',
    (pack) => (pack.rounds[0]!.answers[1]!.company = 'hikvision'),
    ['rounds.0.answers.1.company not_in_round'],
  ],
  [
    'two answers to one indicator',
    (pack) => (pack.rounds[0]!.answers[1]!.indicator = 'C1'),
    ['rounds.0.answers.1 twice'],
  ],
];

it.each(references)('%s is named by its path', (_title, change, expected) => {
  expect(problemsOf(founding, change)).toEqual(expected);
});

const texts: [string, CasePack, Change, string[]][] = [
  [
    'words that are not in the capture',
    founding,
    (pack) => (pack.excerpts[2]!.exact = pack.excerpts[2]!.exact.replace('several', 'many')),
    ['excerpts.2.exact not_in_capture'],
  ],
  [
    'shifted offsets',
    founding,
    (pack) => {
      pack.excerpts[0]!.startUtf16 += 1;
      pack.excerpts[0]!.endUtf16 += 1;
    },
    ['excerpts.0.exact not_in_capture'],
  ],
  [
    'offsets behind the end',
    founding,
    (pack) => (pack.excerpts[0]!.endUtf16 = 99_999),
    ['excerpts.0.startUtf16 offsets_out_of_range'],
  ],
  [
    'words of a stub',
    founding,
    (pack) => (pack.excerpts[0]!.source = 's413-wall-street-journal'),
    ['excerpts.0.source no_text'],
  ],
  [
    'words across the edge of a passage',
    founding,
    (pack) => {
      const { text } = captureOf(pack.sources[0]!)!;
      Object.assign(pack.excerpts[0]!, { startUtf16: 200, endUtf16: 260, exact: text.slice(200, 260) });
    },
    ['excerpts.0.startUtf16 outside_passage'],
  ],
  [
    'another hash',
    founding,
    (pack) => (pack.sources[0]!.contentSha256 = 'a'.repeat(64)),
    ['sources.0.contentSha256 hash_differs'],
  ],
  [
    'a hash of a stub',
    founding,
    (pack) => (pack.sources[1]!.contentSha256 = 'a'.repeat(64)),
    ['sources.1.contentSha256 hash_without_text'],
  ],
  [
    'passages without the document they come from',
    founding,
    (pack) => Object.assign(pack.sources[0]!, { originalSha256: null, originalLengthUtf16: null }),
    ['sources.0.originalSha256 original_missing', 'sources.0.originalLengthUtf16 original_missing'],
  ],
  [
    'a passage that begins within the one before',
    founding,
    (pack) => (pack.sources[0]!.passages![3]!.originalStartUtf16 = 800),
    ['sources.0.passages.3.originalStartUtf16 passage_out_of_order'],
  ],
  [
    'a passage behind the end of the document',
    founding,
    (pack) => (pack.sources[0]!.originalLengthUtf16 = 3700),
    ['sources.0.passages.15.originalStartUtf16 outside_original'],
  ],
  [
    'a full text without a licence',
    sample,
    (pack) => (pack.sources[0]!.licence = null),
    ['sources.0.licence licence_missing'],
  ],
  [
    'a full capture without its text',
    sample,
    (pack) => Object.assign(pack.sources[3]!, { capturedText: null, contentSha256: null }),
    ['sources.3.capturedText text_missing', 'excerpts.8.source no_text'],
  ],
  [
    'a text with U+0000',
    sample,
    (pack) => {
      const text = `${pack.sources[0]!.capturedText!}\u0000`;
      Object.assign(pack.sources[0]!, { capturedText: text, contentSha256: sha256(text) });
    },
    ['sources.0.capturedText nul_character'],
  ],
];

it.each(texts)('%s: named by their path', (_title, pack, change, expected) => {
  expect(problemsOf(pack, change)).toEqual(expected);
});

it('a chain as long as a pack allows is walked once', () => {
  const pack = structuredClone(founding);
  const [first] = pack.sources;
  pack.sources = Array.from({ length: 20_000 }, (_, index) => ({
    ...first!,
    key: `s${index}`,
    number: index + 1,
    syndicatedFrom: `s${(index + 1) % 20_000}`,
    captureKind: 'stub' as const,
    passages: null,
    contentSha256: null,
  }));
  const began = performance.now();
  const circles = referenceProblems(pack).filter(({ code }) => code === 'circle');
  expect(circles).toHaveLength(20_000);
  expect(performance.now() - began).toBeLessThan(5000);
});
