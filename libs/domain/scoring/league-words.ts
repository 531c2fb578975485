import { compareGrades } from '@libs/domain/evidence';
import type { EvidenceGrade } from '@libs/domain/vocabulary';
import type { Answer } from './answer.ts';
import type { Coverage } from './coverage.ts';
import type { Method } from './method.ts';

/** The findings a side rests on, each counted once, by grade, best first. */
export interface EvidenceCounts {
  readonly total: number;
  readonly byGrade: readonly { readonly grade: EvidenceGrade; readonly count: number }[];
}

export type NotPrintedReason = 'answers_in_draft' | 'below_evidence_floor' | 'below_coverage_threshold' | 'no_result';

const GRADE_WORDS: Record<EvidenceGrade, string> = {
  official_record: 'official record',
  company_confirms: 'company confirms',
  two_reports: 'two reports',
  one_report: 'one report',
  allegation: 'allegation',
};

/** The grade behind a count of several: "1 by one report". */
const COUNTED_WORDS: Record<EvidenceGrade, string> = {
  official_record: 'on official record',
  company_confirms: 'confirmed by the company',
  two_reports: 'by two reports',
  one_report: 'by one report',
  allegation: 'alleged',
};

/** The grade as people read it: "one report". */
export function gradeInWords(grade: EvidenceGrade): string {
  return GRADE_WORDS[grade];
}

/** Counts the findings of the answers, each once. */
export function countEvidence(answers: readonly Answer[]): EvidenceCounts {
  const grades = new Map(
    answers.flatMap(({ evidence }) => (evidence ?? []).map(({ id, grade }) => [id, grade] as const)),
  );
  const counts = new Map<EvidenceGrade, number>();
  for (const grade of grades.values()) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  const byGrade = [...counts].map(([grade, count]) => ({ grade, count }));
  return { total: grades.size, byGrade: byGrade.sort((a, b) => compareGrades(a.grade, b.grade)) };
}

/** What stands in place of a conduct score: "none reported", "3 reported, one report" (decision 11). */
export function evidenceLine({ total, byGrade }: EvidenceCounts): string {
  if (total === 0) return 'none reported';
  if (byGrade.length === 1) return `${total} reported, ${gradeInWords(byGrade[0]!.grade)}`;
  return `${total} reported: ${byGrade.map(({ grade, count }) => `${count} ${COUNTED_WORDS[grade]}`).join(', ')}`;
}

/** Says in one line why a side has no score, or null where it has one. */
export function whyNotPrinted(reasons: readonly NotPrintedReason[], coverage: Coverage, method: Method): string | null {
  if (reasons.length === 0) return null;
  const floor = method.evidenceFloor === null ? '' : gradeInWords(method.evidenceFloor);
  const percent = Math.round(method.coverageThreshold * 100);
  const words: Record<NotPrintedReason, string> = {
    answers_in_draft: 'answers in draft',
    below_evidence_floor: `no finding is graded ${floor} or better`,
    below_coverage_threshold: `${coverage.scored} of ${coverage.of} scored, under the method's ${percent} %`,
    no_result: 'the answers give no result',
  };
  return reasons.map((reason) => words[reason]).join('; ');
}
