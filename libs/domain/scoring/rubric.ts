import type { MethodNode } from './method.ts';

/** The form in which answers and rubric keys are compared (U8). */
export function comparableKey(key: string): string {
  return key.trim().toLowerCase();
}

export interface RubricReading {
  /** The points of each answer given, not yet added. */
  readonly parts: readonly number[];
  readonly problem?: string;
}

function readNumber(node: MethodNode, key: string): RubricReading {
  const text = key.trim();
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return { parts: [], problem: `"${key}" is not a number.` };
  const points = Number(text);
  if (points < node.scale.min || points > node.scale.max) {
    const problem = `${text} lies outside the scale ${node.scale.min} to ${node.scale.max}.`;
    return { parts: [], problem };
  }
  return { parts: [points] };
}

/**
 * Reads an answer by the rubric of its leaf (U8): keys in lower case and trimmed, several separated by commas where
 * the node allows it, each counted once, unlisted ones by the `else` entry. Without rubric the answer is a number.
 * A `problem` says in words why the text cannot be read.
 */
export function readRubric(node: MethodNode, key: string | readonly string[] | null): RubricReading {
  const given = (typeof key === 'string' ? [key] : (key ?? [])).filter((text) => text.trim() !== '');
  if (given.length === 0) return { parts: [], problem: 'The status is "found", so an answer is needed.' };
  if (!node.rubric)
    return given.length === 1 ? readNumber(node, given[0]!) : { parts: [], problem: 'One number only.' };
  const texts = node.multiple ? given.flatMap((text) => text.split(',')) : given;
  const keys = [...new Set(texts.map(comparableKey))].filter((text) => text !== '').sort();
  if (!node.multiple && keys.length > 1) return { parts: [], problem: 'Only one answer is allowed here.' };
  const points = new Map(node.rubric.map((entry) => [comparableKey(entry.key), entry.points]));
  const unlisted = keys.find((text) => !points.has(text) && !points.has('else'));
  if (unlisted !== undefined)
    return { parts: [], problem: `The rubric does not list "${unlisted}" and has no "else".` };
  return { parts: keys.map((text) => points.get(text) ?? points.get('else')!) };
}
