import type { SearchHit } from '@libs/contracts';

type HitKind = SearchHit['kind'];

export const searchWords = {
  title: 'Search',
  placeholder: 'Words, a name or a number such as C-115',
  all: 'All',
  results: (count: number) => (count === 1 ? '1 result' : `${count} results`),
  none: (words: string) => `Nothing found for “${words}”.`,
  noneHint: 'Search looks in names, claims, findings, letters and the full text of sources.',
  more: (count: number, kind: string) => `${count} more in ${kind.toLowerCase()}`,
  failed: 'The search failed.',
  move: 'move',
  open: 'open',
  nextScope: 'next scope',
  close: 'close',
  scopes: 'Where to search',
  recent: 'Recent',
  actions: 'Actions',
  recordSource: 'Record a source',
  goTo: (room: string) => `Go to ${room.toLowerCase()}`,
};

export const hitGroupWords: Record<HitKind, string> = {
  organisation: 'Organisations',
  source: 'Sources, full text',
  excerpt: 'Excerpts',
  statement: 'Statements',
  claim: 'Claims',
  finding: 'Findings',
  assessment: 'Our readings',
  letter: 'Letters',
};
