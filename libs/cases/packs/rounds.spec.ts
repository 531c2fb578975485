import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CasePack, MethodFile } from '@libs/contracts';
import { scoreCompany } from '@libs/domain/scoring';
import type { Answer } from '@libs/domain/scoring';
import { byKey, gradeOf, readPack } from './pack.support.ts';

const starter = new URL('../../scorecards/methods/starter-1.yaml', import.meta.url);
const method = MethodFile.parse(parse(readFileSync(starter, 'utf8')));

function answersOf(pack: CasePack, company: string): Answer[] {
  const { findings } = byKey(pack);
  return pack.rounds[0]!.answers.filter((answer) => answer.company === company).map((answer) => ({
    node: answer.indicator,
    status: answer.researchStatus,
    key: answer.answerKey,
    evidence: answer.findings.map((key) => ({ id: key, grade: gradeOf(pack, findings.get(key)!)! })),
    verification: answer.verification,
    published: answer.status === 'published',
  }));
}

function rowOf(pack: CasePack, company: string): string {
  const { policy, conduct, pairs } = scoreCompany(method, answersOf(pack, company));
  const covered = ({ coverage }: typeof policy) => `${coverage.answered}/${coverage.of}`;
  const pair = pairs.find(({ pair: id }) => id === 'P3-C1')!;
  const side = conduct.display === null ? conduct.line : `${conduct.display} ${covered(conduct)}`;
  return [`${policy.display ?? '-'} ${covered(policy)}`, side, pair.display, pair.whyNotComparable ?? ''].join(' | ');
}

const { pack: sample } = readPack('./sample.json');
const { pack: founding } = readPack('./founding.json');

describe('the league of the starter method', () => {
  it('takes the method that both rounds name', () => {
    for (const { rounds } of [sample, founding])
      expect(rounds[0]!.method).toEqual({ key: method.id, version: method.version });
  });

  it.each([
    ['sample-cloud-g', '75 4/4 | 75 4/4 | 0 | '],
    ['sample-devices-b', '88 4/4 | 33 3/4 | +50 | '],
    ['sample-foundry-a', '63 4/4 | 83 3/3 | \u221250 | '],
    ['sample-networks-d', '38 4/4 | 0 3/4 | +50 | '],
    ['sample-optics-c', '25 4/4 | 2 reported, one report | n/c | one report'],
    ['sample-sensors-f', '50 2/4 | 17 3/4 | n/c | starter.P3 not researched'],
    ['sample-storage-e', '88 4/4 | 63 4/4 | 0 | '],
    ['sample-systems-h', '- 1/4 | none reported | n/c | neither side researched'],
  ])('%s recomputes from its answers', (company, row) => {
    expect(rowOf(sample, company)).toBe(row);
  });

  it.each([
    [
      'hewlett-packard-enterprise',
      '- 0/4 | 2 reported: 1 confirmed by the company, 1 by one report | n/c | draft, company confirms, policy not seen',
    ],
    ['intel', '- 1/4 | 3 reported, one report | n/c | draft, one report, policy not seen'],
    ['seagate', '- 1/4 | 1 reported, one report | n/c | draft, one report, policy not seen'],
    ['western-digital', '- 1/4 | 1 reported, one report | n/c | draft, one report, policy not seen'],
  ])('%s has no score, and the row says why', (company, row) => {
    expect(rowOf(founding, company)).toBe(row);
  });
});
