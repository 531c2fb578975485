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
