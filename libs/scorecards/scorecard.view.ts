import { createHash } from 'node:crypto';
import type { AnswerView, CellView, MethodView, OrganisationRef, RoundView, ScoreRowView } from '@libs/contracts';
import type { PairView, RecordRef, SideScoreView } from '@libs/contracts';
import { bestGrade } from '@libs/domain/evidence';
import { canonicalInput, gradeInWords, scoreCompany } from '@libs/domain/scoring';
import type {
  Answer as ScoredAnswer,
  Method as ScoringMethod,
  NodeScore,
  PairScore,
  SideScore,
} from '@libs/domain/scoring';
import type { EvidenceGrade } from '@libs/domain/vocabulary';
import { indicatorsOf } from './answer.rules.ts';
import type { Answer, Method, Round } from './scorecard.entities.ts';

/** An answer with what it rests on, as far as the reader may see it. */
export interface CitedAnswer {
  answer: Answer;
  excerpts: RecordRef[];
  claims: RecordRef[];
  findings: { ref: RecordRef; grade: EvidenceGrade }[];
}

export function methodViewOf({ id, key, methodVersion, document, fileSha256 }: Method): MethodView {
  const pairs = new Map(document.pairs.flatMap((pair) => [pair.policy, pair.conduct].map((node) => [node, pair.id])));
  return {
    id,
    key,
    version: methodVersion,
    title: document.title,
    status: document.status,
    note: document.note,
    coverageThreshold: document.coverageThreshold,
    evidenceFloor: document.evidenceFloor,
    pairs: document.pairs,
    indicators: indicatorsOf(document).map(({ node, side }) => ({
      id: node.id,
      qualifiedId: `${key}.${node.id}`,
      side,
      label: node.label,
      question: node.question ?? '',
      reversed: node.polarity === 'reversed',
      pair: pairs.get(node.id) ?? null,
      rubric: (node.rubric ?? []).map((entry) => ({
        key: entry.key,
        points: entry.points,
        meaning: entry.meaning ?? '',
      })),
    })),
    fileSha256,
  };
}

export function roundViewOf(round: Round, method: Method, companies: number): RoundView {
  return {
    id: round.id,
    key: round.key,
    title: round.title,
    method: { id: method.id, key: method.key, version: method.methodVersion, title: method.title },
    periodStart: round.periodStart,
    periodEnd: round.periodEnd,
    basisNote: round.basisNote,
    sample: round.sample,
    companies,
    version: round.version,
  };
}

export function answerViewOf({ answer, excerpts, claims, findings }: CitedAnswer): AnswerView {
  return {
    id: answer.id,
    indicator: answer.indicator,
    companyId: answer.organisationId,
    researchStatus: answer.researchStatus,
    answerKey: answer.answerKey,
    comment: answer.comment,
    route: answer.route,
    verification: answer.verification,
    status: answer.status,
    excerpts,
    claims,
    findings: findings.map(({ ref }) => ref),
    version: answer.version,
  };
}

/**
 * What the engine reads. An answer whose evidence the reader may not see at all is not there for that reader, as if
 * nobody had answered: its points would tell that something confidential exists.
 */
function scoredAnswers(answers: CitedAnswer[]): ScoredAnswer[] {
  return answers.filter(isReadable).map(({ answer, findings }) => ({
    node: answer.indicator,
    status: answer.researchStatus,
    key: answer.answerKey,
    evidence: findings.map(({ ref, grade }) => ({ id: ref.id, grade })),
    verification: answer.verification,
    published: answer.status === 'published',
    route: answer.route,
  }));
}

function isReadable({ answer, excerpts, claims, findings }: CitedAnswer): boolean {
  return answer.researchStatus !== 'found' || excerpts.length + claims.length + findings.length > 0;
}

function sideViewOf({ rounded, coverage, evidence, whyNotPrinted, line }: SideScore): SideScoreView {
  return {
    score: rounded,
    answered: coverage.answered,
    of: coverage.of,
    countsByGrade: evidence.byGrade.map(({ grade, count }) => ({ grade, count })),
    whyNotPrinted,
    line,
  };
}

function pairViewOf({ pair, policyPoints, conductPoints, difference, display, whyNotComparable }: PairScore): PairView {
  // The display is the difference rounded as the method says, with a true minus sign.
  const rounded = difference === null ? null : Number(display.replace('\u2212', '-'));
  return { pair, policyPoints, conductPoints, difference: rounded, whyNotComparable };
}

function whyNoPoints(method: ScoringMethod, node: NodeScore, cited: CitedAnswer | undefined): string | null {
  if (node.withheld === 'draft') return 'answer in draft';
  if (node.withheld === null || method.evidenceFloor === null) return null;
  const grade = bestGrade((cited?.findings ?? []).map((finding) => finding.grade));
  const asked = `the method asks for ${gradeInWords(method.evidenceFloor)} or better`;
  return grade === null ? asked : `${gradeInWords(grade)}; ${asked}`;
}

/** The numbers that stand in a cell without points: findings before claims, excerpts only where there is neither. */
function evidenceOf({ findings, claims, excerpts }: CitedAnswer): RecordRef[] {
  const own = [...findings.map(({ ref }) => ref), ...claims];
  return own.length > 0 ? own : excerpts;
}

function cellOf(method: ScoringMethod, node: NodeScore, cited: CitedAnswer | undefined): CellView {
  const absence = node.value === null ? absenceOf(cited) : null;
  const display = node.value !== null ? 'points' : absence !== null ? 'absence' : 'evidence';
  return {
    indicator: node.id,
    display,
    points: node.value,
    absence,
    evidence: display === 'evidence' && cited ? evidenceOf(cited) : [],
    answer: cited ? answerViewOf(cited) : null,
    whyNoPoints: whyNoPoints(method, node, cited),
  };
}

function absenceOf(cited: CitedAnswer | undefined): CellView['absence'] {
  const status = cited?.answer.researchStatus ?? 'not_researched';
  return status === 'found' ? null : status;
}

/** One line of the league, computed from the answers of one company. */
export function scoreRowOf(method: ScoringMethod, company: OrganisationRef, answers: CitedAnswer[]): ScoreRowView {
  const { nodes, policy, conduct, pairs } = scoreCompany(method, scoredAnswers(answers));
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  const answerByIndicator = new Map(answers.filter(isReadable).map((cited) => [cited.answer.indicator, cited]));
  return {
    company,
    policy: sideViewOf(policy),
    conduct: sideViewOf(conduct),
    pairs: pairs.map(pairViewOf),
    cells: indicatorsOf(method).map(({ node }) =>
      cellOf(method, nodeById.get(node.id)!, answerByIndicator.get(node.id)),
    ),
  };
}

/**
 * SHA-256 over everything a scorecard is computed from: method, companies and answers. The same inputs in any order
 * give the same hash (scoring rules, T6 and T7).
 */
export function inputHashOf(method: ScoringMethod, answersByCompany: ReadonlyMap<string, CitedAnswer[]>): string {
  const inOrder = [...answersByCompany].sort(([one], [other]) => (one < other ? -1 : 1));
  const hash = createHash('sha256');
  for (const [companyId, answers] of inOrder) {
    hash.update(`${companyId}\n${canonicalInput(method, scoredAnswers(answers))}\n`);
  }
  return hash.digest('hex');
}
