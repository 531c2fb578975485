import type { MethodFile, RecordAnswer } from '@libs/contracts';
import { refuseAnswers } from '@libs/domain/scoring';
import type { Method, MethodNode } from '@libs/domain/scoring';
import type { RecordStatus } from '@libs/domain/vocabulary';
import type { InputProblem } from '@libs/platform/errors';

export type CitedKind = 'excerpt' | 'claim' | 'finding';

/** A record that an answer rests on. `companyId` is whose claim it is, or whose conduct; an excerpt has none. */
export interface CitedRecord {
  kind: CitedKind;
  id: string;
  number: string;
  audienceId: string;
  status: RecordStatus;
  companyId: string | null;
}

export interface Refusal {
  code: string;
  message: string;
}

const LISTS = { excerpt: 'excerptIds', claim: 'claimIds', finding: 'findingIds' } as const;

/** The leaves of a method with their side, in its order: answers sit on leaves only (scoring rules, T1). */
export function indicatorsOf(method: Method): { node: MethodNode; side: 'policy' | 'conduct' }[] {
  const leaves = (node: MethodNode): MethodNode[] => node.children?.flatMap(leaves) ?? [node];
  const { policy, conduct } = method.sides;
  return [
    ...policy.indicators.flatMap(leaves).map((node) => ({ node, side: 'policy' as const })),
    ...conduct.indicators.flatMap(leaves).map((node) => ({ node, side: 'conduct' as const })),
  ];
}

/** What is wrong with an answer by its method and its own members, each by path. */
export function answerProblems(method: MethodFile, indicator: string, input: RecordAnswer): InputProblem[] {
  const { researchStatus: status, answerKey: key } = input;
  const problems: InputProblem[] = [];
  for (const [kind, list] of Object.entries(LISTS)) {
    const twice = input[list].findIndex((id, index) => input[list].indexOf(id) !== index);
    if (twice < 0) continue;
    problems.push({ path: `${list}.${twice}`, code: 'named_twice', message: `this ${kind} is named twice` });
  }
  if (status !== 'found') {
    const message = `an answer that is "${status}" takes no answer key`;
    return key === null ? problems : [...problems, { path: 'answerKey', code: 'key_on_absence', message }];
  }
  const [misfit] = refuseAnswers(method, [{ node: indicator, status, key }]);
  if (misfit) problems.push({ path: 'answerKey', code: 'not_in_rubric', message: misfit.reason });
  if (Object.values(LISTS).every((list) => input[list].length === 0)) {
    const message = 'an answer that is found rests on at least one excerpt, claim or finding';
    problems.push({ path: 'excerptIds', code: 'evidence_missing', message });
  }
  return problems;
}

/** Cited claims and findings that speak of another company, each by path. Acts of others count in nobody's conduct. */
export function companyProblems(companyId: string, input: RecordAnswer, cited: CitedRecord[]): InputProblem[] {
  return cited
    .filter((record) => record.companyId !== null && record.companyId !== companyId)
    .map(({ kind, id, number }) => ({
      path: `${LISTS[kind]}.${input[LISTS[kind]].indexOf(id)}`,
      code: 'other_company',
      message: `${number} is a ${kind} of another company`,
    }));
}

/** Answers are read by the whole workspace and rest on records that stand: anything else is refused by its numbers. */
export function refuseCited(cited: CitedRecord[], everyoneAudienceId: string): Refusal | null {
  const numbers = (records: CitedRecord[]) => records.map(({ number }) => number).join(', ');
  const gone = cited.filter(({ status }) => status === 'withdrawn');
  if (gone.length > 0) {
    return { code: 'withdrawn', message: `An answer cannot rest on what was withdrawn: ${numbers(gone)}.` };
  }
  const narrow = cited.filter(({ audienceId }) => audienceId !== everyoneAudienceId);
  if (narrow.length === 0) return null;
  const message = `Everybody in the workspace reads an answer, but not what it would rest on: ${numbers(narrow)}.`;
  return { code: 'narrower_audience', message };
}

/** The key of a round, made from its title: small letters, digits and hyphens. */
export function roundKeyOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const key = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return key.slice(0, 70).replace(/-+$/, '') || 'round';
}
