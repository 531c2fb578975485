import { z } from 'zod';
import { CasePack } from '@libs/contracts';
import type { ExpectedError, InputProblem } from '@libs/platform/errors';
import { inputProblems, refusalOf, unfitTexts } from '@libs/platform/http';

type Keyed = { key: string };

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function byKey<Item extends Keyed>(items: Item[]): Item[] {
  return [...items].sort((one, other) => compare(one.key, other.key));
}

function inOrder(keys: string[]): string[] {
  return [...keys].sort(compare);
}

/**
 * The same pack with every list whose order has no meaning in the order of its keys. Only a finding's excerpts keep
 * their order: the first is the sentence that states it.
 */
function ordered(pack: CasePack): CasePack {
  return {
    ...pack,
    organisations: byKey(pack.organisations).map((organisation) => ({
      ...organisation,
      aliases: [...organisation.aliases].sort((one, other) => compare(one.text, other.text)),
      identifiers: [...organisation.identifiers].sort(
        (one, other) => compare(one.scheme, other.scheme) || compare(one.value, other.value),
      ),
    })),
    sources: byKey(pack.sources),
    excerpts: byKey(pack.excerpts),
    statements: byKey(pack.statements),
    claims: byKey(pack.claims).map((claim) => ({ ...claim, statements: inOrder(claim.statements) })),
    findings: byKey(pack.findings).map((finding) => ({ ...finding, answers: inOrder(finding.answers) })),
    assessments: byKey(pack.assessments).map((assessment) => ({
      ...assessment,
      evidence: [...assessment.evidence].sort((one, other) =>
        compare((one.finding ?? one.statement)!, (other.finding ?? other.statement)!),
      ),
    })),
    rounds: byKey(pack.rounds).map((round) => ({
      ...round,
      companies: inOrder(round.companies),
      answers: [...round.answers]
        .sort((one, other) => compare(one.company, other.company) || compare(one.indicator, other.indicator))
        .map((answer) => ({
          ...answer,
          excerpts: inOrder(answer.excerpts),
          claims: inOrder(answer.claims),
          findings: inOrder(answer.findings),
        })),
    })),
    letterProfiles: byKey(pack.letterProfiles),
  };
}

/** The one text of a pack: parsing gives the members their order, sorting the lists theirs. */
export function canonicalText(pack: CasePack): string {
  return `${JSON.stringify(CasePack.parse(ordered(pack)), null, 2)}\n`;
}

/**
 * Records so that each comes after the one it points at: a report after the one it repeats, a version after the one
 * it replaces. The pack's rules have refused circles and keys that lead nowhere.
 */
export function parentsFirst<Item extends Keyed>(items: Item[], parentOf: (item: Item) => string | null): Item[] {
  const waiting = new Map(items.map((item) => [item.key, item]));
  const sorted: Item[] = [];
  for (const item of items) {
    const chain: Item[] = [];
    for (let next: Item | undefined = item; next && waiting.delete(next.key);) {
      chain.push(next);
      const parent = parentOf(next);
      next = parent === null ? undefined : waiting.get(parent);
    }
    sorted.push(...chain.reverse());
  }
  return sorted;
}

/** A pack as it was given, whatever its records look like. */
export interface GivenPack {
  /** Every record at its place. What has the wrong shape is null in it, or an empty list. */
  outline: CasePack;
  /** What has the wrong shape, by its path. */
  problems: InputProblem[];
}

/**
 * Reads a pack record by record, so that one of the wrong shape does not hide what is wrong with the others.
 *
 * @throws ExpectedError where the file is no list of records at all: another format, or a kind without its list
 */
export function readPack(given: unknown): GivenPack {
  const result = CasePack.safeParse(given);
  if (result.success) return { outline: result.data, problems: unfitTexts(result.data, '') };
  const { issues } = result.error;
  const problems = inputProblems(issues);
  const isNoPack = issues.some(({ code, path: [member, ...inside] }) => {
    if (inside.length > 0 || code === 'unrecognized_keys') return false;
    return member === undefined || member === 'format' || member === 'formatVersion' || isList(member);
  });
  if (isNoPack) throw refusalOf(problems);
  const outline = outlineOf(CasePack, given) as CasePack;
  return { outline, problems: [...problems, ...unfitTexts(outline, '')] };
}

/** Problems in the order of the pack, as one error: 400 where it has members that nobody knows. */
export function packRefusal(problems: InputProblem[]): ExpectedError {
  const members = Object.keys(CasePack.shape);
  const steps = ({ path }: InputProblem) => {
    const [member = '', ...rest] = path.split('.');
    return [members.indexOf(member), ...rest.filter((part) => /^\d+$/.test(part)).map(Number)];
  };
  const placed = problems.map((problem) => ({ problem, at: steps(problem) }));
  placed.sort((one, other) => {
    const step = one.at.findIndex((place, index) => place !== (other.at[index] ?? -1));
    return step < 0 ? one.at.length - other.at.length : one.at[step]! - (other.at[step] ?? -1);
  });
  return refusalOf(placed.map(({ problem }) => problem));
}

function isList(member: PropertyKey): boolean {
  return Object.entries(CasePack.shape).some(([name, schema]) => name === member && schema instanceof z.ZodArray);
}

/** A value as its schema wants it, with null or an empty list in the place of what does not fit. */
function outlineOf(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (schema instanceof z.ZodObject) {
    const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const members = Object.entries(schema.shape as Record<string, z.ZodType>);
    return Object.fromEntries(members.map(([name, member]) => [name, outlineOf(member, given[name])]));
  }
  if (!(schema instanceof z.ZodArray)) return null;
  return Array.isArray(value) ? value.map((item) => outlineOf(schema.element as z.ZodType, item)) : [];
}

const RECORD = /^[A-Za-z]+\.\d+/;
const ANSWER = /^rounds\.\d+\.answers\.\d+/;

/** The record, or the answer of a round, in which a path lies. */
export function recordAt(path: string): string | undefined {
  return (ANSWER.exec(path) ?? RECORD.exec(path))?.[0];
}

/** As much of a pack as can be judged further, although some of its records are refused already. */
export interface Judged {
  rest: CasePack;
  /** How a path in the rest is called in the whole pack. */
  inWhole(path: string): string;
  /** Whether a path of the whole lies in a record that only stands in for one that is refused. */
  standsIn(path: string): boolean;
}

/**
 * Leaves out what is refused, so that the rest is judged in the same look. A refused record that is right but for
 * something it need not have stands in without that, because others may rest on it.
 */
export function judged(outline: CasePack, problems: InputProblem[]): Judged {
  const refused = problems.filter(({ code }) => code !== 'unknown_member');
  const troubled = [...new Set(refused.flatMap(({ path }) => recordAt(path) ?? []))];
  if (troubled.length === 0) return { rest: outline, inWhole: (path) => path, standsIn: () => false };
  const pack = structuredClone(outline);
  for (const { path, code } of refused) {
    if (!isNamed(path)) valueAt(pack, path, () => (code === 'withdrawn' ? 'published' : null));
  }
  // A record that stands twice cannot stand in. The answers of a round come before the round that holds them.
  const twice = new Set(refused.flatMap(({ path }) => (isNamed(path) ? [recordAt(path)] : [])));
  const usable = troubled
    .sort((one, other) => other.length - one.length)
    .filter((path) => !twice.has(path) && mend(pack, path));
  const left = new Set(troubled.filter((path) => !usable.includes(path)));
  const standing = new Set(usable);
  return { ...without(pack, left), standsIn: (path) => standing.has(recordAt(path) ?? '') };
}

/** Whether a path leads to a record itself, or to what tells it from others. */
function isNamed(path: string): boolean {
  return recordAt(path) === path || /\.(key|number)$/.test(path);
}

/** Gives the value at a path another; a path that leads nowhere changes nothing. */
function valueAt(pack: CasePack, path: string, change: (value: unknown) => unknown): void {
  const steps = path.split('.');
  const last = steps.pop()!;
  let holder: unknown = pack;
  for (const step of steps) holder = (holder as Record<string, unknown> | null)?.[step];
  if (typeof holder !== 'object' || holder === null) return;
  (holder as Record<string, unknown>)[last] = change((holder as Record<string, unknown>)[last]);
}

/** Whether a record without what was wrong in it is one that its schema takes; then it stands in the pack so. */
function mend(pack: CasePack, path: string): boolean {
  const [kind, , isAnswer] = path.split('.');
  const list = isAnswer ? CasePack.shape.rounds.element.shape.answers : CasePack.shape[kind as 'rounds'];
  let isMended = false;
  valueAt(pack, path, (record) => {
    const { answers, ...fields } = record as { answers?: unknown };
    const isRound = kind === 'rounds' && !isAnswer;
    const bare = withoutGaps(isRound ? { ...fields, answers: [] } : record);
    const result = list.element.safeParse(bare);
    isMended = result.success;
    return isMended ? { ...(result.data as object), ...(isRound && { answers }) } : record;
  });
  return isMended;
}

function withoutGaps(record: unknown): unknown {
  const members = Object.entries(record as object).map(([name, value]) => {
    return [name, Array.isArray(value) ? value.filter((item) => item !== null) : value];
  });
  return Object.fromEntries(members);
}

/** @param left paths of the records and answers that are left out: `sources.3`, `rounds.0.answers.2` */
function without(pack: CasePack, left: Set<string>): Pick<Judged, 'rest' | 'inWhole'> {
  const places = new Map<string, string>();
  function keep<Item>(items: Item[], whole: string, path = whole): Item[] {
    const kept = [...items.keys()].filter((index) => !left.has(`${whole}.${index}`));
    for (const [place, index] of kept.entries()) places.set(`${path}.${place}`, `${whole}.${index}`);
    return kept.map((index) => items[index]!);
  }
  const rounds = keep(pack.rounds, 'rounds').map((round, place) => {
    const path = `rounds.${place}`;
    return { ...round, answers: keep(round.answers, `${places.get(path)}.answers`, `${path}.answers`) };
  });
  const rest = {
    ...pack,
    organisations: keep(pack.organisations, 'organisations'),
    sources: keep(pack.sources, 'sources'),
    excerpts: keep(pack.excerpts, 'excerpts'),
    statements: keep(pack.statements, 'statements'),
    claims: keep(pack.claims, 'claims'),
    findings: keep(pack.findings, 'findings'),
    assessments: keep(pack.assessments, 'assessments'),
    rounds,
    letterProfiles: keep(pack.letterProfiles, 'letterProfiles'),
  };
  const inWhole = (path: string) => {
    const record = recordAt(path);
    return record === undefined ? path : `${places.get(record)!}${path.slice(record.length)}`;
  };
  return { rest, inWhole };
}
