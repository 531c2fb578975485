import type { Answer } from './answer.ts';
import type { Method } from './method.ts';

/** JSON with the members of each object in the order of their names, and without those that are undefined. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = value as Record<string, unknown>;
  const names = Object.keys(members).filter((name) => members[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(members[name])}`)
    .join(',')}}`;
}

// A round asks for every company with the same method, which is much longer than a company's answers.
const methodTexts = new WeakMap<Method, string>();

function methodText(method: Method): string {
  const text = methodTexts.get(method) ?? canonicalText(method);
  methodTexts.set(method, text);
  return text;
}

/**
 * The inputs of a score as one text, the same for the same answers in any order: what an input hash is taken over
 * (T6). The method counts with all its rules, not by its name alone.
 */
export function canonicalInput(method: Method, answers: readonly Answer[]): string {
  const inOrder = [...answers].sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
  const evidenceInOrder = inOrder.map((answer) => ({
    ...answer,
    evidence: [...(answer.evidence ?? [])].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  }));
  return `{"answers":${canonicalText(evidenceInOrder)},"method":${methodText(method)}}`;
}
