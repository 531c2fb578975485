import type { Role } from '@libs/domain/vocabulary';

const everyone: readonly Role[] = ['admin', 'lead', 'analyst', 'drafter', 'viewer'];
const researchers: readonly Role[] = ['admin', 'lead', 'analyst'];
const writers: readonly Role[] = ['admin', 'lead', 'analyst', 'drafter'];
const readersOfVerdicts: readonly Role[] = ['admin', 'lead', 'analyst'];
const owners: readonly Role[] = ['admin'];

/**
 * The one permission table: which roles may do what. Every route names one of these keys, or is
 * `self` (the signed-in person's own account) or public. Server and web app read the same table.
 */
export const PERMISSIONS = {
  'workspace.read': everyone,
  'workspace.revise': owners,
  'workspace.close': owners,
  'member.read': everyone,
  'member.revise': owners,
  'member.remove': owners,
  'member.sign_out': owners,
  'member.reset': owners,
  'audience.read': everyone,
  'audience.make': writers,
  'audience.revise': writers,
  'record.move': researchers,
  'restriction.read': everyone,
  'restriction.show': researchers,
  'restriction.lift': researchers,
  'invitation.read': owners,
  'invitation.make': owners,
  'invitation.revoke': owners,
  'second_factor.require': owners,
  'single_sign_on.revise': owners,
  'token.read': owners,
  'token.revoke': owners,
  'organisation.read': everyone,
  'organisation.record': researchers,
  'organisation.revise': researchers,
  'organisation.withdraw': researchers,
  'source.read': everyone,
  'source.record': writers,
  'source.revise': researchers,
  // A further capture decides how everybody's excerpts stand, so it is for those who may revise excerpts.
  'source.capture': researchers,
  'source.withdraw': researchers,
  'sealed_note.read': everyone,
  // Its words may name a person in danger, and each opening is written down: not for those who only look on.
  'sealed_note.open': writers,
  'sealed_note.write': writers,
  // What it erases no backup made afterwards brings back, so it is for those who answer for the record.
  'sealed_note.destroy': ['admin', 'lead'],
  'excerpt.read': everyone,
  'excerpt.record': writers,
  'excerpt.revise': researchers,
  'excerpt.withdraw': researchers,
  'statement.read': everyone,
  'statement.record': researchers,
  'statement.revise': researchers,
  'statement.withdraw': researchers,
  'claim.read': everyone,
  'claim.record': researchers,
  'claim.revise': researchers,
  'claim.withdraw': researchers,
  'finding.read': everyone,
  'finding.record': researchers,
  'finding.revise': researchers,
  'finding.withdraw': researchers,
  'assessment.read': everyone,
  'assessment.record': researchers,
  'assessment.revise': researchers,
  'assessment.confirm': readersOfVerdicts,
  'assessment.withdraw': researchers,
  'scorecard.read': everyone,
  'round.record': researchers,
  'answer.record': researchers,
  'answer.withdraw': researchers,
  'letter.read': everyone,
  'letter.draft': writers,
  'letter.withdraw': writers,
  'letter_profile.read': everyone,
  'letter_profile.revise': ['admin', 'lead'],
  'case.read': everyone,
  'case.import': ['admin', 'lead'],
  'case.export': ['admin', 'lead', 'analyst'],
  'search.read': everyone,
  'audit.read': owners,
  'audit.export': owners,
  'security_event.read': owners,
  'job.read': ['admin', 'lead'],
  'job.cancel': ['admin', 'lead'],
  'job.retry': ['admin', 'lead'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Every permission that a role holds, in the order of the table. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(role, permission));
}

/** Whether a role may do what the permission names. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
