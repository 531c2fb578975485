import { createHash } from 'node:crypto';
import type { LetterModel } from './letter-model.ts';

/**
 * The letter's `version_hash`: sha-256, 64 lower-case hex digits, over the model as canonical JSON
 * (keys sorted by code unit, no spaces). Two models with the same content have the same hash whatever
 * the order of their keys.
 */
export function modelHash(model: LetterModel): string {
  return createHash('sha256').update(canonicalJson(model), 'utf8').digest('hex');
}

/** JSON with sorted keys and without members that are undefined. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
