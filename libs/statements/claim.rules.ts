import type { InputProblem } from '@libs/platform/errors';
import { calendarProblems } from '@libs/sources';

/** What a reading weighs of a claim. */
export const WEIGHED_OF_CLAIM = [
  ...(['companyId', 'excerptId', 'statementIds', 'claimText', 'claimType', 'hedges', 'scopeText'] as const),
  ...(['testableCondition', 'deadline', 'supersedesClaimId'] as const),
];

/** A rule that a claim breaks: its code and the reason in words. */
export interface Refusal {
  code:
    'claim_outside_statement' | 'not_the_companys_words' | 'mixed_audiences' | 'not_a_version' | 'already_superseded';
  message: string;
}

interface Place {
  sourceId: string;
  startUtf16: number;
  endUtf16: number;
}

/** What the rules read of a statement that a claim is linked to. */
export interface Ground {
  number: string;
  excerpt: Place;
  speakerOrganisationId: string | null;
  viaOrganisationId: string | null;
}

export function holds(outer: Place, inner: Place): boolean {
  const isWithin = outer.startUtf16 <= inner.startUtf16 && inner.endUtf16 <= outer.endUtf16;
  return outer.sourceId === inner.sourceId && isWithin;
}

/**
 * Why these words are not this company's claim. They must stand within a linked statement, and that statement must be
 * the company's: spoken by it, or through it (decision 1).
 */
export function refuseClaim(
  company: { id: string; shortName: string },
  excerpt: Place,
  statements: readonly Ground[],
): Refusal | null {
  const list = statements.map(({ number }) => number).join(', ');
  const around = statements.filter((statement) => holds(statement.excerpt, excerpt));
  if (around.length === 0) {
    const message = `The words of the claim do not lie within ${list}. Choose words of the statement, in the same source.`;
    return { code: 'claim_outside_statement', message };
  }
  const isTheirs = around.some(
    ({ speakerOrganisationId, viaOrganisationId }) =>
      speakerOrganisationId === company.id || viaOrganisationId === company.id,
  );
  if (isTheirs) return null;
  const message = `${company.shortName} did not say this: ${list} has another speaker, or none.`;
  return { code: 'not_the_companys_words', message };
}

/** A claim as a version sees it: whose it is, and the capture and document that its words stand in. */
export interface VersionGround {
  companyId: string;
  sourceId: string;
  documentId: string;
}

/** Why one claim is not a later version of another. Drift is between captures of one document (decision 24). */
export function refuseVersion(number: string, previous: VersionGround, next: VersionGround): Refusal | null {
  const say = (message: string): Refusal => ({ code: 'not_a_version', message });
  if (previous.companyId !== next.companyId) return say(`${number} is a claim of another company.`);
  if (previous.documentId !== next.documentId) {
    return say(`${number} stands in another document. What was said elsewhere is a claim of its own, not a version.`);
  }
  if (previous.sourceId !== next.sourceId) return null;
  return say(`${number} stands in the same capture. A version needs a later capture of the document.`);
}

/** What keeps a claim from being recorded, by path. `exact` are the words of its excerpt. */
export function claimProblems(
  claim: { deadline: string | null; hedges: readonly string[]; supersedesClaimId: string | null; drift: string | null },
  exact: string,
): InputProblem[] {
  const problems = calendarProblems('deadline', claim.deadline);
  const words = comparable(exact);
  claim.hedges.forEach((hedge, index) => {
    if (words.includes(comparable(hedge))) return;
    const message = `“${hedge}” does not stand in the words of the claim`;
    problems.push({ path: `hedges.${index}`, code: 'not_in_excerpt', message });
  });
  if (claim.supersedesClaimId !== null && claim.drift === null) {
    const message = 'say whether the words tightened, loosened or stayed the same';
    problems.push({ path: 'drift', code: 'drift_missing', message });
  }
  if (claim.supersedesClaimId === null && claim.drift !== null) {
    problems.push({ path: 'drift', code: 'drift_without_version', message: 'name the claim that this one follows' });
  }
  return problems;
}

/** Typed words differ from captured ones in spaces, quotation marks and capitals; that is no difference here. */
function comparable(text: string): string {
  return text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase();
}
