import { orderOf } from '@libs/domain/dates';
import type { DateInterval, DateOrder } from '@libs/domain/dates';
import type { ClaimType, Stance } from '@libs/domain/vocabulary';

/** What of the world a claim speaks about: what was done, what will be done, or how things stand. */
export type TestedTime = 'past' | 'future' | 'state';

/** The time a claim of this type speaks about, unless a person says otherwise. */
export function testedTimeOf(claimType: ClaimType): TestedTime {
  if (claimType === 'commitment' || claimType === 'policy') return 'future';
  return claimType === 'denial' ? 'past' : 'state';
}

export interface StanceRule {
  /** Where the conduct stands in time, seen from the claim. */
  readonly conductIs: DateOrder;
  /** The stances a person may choose. */
  readonly stances: readonly Stance[];
  /** Why a stance is not open, or null where all are. */
  readonly reason: string | null;
}

const EVERY_STANCE: readonly Stance[] = ['supports', 'contradicts', 'qualifies', 'context'];

/**
 * The stances that the dates leave open to a finding (scoring rules, D1 and D3). Order unknown: context only.
 * Conduct before a commitment neither keeps nor breaks it. Conduct after a statement about the past does not test
 * it. A claim of how things stand ("owns 49 %") is compared with findings of any date.
 */
export function stanceFor(claim: DateInterval, conduct: DateInterval, tested: TestedTime = 'future'): StanceRule {
  const conductIs = orderOf(conduct, claim);
  if (tested === 'state') return { conductIs, stances: EVERY_STANCE, reason: null };
  if (conductIs === 'unknown') {
    const missing =
      conduct.first === null ? 'The conduct has no stated date' : 'The dates of claim and conduct overlap';
    return { conductIs, stances: ['context'], reason: `${missing}, so their order is unknown (D3).` };
  }
  if (tested === 'future' && conductIs === 'before') {
    const reason = 'The conduct came before the claim and cannot test a new commitment (D1).';
    return { conductIs, stances: ['qualifies', 'context'], reason };
  }
  if (tested === 'past' && conductIs === 'after') {
    const reason = 'The conduct came after the claim and cannot test a statement about the past (D1).';
    return { conductIs, stances: ['qualifies', 'context'], reason };
  }
  return { conductIs, stances: EVERY_STANCE, reason: null };
}

/** One version of a claim: in force from `from`, up to but not on `until`; null while it stands. */
export interface ClaimVersion {
  readonly id: string;
  readonly from: DateInterval;
  readonly until: DateInterval | null;
}

export type VersionInForce =
  { readonly version: string } | { readonly version: null; readonly reason: 'none' | 'unknown' };

/**
 * The version of a claim in force on the day of the conduct, the one that is tested (scoring rules, D2).
 * `none`: the claim does not apply to that finding. `unknown`: a partial date leaves it open.
 */
export function versionInForce(versions: readonly ClaimVersion[], conduct: DateInterval): VersionInForce {
  const startedBy = (version: ClaimVersion): boolean =>
    conduct.first !== null && version.from.last !== null && conduct.first >= version.from.last;
  const notYet = ({ from }: ClaimVersion): boolean => orderOf(conduct, from) === 'before';
  const endedBy = ({ until }: ClaimVersion): boolean =>
    until !== null && conduct.first !== null && until.last !== null && conduct.first >= until.last;
  const stillStood = ({ until }: ClaimVersion): boolean => until === null || orderOf(conduct, until) === 'before';
  const certain = versions.filter((version) => startedBy(version) && stillStood(version));
  if (certain.length === 1) return { version: certain[0]!.id };
  const possible = versions.filter((version) => !notYet(version) && !endedBy(version));
  return { version: null, reason: possible.length === 0 ? 'none' : 'unknown' };
}
