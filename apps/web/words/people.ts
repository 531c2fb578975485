import type { Role } from '@libs/domain/vocabulary';

export const roleWords: Record<Role, { name: string; does: string }> = {
  admin: { name: 'Admin', does: 'everything, members and the audit trail too' },
  lead: { name: 'Lead', does: 'records, confirms readings, imports cases' },
  analyst: { name: 'Analyst', does: 'records, confirms readings of others' },
  drafter: { name: 'Drafter', does: 'drafts letters, records sources' },
  viewer: { name: 'Viewer', does: 'reads' },
};

export const settingsWords = {
  title: 'Settings',
  lede: (workspace: string) => `Who may do what in ${workspace}.`,
};

export const membersWords = {
  title: 'Members',
  hint: 'What a removed member recorded stays, under the member’s name.',
  what: 'the members',
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  joined: 'Joined',
  seen: 'Last seen',
  never: 'never',
  none: 'none',
  you: 'you',
  acts: 'Acts',
  legal: 'May sign off as legal',
  legalShort: 'legal',
  change: 'Change',
  changeOf: (name: string) => `Change ${name}`,
  save: 'Record the change',
  removeTitle: 'Remove from the workspace',
  removeHint: (name: string) => `${name} loses this workspace at once, in every session.`,
  remove: 'Remove',
  removeReally: (name: string) => `Remove ${name}`,
  leave: 'Leave the workspace',
  leaveHint: 'You lose this workspace at once. To come back you need an invitation.',
  leaveReally: 'Leave it',
  keep: 'Stay',
};

export const workspaceWords = {
  title: 'Workspace',
  hint: (slug: string) => `In addresses it is ${slug}, and stays so.`,
  what: 'the workspace',
  name: 'Name',
  save: 'Record the name',
};

export const invitationsWords = {
  title: 'Invitations',
  hint: 'A link brings one person in, within seven days. Mail is not set up: hand the link over yourself.',
  what: 'the invitations',
  empty: 'Nobody has been invited yet.',
  email: 'E-mail',
  role: 'Role',
  legal: 'May sign off as legal',
  legalShort: 'legal',
  state: 'State',
  invitedBy: 'Invited by',
  expires: 'Opens until',
  invite: 'Invite a person',
  make: 'Make the link',
  acts: 'Acts',
  revoke: 'Revoke',
  revokeOf: (email: string) => `Revoke the invitation of ${email}`,
  failed: 'The invitation was not revoked.',
  states: { pending: 'pending', used: 'used', expired: 'expired', revoked: 'revoked' },
};

export const linkWords = {
  invitation: (email: string) => `The link for ${email}`,
  once: 'It is shown this once: only its hash is stored. Hand it to this person alone; whoever has it can use it.',
  label: 'Link',
  copy: 'Copy the link',
  copied: 'Copied.',
  notCopied: 'The link is marked: copy it with the keyboard.',
  done: 'Done',
};

export const invitationWords = {
  title: 'Invitation',
  heading: (workspace: string) => `You are invited to ${workspace}`,
  about: (invitedBy: string, role: string, until: string) =>
    `${invitedBy} invites you as ${role}. Open until ${until}.`,
  forAddress: 'For',
  legal: 'You may sign off as legal.',
  how: 'How do you come in?',
  asNew: 'I am new here',
  withAccount: 'I have an account',
  name: 'Your name',
  nameHint: 'As the others will see it.',
  password: 'Password',
  passwordHint: 'At least 8 characters; 15 or more are better. Blanks and every sign count.',
  join: 'Set the password and join',
  joining: 'Joining',
  signIn: 'Sign in and join',
  signedInAs: (email: string) => `You are signed in as ${email}.`,
  other: 'The invitation is for another address. Sign out to come in with that one.',
  accept: 'Join the workspace',
  signOut: 'Sign out',
  refused: 'You have not joined yet',
  noLink: 'This link opens nothing.',
  noLinkHint: 'It was used, taken back or is too old, or a part of it is missing. Ask for a new one.',
  toSignIn: 'Go to sign-in',
  what: 'the invitation',
};
