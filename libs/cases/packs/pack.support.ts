import { readFileSync } from 'node:fs';
import { assessmentProblems, evidenceGrade, testedTimeOf } from '@libs/domain/evidence';
import type { AssessmentRefusal, Report } from '@libs/domain/evidence';
import { PASSAGE_SEPARATOR } from '@libs/domain/anchoring';
import { parsePartialDate } from '@libs/domain/dates';
import type { EvidenceGrade } from '@libs/domain/vocabulary';
import { CasePack } from '@libs/contracts';

/** A pack of this folder as it stands in its file, and parsed. */
export function readPack(file: string): { text: string; pack: CasePack } {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return { text, pack: CasePack.parse(JSON.parse(text)) };
}

/** The captured text of a source: its passages joined, or the whole; empty for a stub. */
export function capturedTextOf(source: CasePack['sources'][number]): string {
  return source.passages?.map(({ text }) => text).join(PASSAGE_SEPARATOR) ?? source.capturedText ?? '';
}

function index<Item extends { key: string }>(items: Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.key, item]));
}

/** The records of a pack by key. */
export function byKey(pack: CasePack) {
  return {
    organisations: index(pack.organisations),
    sources: index(pack.sources),
    excerpts: index(pack.excerpts),
    statements: index(pack.statements),
    claims: index(pack.claims),
    findings: index(pack.findings),
    assessments: index(pack.assessments),
  };
}

/** Every key that a record names and that the pack does not hold, as `record: key`. */
export function danglingKeys(pack: CasePack): string[] {
  const known = byKey(pack);
  const missing: string[] = [];
  const need = (from: string, kind: keyof typeof known, keys: (string | null)[]) => {
    for (const key of keys) if (key !== null && !known[kind].has(key)) missing.push(`${from}: ${key}`);
  };
  for (const { key, syndicatedFrom } of pack.sources) need(key, 'sources', [syndicatedFrom]);
  for (const { key, source } of pack.excerpts) need(key, 'sources', [source]);
  for (const statement of pack.statements) {
    need(statement.key, 'excerpts', [statement.excerpt]);
    need(statement.key, 'organisations', [statement.speakerOrganisation, statement.viaOrganisation]);
  }
  for (const claim of pack.claims) {
    need(claim.key, 'organisations', [claim.company]);
    need(claim.key, 'excerpts', [claim.excerpt]);
    need(claim.key, 'statements', claim.statements);
    need(claim.key, 'claims', [claim.supersedes]);
  }
  for (const finding of pack.findings) {
    need(finding.key, 'organisations', [finding.subject, finding.object]);
    need(finding.key, 'excerpts', finding.excerpts);
    need(finding.key, 'statements', finding.answers);
    need(finding.key, 'findings', [finding.follows]);
  }
  for (const { key, claim, evidence } of pack.assessments) {
    need(key, 'claims', [claim]);
    for (const { finding, statement } of evidence) {
      need(key, 'findings', [finding]);
      need(key, 'statements', [statement]);
    }
  }
  for (const round of pack.rounds) {
    need(round.key, 'organisations', round.companies);
    for (const answer of round.answers) {
      const from = `${round.key} ${answer.company} ${answer.indicator}`;
      need(from, 'organisations', [answer.company]);
      need(from, 'excerpts', answer.excerpts);
      need(from, 'claims', answer.claims);
      need(from, 'findings', answer.findings);
    }
  }
  for (const profile of pack.letterProfiles) need(profile.key, 'organisations', [profile.company]);
  return missing;
}

/** Excerpts whose words are not the captured text between their offsets, or cross the edge of a passage. */
export function unanchoredExcerpts(pack: CasePack): string[] {
  const { sources } = byKey(pack);
  return pack.excerpts
    .filter(({ source, startUtf16, endUtf16, exact }) => {
      const text = capturedTextOf(sources.get(source)!);
      return exact === '' || exact.includes(PASSAGE_SEPARATOR) || text.slice(startUtf16, endUtf16) !== exact;
    })
    .map(({ key }) => key);
}

/** Claims whose words do not lie within the words of a statement they are linked to. */
export function claimsOutsideStatements(pack: CasePack): string[] {
  const { excerpts, statements } = byKey(pack);
  return pack.claims
    .filter((claim) => {
      const own = excerpts.get(claim.excerpt)!;
      return !claim.statements.some((key) => {
        const said = excerpts.get(statements.get(key)!.excerpt)!;
        return said.source === own.source && said.startUtf16 <= own.startUtf16 && own.endUtf16 <= said.endUtf16;
      });
    })
    .map(({ key }) => key);
}

/** The evidence grade of a finding, from its basis and the independent sources of its excerpts. */
export function gradeOf(pack: CasePack, finding: CasePack['findings'][number]): EvidenceGrade | null {
  const { excerpts, sources } = byKey(pack);
  const reports: Report[] = pack.sources
    .filter(({ key }) => finding.excerpts.some((excerpt) => excerpts.get(excerpt)!.source === key))
    .map(({ key }) => ({ id: key, basis: finding.basis, syndicatedFrom: sources.get(key)!.syndicatedFrom }));
  return evidenceGrade(reports);
}

type PackFinding = CasePack['findings'][number];

/** A finding and those it follows, step by step. */
function lineOf(finding: PackFinding | undefined, findings: Map<string, PackFinding>): PackFinding[] {
  return finding === undefined ? [] : [finding, ...lineOf(findings.get(finding.follows ?? ''), findings)];
}

/** Assessments that the rules of evidence refuse, with the reasons. */
export function refusedAssessments(pack: CasePack): Record<string, AssessmentRefusal[]> {
  const { claims, findings, statements } = byKey(pack);
  const anchored = [{ anchorStatus: 'exact' as const }];
  const refused: Record<string, AssessmentRefusal[]> = {};
  for (const assessment of pack.assessments) {
    const claim = claims.get(assessment.claim)!;
    const problems = assessmentProblems({
      verdict: assessment.verdict,
      status: assessment.status,
      rationale: assessment.rationale,
      asOf: assessment.asOf,
      today: '2020-01-01',
      claim: {
        made: parsePartialDate(statements.get(claim.statements[0]!)!.madeOn ?? ''),
        tested: testedTimeOf(claim.claimType),
        testableCondition: claim.testableCondition,
        excerpts: anchored,
      },
      evidence: assessment.evidence.map(({ finding, statement, stance }) => {
        const conduct = finding === null ? undefined : findings.get(finding);
        const date = conduct?.happenedOn ?? conduct?.endedOn ?? conduct?.startedOn ?? '';
        const reported = parsePartialDate(conduct?.reportedOn ?? statements.get(statement ?? '')?.madeOn ?? '');
        const line = lineOf(conduct, findings);
        const ofCompany = line.some(({ subject }) => subject === claim.company);
        return { stance, conduct: parsePartialDate(date), reported, ofCompany, excerpts: anchored };
      }),
      request: {
        askedWhat: assessment.askedWhat,
        askedOn: assessment.askedOn,
        dueOn: assessment.answerDueOn,
        outcome: assessment.replyOutcome,
        grade: assessment.replyGrade,
      },
      firstReader: assessment.firstReader?.name ?? null,
      secondReader: assessment.secondReader?.name ?? null,
    });
    if (problems.length > 0) refused[assessment.key] = problems;
  }
  return refused;
}
