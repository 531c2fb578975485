export const privacyWords = {
  title: 'Your data',
  hint: 'What is kept about you: the account, and in each workspace your name, your invitations and what you did.',
  download: 'Download a copy (JSON)',
  erase: 'Erase the account…',
  dialog: 'Erase the account',
  consequences: [
    'Your memberships, sessions, tokens and the account end at once. It cannot be undone.',
    'Your name and address are taken out of every workspace. What you recorded stays, under nobody’s name.',
    'Backups that were made before hold them until the backups are deleted.',
  ],
  email: (email: string) => `Type ${email} to go on`,
  really: 'Erase the account',
};

export const closingWords = {
  title: 'Close the workspace',
  hint: 'For the end of a mandate. A closed workspace lets nobody in; nothing in it is deleted.',
  close: 'Close the workspace…',
  dialog: (name: string) => `Close ${name}`,
  consequences: [
    'No member gets in any more, you neither. API tokens and invitations open nothing.',
    'Nothing is changed or deleted. Whoever runs this installation can open it again.',
    'Only they can remove it for good, and that writes a backup first.',
  ],
  typeName: (name: string) => `Type ${name} to go on`,
  really: 'Close the workspace',
};
