export const formWords = {
  summary: (count: number) => (count === 1 ? 'One thing needs a look' : `${count} things need a look`),
  saving: 'Saving',
  cancel: 'Cancel',
  optional: 'optional',
  chooseOne: 'Choose one',
  none: 'None',
  dateHint: 'As precise as it is known: 2019, 2019-11 or 2019-11-27',
  changedHint:
    'Yours is kept below. Take over what you want to keep of the other text, then record: nothing was written yet.',
  changedSame: 'It now says the same as yours.',
  theirs: 'There now',
  takeOver: (label: string) => `Take this over: ${label}`,
  empty: 'nothing',
  kept: 'What you typed is kept.',
  leaveTitle: 'Leave without recording?',
  leaveHint: 'What you typed here is not recorded yet.',
  stay: 'Keep writing',
  discard: 'Discard it',
};

/** Contract messages that speak of types, in words that speak of fields. */
export const fieldMessages = {
  missing: 'Fill this in.',
  choose: 'Choose one.',
  address: 'Write the whole address, beginning with https://',
  email: 'Write the whole e-mail address: name@example.org',
};
