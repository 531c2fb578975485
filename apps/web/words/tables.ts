import { counted } from './counts.ts';

export const tableWords = {
  next: 'next row',
  previous: 'previous row',
  open: 'open the row',
  filter: 'Filter',
  rows: (shown: number, total: number) =>
    shown === total ? counted(total, 'row', 'rows') : `${shown} of ${total} rows`,
  hidden: (words: string) => `The filter “${words}” hides everything.`,
  clear: 'Clear the filter',
};

export const companiesWords = {
  title: 'Companies',
  lede: 'What each company said and what was reported of it, counted apart and never added up.',
  company: 'Company',
  said: 'Said',
  reported: 'Reported, by evidence',
  readings: 'Our readings',
  latest: 'Last report',
  identifier: 'Identifier',
  country: 'Country',
  none: 'none reported',
  empty: 'No company recorded yet.',
  emptyHint: 'Companies are recorded with the first statement or finding about them, or come with a case.',
  what: 'the companies',
};

export const sourcesWords = {
  title: 'Sources',
  lede: 'Captured texts, kept exactly as they were. Everything quoted here is cut from one of them.',
  number: 'No.',
  source: 'Source',
  publisher: 'Publisher',
  published: 'Published',
  capture: 'Capture',
  excerpts: 'Excerpts',
  add: 'Record a source',
  relays: (label: string) => `relays ${label}`,
  full: 'full text',
  passages: 'passages',
  stub: 'reference only',
  empty: 'No source yet.',
  emptyHint: 'Paste the text of an article, a policy or a filing. It is stored untouched, with its hash.',
  what: 'the sources',
};

export const lettersWords = {
  title: 'Letters',
  lede: 'Every sentence of fact in a letter rests on an archived passage. A letter with an open check stays here.',
  number: 'No.',
  subject: 'Subject',
  company: 'Company',
  state: 'State',
  date: 'Dated',
  due: 'Reply by',
  checks: 'Checks',
  blocking: (count: number) => `${count} block`,
  clear: 'none open',
  empty: 'No letter yet.',
  emptyHint: 'A first letter is drafted from a company’s page: Ask, in the line named Correspondence.',
  what: 'the letters',
};

export const scorecardsWords = {
  title: 'Scorecards',
  lede: 'A round holds one method against a set of companies for one period. Policy and conduct stay two numbers.',
  round: 'Round',
  method: 'Method',
  period: 'Period',
  companies: 'Companies',
  empty: 'No round yet.',
  emptyHint: 'A round comes with a case, or is recorded through the interface for programs.',
  what: 'the rounds',
};
