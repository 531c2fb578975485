import type { Answer } from './answer.ts';
import type { Method } from './method.ts';

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
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
  return JSON.stringify(sorted({ method, answers: evidenceInOrder }));
}
