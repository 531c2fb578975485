import type { Reading } from './reading.ts';

/** What was answered about one subject of a company at one level: the group, a service. */
export interface Subject {
  /** Null for answers that belong to no level. */
  readonly level: string | null;
  readonly name: string;
  readonly type: string;
  /** By the place of the leaf in the method. */
  readonly readings: (Reading | undefined)[];
  /** The line of each answer in its file. */
  readonly lines: Int32Array;
}

export interface CompanyAnswers {
  readonly name: string;
  readonly sector: string;
  /** The company it belongs to, or an empty text (U13). */
  readonly parent: string;
  /** By level in the order of the method, then by name: the order of the rows does not matter (T7). */
  readonly subjects: readonly Subject[];
}

/** All answers to a method, by company, in the order of the companies' names. */
export interface AnswerTable {
  readonly companies: ReadonlyMap<string, CompanyAnswers>;
  /** How many answers were read. */
  readonly answers: number;
}

/** Compares texts by code unit: the same everywhere. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
