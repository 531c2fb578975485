import { createHash } from 'node:crypto';
import { RESEARCH_STATUSES, shortNumber, VERDICTS } from '@libs/domain/vocabulary';
import {
  byKey,
  capturedTextOf,
  claimsOutsideStatements,
  danglingKeys,
  gradeOf,
  readPack,
  refusedAssessments,
  unanchoredExcerpts,
} from './pack.support.ts';

const { text, pack } = readPack('./sample.json');
const founding = readPack('./founding.json').pack;
const known = byKey(pack);
const claimNumber = (key: string) => shortNumber('claim', known.claims.get(key)!.number);
const findingNumber = (key: string) => shortNumber('finding', known.findings.get(key)!.number);

describe('the sample pack as a file', () => {
  it('is canonical: parsing and writing it gives the same bytes', () => {
    expect(`${JSON.stringify(pack, null, 2)}\n`).toBe(text);
  });

  it('anchors every excerpt, every claim, and names no record that it does not hold', () => {
    expect(unanchoredExcerpts(pack)).toEqual([]);
    expect(claimsOutsideStatements(pack)).toEqual([]);
    expect(danglingKeys(pack)).toEqual([]);
    for (const source of pack.sources) {
      const hash = createHash('sha256').update(capturedTextOf(source), 'utf8').digest('hex');
      expect(source).toMatchObject({ captureKind: 'full', contentSha256: hash });
    }
  });

  it('holds invented organisations only, each marked sample, and no real name', () => {
    for (const { legalName, sample } of pack.organisations)
      expect([legalName, sample]).toEqual([expect.stringContaining('Sample'), true]);
    expect(pack.rounds.every(({ sample }) => sample)).toBe(true);
    const names = founding.organisations.flatMap(({ legalName, shortName, aliases }) => [
      legalName,
      shortName,
      ...aliases.map((alias) => alias.text),
    ]);
    for (const name of [...names, 'William Moss', 'China', 'Uighur']) expect(text).not.toContain(name);
    for (const { firstReader, secondReader } of pack.assessments) {
      for (const reader of [firstReader, secondReader]) expect(reader?.name ?? 'Sample').toMatch(/^Sample/);
    }
  });

  it('shares no short number with the founding pack, so that both keep theirs in one workspace', () => {
    for (const kind of ['sources', 'excerpts', 'statements', 'claims', 'findings', 'assessments'] as const) {
      const taken = new Set(founding[kind].map(({ number }) => number));
      expect(pack[kind].filter(({ number }) => taken.has(number)).map(({ key }) => key)).toEqual([]);
      expect(new Set(pack[kind].map(({ number }) => number)).size).toBe(pack[kind].length);
    }
  });
});

describe('the states it shows', () => {
  it('has all six verdicts on one company, each allowed by the rules of evidence', () => {
    const drawn = pack.assessments.map(({ claim, verdict, status, evidence }) => [
      claimNumber(claim),
      verdict,
      status,
      evidence.flatMap(({ finding, stance }) => (finding ? [`${findingNumber(finding)} ${stance}`] : [])).join(),
    ]);
    expect(drawn).toEqual([
      ['C-81', 'inconsistent', 'published', 'F-151 contradicts'],
      ['C-82', 'consistent', 'published', 'F-152 supports'],
      ['C-83', 'partly_consistent', 'published', 'F-153 qualifies'],
      ['C-84', 'cannot_be_tested', 'published', ''],
      ['C-85', 'not_explained', 'published', 'F-154 qualifies'],
      ['C-86', 'not_enough_evidence', 'draft', 'F-155 context'],
    ]);
    expect(new Set(pack.assessments.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
    expect(pack.assessments.every(({ claim }) => known.claims.get(claim)!.company === 'sample-devices-b')).toBe(true);
    expect(refusedAssessments(pack)).toEqual({});
  });

  it('has all five absences beside answers found, each absence with its reason', () => {
    const { answers, companies } = pack.rounds[0]!;
    expect(companies).toHaveLength(8);
    expect(answers).toHaveLength(64);
    expect(new Set(answers.map(({ researchStatus }) => researchStatus))).toEqual(new Set(RESEARCH_STATUSES));
    for (const answer of answers) {
      if (answer.researchStatus === 'found') expect(answer.excerpts.length).toBeGreaterThan(0);
      else expect(answer.answerKey).toBeNull();
      if (!['found', 'not_researched'].includes(answer.researchStatus)) expect(answer.comment).toBeTruthy();
    }
  });

  it.each([
    [151, 'official_record'],
    [152, 'official_record'],
    [153, 'two_reports'],
    [154, 'two_reports'],
    [155, 'one_report'],
    [163, 'two_reports'],
    [171, 'one_report'],
    [172, 'one_report'],
  ])('F-%i is graded %s', (number, grade) => {
    expect(
      gradeOf(
        pack,
        pack.findings.find((finding) => finding.number === number)!,
      ),
    ).toBe(grade);
  });

  it('carries the answers of the company with what is reported of it', () => {
    const answers = (number: number) =>
      pack.findings
        .find((finding) => finding.number === number)!
        .answers.map((key) => known.statements.get(key)!.number);
    expect([answers(154), answers(155)]).toEqual([[93, 94], [86]]);
  });
});
