export const accountWords = {
  title: 'Your account',
  back: 'Companies',
  signOut: 'Sign out',
  workspaces: 'Your workspaces',
  noWorkspace: 'You belong to no workspace.',
};

export const sessionWords = {
  title: 'Where you are signed in',
  hint: 'A session ends after 12 hours without use, and after 7 days in any case.',
  what: 'your sessions',
  device: 'Device',
  unknown: 'unknown device',
  first: 'Signed in',
  last: 'Last seen',
  isThis: 'this one',
  acts: 'Acts',
  end: 'End',
  endOf: (device: string, at: string) => `End the session of ${device}, signed in ${at}`,
  endOthers: 'End all others',
};

export const passwordWords = {
  title: 'Password',
  hint: 'A new password ends all other sessions.',
  current: 'Present password',
  next: 'New password',
  nextHint: 'At least 8 characters; 15 or more are better. Blanks and every sign count.',
  change: 'Change the password',
  changed: 'Changed. All other sessions are over.',
};

export const resetWords = {
  title: 'New password',
  lede: 'The link sets a password once. Every session of the account ends with it.',
  set: 'Set the password',
  done: 'The new password holds.',
  doneHint: 'Every session is over. Sign in with the new password.',
  noLink: 'This link opens nothing.',
  noLinkHint: 'It was used or is too old, or a part of it is missing. Ask for a new one.',
  toSignIn: 'Go to sign-in',
};

export const memberSessionWords = {
  title: 'Forgotten password',
  sessions: 'Sessions',
  hint: (name: string) => `${name} has to sign in again everywhere after this.`,
  resetHint: 'A link sets a new password once, within 30 minutes.',
  reset: 'Make a link to a new password',
  end: 'End all sessions',
  ended: 'All are over.',
};
