import type { AssessmentView, ClaimView, ComparisonView, FindingView } from '@libs/contracts';

export type TimeGroup = 'year' | 'month' | 'day';

/** Findings that rest on the same words about the same parties, shown as one item: "Investment; supply". */
export interface FindingItem {
  key: string;
  findings: [FindingView, ...FindingView[]];
  /** An act of another party than the company of the page: it counts in nobody else's conduct. */
  ofOther: boolean;
  /** Acts of other parties that this link leads to. */
  acts: FindingItem[];
}

export interface Band {
  key: string;
  date: string | null;
  claims: ClaimView[];
  findings: FindingItem[];
}

const groupLength: Record<TimeGroup, number> = { year: 4, month: 7, day: 10 };

const bandKey = (date: string | null, group: TimeGroup) => date?.slice(0, groupLength[group]) ?? '';

const runningNumber = (number: string) => Number(number.replace(/\D+/g, ''));

const byDateThenNumber = (a: [string | null, string], b: [string | null, string]) =>
  (a[0] ?? '').localeCompare(b[0] ?? '') || runningNumber(a[1]) - runningNumber(b[1]);

/** Same words, same subject, same other party, same report day: one item with several kinds. */
function mergeBySentence(
  findings: readonly FindingView[],
  ofOther: boolean,
  rank: (finding: FindingView) => number,
): FindingItem[] {
  const items = new Map<string, FindingItem>();
  const sorted = findings.toSorted(
    (a, b) =>
      (a.reportedOn.value ?? '').localeCompare(b.reportedOn.value ?? '') ||
      rank(a) - rank(b) ||
      runningNumber(a.number) - runningNumber(b.number),
  );
  for (const finding of sorted) {
    const key = [
      finding.excerpts[0]?.id ?? finding.id,
      finding.subject.id,
      finding.object?.id ?? finding.objectText ?? '',
      finding.reportedOn.value ?? '',
      finding.attributionLine,
      finding.confirmed,
    ].join('|');
    const item = items.get(key);
    if (item) item.findings.push(finding);
    else items.set(key, { key, findings: [finding], ofOther, acts: [] });
  }
  return [...items.values()];
}

/** Place of the first claim that each finding meets: findings of one day follow it, so that fewer threads cross. */
function placeOfClaims(view: ComparisonView): (finding: FindingView) => number {
  const claims = claimsInOrder(view).map(({ id }) => id);
  const places = new Map<string, number>();
  for (const { claim, evidence } of view.assessments) {
    for (const { finding } of evidence) {
      if (!finding) continue;
      places.set(finding.id, Math.min(places.get(finding.id) ?? Infinity, claims.indexOf(claim.id)));
    }
  }
  return (finding) => places.get(finding.id) ?? claims.length;
}

/** Undated words stand where they became known, as findings do; that is never printed as the day they were said. */
const placeInTime = (claim: ClaimView) => claim.saidOn.value ?? claim.publishedOn.value;

const claimsInOrder = (view: Pick<ComparisonView, 'claims'>) =>
  view.claims.toSorted((a, b) => byDateThenNumber([placeInTime(a), a.number], [placeInTime(b), b.number]));

/** Own findings, each with the acts of others it leads to; an act whose link is not here stands at the end. */
export function findingItems(view: ComparisonView): FindingItem[] {
  const rank = placeOfClaims(view);
  const own = mergeBySentence(view.findings, false, rank);
  const acts = mergeBySentence(view.actsOfOthers, true, rank);
  const all = [...own, ...acts];
  const isLink = (item: FindingItem, id: string | undefined) => item.findings.some((finding) => finding.id === id);
  const loose = acts.filter((act) => {
    const link = all.find((item) => item !== act && isLink(item, act.findings[0].follows?.id));
    link?.acts.push(act);
    return !link;
  });
  return [...own, ...loose];
}

const monthsOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || 1);
/** Over a longer time than this, months leave claims and findings far apart and every thread long. */
const mostMonths = 3;

/** The bands a page opens with: months, or years where its records lie far apart. */
export function usualGroup(view: Pick<ComparisonView, 'claims' | 'findings' | 'actsOfOthers'>): TimeGroup {
  const dates = [
    ...view.claims.map((claim) => claim.saidOn.value),
    ...[...view.findings, ...view.actsOfOthers].map((finding) => finding.reportedOn.value),
  ].flatMap((date) => (date ? [monthsOf(date)] : []));
  return Math.max(...dates) - Math.min(...dates) >= mostMonths ? 'year' : 'month';
}

/**
 * Places claims by the day they were said, or else published; findings by the day they were reported: never by the day
 * of conduct.
 */
export function bandsOf(view: ComparisonView, group: TimeGroup): Band[] {
  const bands = new Map<string, Band>();
  const bandOf = (date: string | null) => {
    const key = bandKey(date, group);
    const band = bands.get(key) ?? { key, date: date?.slice(0, groupLength[group]) ?? null, claims: [], findings: [] };
    bands.set(key, band);
    return band;
  };
  for (const claim of claimsInOrder(view)) bandOf(placeInTime(claim)).claims.push(claim);
  for (const item of findingItems(view)) bandOf(item.findings[0].reportedOn.value).findings.push(item);
  // Undated records come last: they belong to no time, not to the earliest.
  return [...bands.values()].toSorted((a, b) => (a.key || '9999').localeCompare(b.key || '9999'));
}

export interface Reading {
  assessment: AssessmentView;
  claim: ClaimView;
  findings: FindingView[];
}

/** Assessments that are in force, with their claim and findings, in the order of the claims on the page. */
export function readingsOf(view: ComparisonView, bands: readonly Band[]): Reading[] {
  const findings = new Map([...view.findings, ...view.actsOfOthers].map((finding) => [finding.id, finding]));
  const inForce = view.assessments.filter(({ status }) => status !== 'superseded' && status !== 'withdrawn');
  return bands
    .flatMap((band) => band.claims)
    .flatMap((claim) =>
      inForce
        .filter((assessment) => assessment.claim.id === claim.id)
        .map((assessment) => ({
          assessment,
          claim,
          findings: assessment.evidence.flatMap(({ finding }) => {
            const found = finding && findings.get(finding.id);
            return found ? [found] : [];
          }),
        })),
    );
}

/** The readings that a claim or a finding takes part in. */
export const readingsWith = (readings: readonly Reading[], recordId: string | undefined): Reading[] =>
  readings.filter(({ claim, findings }) => claim.id === recordId || findings.some(({ id }) => id === recordId));

/**
 * The numbers that J and K walk through: every reading, every claim without one, then every finding that no reading
 * considers. Nothing recorded is out of reach of the keys.
 */
export function stepsOf(view: ComparisonView, bands: readonly Band[], readings: readonly Reading[]): string[] {
  const said = bands
    .flatMap((band) => band.claims)
    .flatMap((claim) => {
      const own = readings.filter((reading) => reading.claim.id === claim.id);
      return own.length > 0 ? own.map(({ assessment }) => assessment.number) : [claim.number];
    });
  const items = (found: readonly FindingItem[]): FindingItem[] => found.flatMap((item) => [item, ...items(item.acts)]);
  const reported = items(findingItems(view))
    .flatMap((item) => item.findings)
    .filter((finding) => readingsWith(readings, finding.id).length === 0)
    .map(({ number }) => number);
  return [...said, ...reported];
}

/** What the address selects: "A-61" a reading, "C-114" a claim alone, "F-209" a finding alone. */
export type Selection =
  | { kind: 'reading'; reading: Reading }
  | { kind: 'claim'; claim: ClaimView }
  | { kind: 'finding'; finding: FindingView };

export function selectionOf(view: ComparisonView, readings: readonly Reading[], number?: string): Selection | null {
  if (!number) return null;
  const reading = readings.find((candidate) => candidate.assessment.number === number);
  if (reading) return { kind: 'reading', reading };
  const claim = [...view.claims, ...view.saidElsewhere].find((candidate) => candidate.number === number);
  if (claim) return { kind: 'claim', claim };
  const finding = [...view.findings, ...view.actsOfOthers].find((candidate) => candidate.number === number);
  return finding ? { kind: 'finding', finding } : null;
}

/** Ids of every source that the page slices its quotations from. */
export function sourceIdsOf(view: ComparisonView): string[] {
  const excerpts = [
    ...[...view.claims, ...view.saidElsewhere].map((claim) => claim.excerpt),
    ...[...view.findings, ...view.actsOfOthers].flatMap((finding) => [
      ...finding.excerpts,
      ...finding.answers.map((answer) => answer.excerpt),
    ]),
    ...view.answers.map((answer) => answer.excerpt),
  ];
  return [...new Set(excerpts.map((excerpt) => excerpt.sourceId))];
}
