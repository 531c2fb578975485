import { readFileSync } from 'node:fs';
import { RecordAnswer } from '@libs/contracts';
import { answerProblems, companyProblems, indicatorsOf, refuseCited, roundKeyOf } from './answer.rules.ts';
import type { CitedRecord } from './answer.rules.ts';
import { readMethodFile, shippedMethods } from './method-files.ts';

const { document: method, fileSha256 } = shippedMethods()[0]!;
const one = '018f0000-0000-7000-8000-000000000001';
const two = '018f0000-0000-7000-8000-000000000002';
const found = { researchStatus: 'found', answerKey: 'yes', claimIds: [one] } as const;
const problemsOf = (answer: object, indicator = 'P1') =>
  answerProblems(method, indicator, RecordAnswer.parse(answer)).map(({ path, code }) => `${path} ${code}`);

const finding: CitedRecord = {
  kind: 'finding',
  id: one,
  number: 'F-206',
  audienceId: 'everyone',
  status: 'published',
  companyId: 'intel',
};

describe('an answer', () => {
  it.each([
    ['that is found, by the rubric, on evidence', found, []],
    ['whose key differs in capitals and spaces', { ...found, answerKey: ' YES ' }, []],
    ['that is found without a key', { ...found, answerKey: null }, ['answerKey not_in_rubric']],
    ['with a key that the rubric does not list', { ...found, answerKey: 'often' }, ['answerKey not_in_rubric']],
    ['that is found on nothing', { ...found, claimIds: [] }, ['excerptIds evidence_missing']],
    ['that is found on an excerpt alone', { ...found, claimIds: [], excerptIds: [two] }, []],
    ['that names a record twice', { ...found, claimIds: [one, two, one] }, ['claimIds.2 named_twice']],
    ['that is absent, with evidence of the search', { researchStatus: 'not_found', excerptIds: [one] }, []],
    ['that is absent and has a key', { researchStatus: 'unknown', answerKey: 'no' }, ['answerKey key_on_absence']],
  ])('%s', (_words, answer, problems) => {
    expect(problemsOf(answer)).toEqual(problems);
  });

  it('rests on claims and findings of its own company only', () => {
    const input = RecordAnswer.parse({ ...found, findingIds: [two, one] });
    expect(companyProblems('intel', input, [finding])).toEqual([]);
    const foreign = companyProblems('seagate', input, [finding, { ...finding, kind: 'excerpt', companyId: null }]);
    expect(foreign).toEqual([
      { path: 'findingIds.1', code: 'other_company', message: 'F-206 is a finding of another company' },
    ]);
  });

  it('rests on what stands and on what everybody may read', () => {
    expect(refuseCited([finding], 'everyone')).toBeNull();
    expect(refuseCited([{ ...finding, status: 'withdrawn' }], 'everyone')).toMatchObject({ code: 'withdrawn' });
    const narrow = refuseCited([finding, { ...finding, number: 'F-9', audienceId: 'legal' }], 'everyone');
    expect(narrow?.code).toBe('narrower_audience');
    expect(narrow?.message).toMatch(/: F-9\.$/);
  });
});

describe('the indicators of a method', () => {
  it('are its leaves, policy first', () => {
    expect(indicatorsOf(method).map(({ node, side }) => `${node.id} ${side}`)).toEqual([
      ...['P1 policy', 'P2 policy', 'P3 policy', 'P4 policy'],
      ...['C1 conduct', 'C2 conduct', 'C3 conduct', 'C4 conduct'],
    ]);
    const parent = { ...method.sides.policy.indicators[0]!, id: 'P', children: method.sides.policy.indicators };
    const nested = { ...method, sides: { ...method.sides, policy: { ...method.sides.policy, indicators: [parent] } } };
    expect(indicatorsOf(nested)).toEqual(indicatorsOf(method));
  });
});

describe('a method file', () => {
  const bytes = readFileSync(new URL('./methods/starter-1.yaml', import.meta.url));

  it('is read with the hash of its bytes', () => {
    expect(readMethodFile('starter-1.yaml', bytes)).toEqual({ document: method, fileSha256 });
    expect(readMethodFile('starter-1.yaml', Buffer.concat([bytes, Buffer.from('# a note\n')])).fileSha256).not.toBe(
      fileSha256,
    );
  });

  it('is refused by name, with what is wrong with its shape or its meaning', () => {
    const text = bytes.toString('utf8');
    const wrongShape = Buffer.from(text.replace("version: '1'", 'version: 1'));
    expect(() => readMethodFile('mine.yaml', wrongShape)).toThrow(/mine\.yaml cannot be read\. version:/);
    const wrongPair = Buffer.from(text.replace('policy: P4, conduct: C3', 'policy: P9, conduct: C3'));
    expect(() => readMethodFile('mine.yaml', wrongPair)).toThrow(/mine\.yaml does not hold\. .*P9/);
  });
});

describe('the key of a round', () => {
  it.each([
    ['Surveillance end use, 2019', 'surveillance-end-use-2019'],
    ['  Überwachung – Züge ', 'uberwachung-zuge'],
    ['监视 2019', '2019'],
    ['监视', 'round'],
    ['a'.repeat(200), 'a'.repeat(70)],
  ])('%s', (title, key) => {
    expect(roundKeyOf(title)).toBe(key);
  });
});
