import type { SecondStep } from '@libs/contracts';

export const secondStepWords = {
  title: 'Second step',
  methods: {
    totp: 'Code of your app',
    recovery_code: 'Recovery code',
    passkey: 'Passkey',
  } satisfies Record<SecondStep, string>,
  hints: {
    totp: 'Six digits. Each code works once.',
    recovery_code: 'One of the codes that you laid away. It is used up.',
  },
  instead: { totp: 'Use the app instead', recovery_code: 'Use a recovery code instead' },
  goOn: 'Sign in',
  goingOn: 'Signing in',
};

export const confirmWords = {
  title: 'Show again who you are',
  hint: 'What you sign in with is changed within ten minutes after you showed it.',
  password: 'Password',
  confirm: 'Go on',
  signInAgain: 'Sign out and in again to change what you sign in with.',
  signOut: 'Sign out',
};

export const factorWords = {
  title: 'Second factors',
  hint: 'With one, the password alone opens nothing.',
  what: 'your second factors',
  app: 'App that makes codes',
  since: (when: string) => `since ${when}`,
  none: 'none',
  add: 'Add an app',
  remove: 'Remove',
  removeApp: 'Remove the app that makes codes',
  removeReally: 'Remove it',
  removeHint: 'At sign-in its codes count no more. Recovery codes go with the last second factor.',
  codes: 'Recovery codes',
  codesLeft: (count: number) => (count === 1 ? '1 is left' : `${count} are left`),
  renew: 'Make new ones',
  renewHint: 'New ones void these.',
  keep: 'Keep it',
  show: 'Show it here',
  thisSession: 'This session',
  notShown: 'has shown no second factor',
};

export const enrolWords = {
  title: 'Add an app that makes codes',
  scan: 'Take a picture of this with the app, or type the secret.',
  picture: 'QR code of the secret',
  secret: 'Secret',
  code: 'First code',
  codeHint: 'Six digits that the app shows now. The app counts once its code is right.',
  confirm: 'Confirm',
};

export const codesOnceWords = {
  title: 'Recovery codes',
  once: 'Shown this once: print them or lay them away. Each signs in once in place of a second factor that is lost.',
  copy: 'Copy the codes',
  copied: 'Copied.',
  notCopied: 'Copying is not allowed here: mark them by hand.',
  done: 'I have them',
};

export const requiredFactorWords = {
  title: 'Second factor',
  hint: 'While it is required, the workspace stays closed to everybody who has not shown one, and to their API tokens.',
  what: 'whether a second factor is required',
  isRequired: 'Required of everybody.',
  isNotRequired: 'Not required.',
  without: (count: number) =>
    count === 0 ? 'Every member has one.' : count === 1 ? '1 member has none.' : `${count} members have none.`,
  require: 'Require it',
  leave: 'No longer require it',
};
