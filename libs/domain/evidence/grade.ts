import { EVIDENCE_GRADES } from '@libs/domain/vocabulary';
import type { EvidenceGrade, FindingBasis } from '@libs/domain/vocabulary';

/** One document that carries a finding. `syndicatedFrom` is the id of the report it repeats, held or not. */
export interface Report {
  readonly id: string;
  readonly basis: FindingBasis;
  readonly syndicatedFrom?: string | null;
}

function rootOf(report: Report, byId: ReadonlyMap<string, Report>): string {
  const path = [report.id];
  let origin = report.syndicatedFrom ?? null;
  while (origin !== null && !path.includes(origin)) {
    path.push(origin);
    origin = byId.get(origin)?.syndicatedFrom ?? null;
  }
  if (origin === null) return path.at(-1)!;
  // Copies that name each other in a circle have no first one: any fixed member of the circle stands for all of them.
  return path.slice(path.indexOf(origin)).sort()[0]!;
}

/** Counts the independent reports: syndicated copies of one report are one report (scoring rules, C5). */
export function countIndependentReports(reports: readonly Report[]): number {
  const byId = new Map(reports.map((report) => [report.id, report]));
  return new Set(reports.filter(({ basis }) => basis === 'report').map((report) => rootOf(report, byId))).size;
}

/**
 * The evidence grade of a finding, or null without any report (decision 6; scoring rules, C5): official record >
 * company confirms > two independent reports > one report > allegation. "Company confirms" covers the confirmed
 * words only, so the caller passes the reports of one finding, never of a whole company.
 */
export function evidenceGrade(reports: readonly Report[]): EvidenceGrade | null {
  if (reports.length === 0) return null;
  const has = (basis: FindingBasis) => reports.some((report) => report.basis === basis);
  if (has('official_record')) return 'official_record';
  if (has('company_confirms')) return 'company_confirms';
  const independent = countIndependentReports(reports);
  if (independent >= 2) return 'two_reports';
  return independent === 1 ? 'one_report' : 'allegation';
}

/** Compares two grades: negative where `one` is better, 0 where equal. */
export function compareGrades(one: EvidenceGrade, other: EvidenceGrade): number {
  return EVIDENCE_GRADES.indexOf(one) - EVIDENCE_GRADES.indexOf(other);
}

/** True where `grade` is `floor` or better (decision 11). */
export function meetsFloor(grade: EvidenceGrade, floor: EvidenceGrade): boolean {
  return compareGrades(grade, floor) <= 0;
}

/** The best of the grades, or null where there is none. */
export function bestGrade(grades: readonly EvidenceGrade[]): EvidenceGrade | null {
  return [...grades].sort(compareGrades)[0] ?? null;
}

/** The weakest of the grades, or null where there is none. A verdict is as strong as its weakest evidence. */
export function weakestGrade(grades: readonly EvidenceGrade[]): EvidenceGrade | null {
  return [...grades].sort(compareGrades).at(-1) ?? null;
}
