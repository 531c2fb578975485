export const letterWords = {
  what: 'the letter',
  back: 'Letters',
  about: (subject: string, state: string, date: string) => `${subject}, ${state}, ${date}`,
  downloads: 'Downloads',
  formats: { pdf: 'PDF', docx: 'DOCX', html: 'HTML', txt: 'Text' },
  held: 'Held until the blocking checks pass',
  heldBack: (open: number) => `Draft, held back: ${open} ${open === 1 ? 'check' : 'checks'} open`,
  stale: 'A cited record has changed since this draft was written. Draft again takes the change in.',
  draftAgain: 'Draft again',
  drafting: 'Drafting',
  withdrawn: (reason: string) => `Withdrawn: ${reason}`,
  outline: 'Outline',
  outlineOpen: (count: number) => `${count} open`,
  outlineDone: 'no open check',
  citations: 'Citations',
  noCitations: 'This letter cites nothing.',
  reply: 'Reply by',
  drafted: 'Drafted',
  by: (name: string, date: string) => `${name}, ${date}`,
  profile: 'Profile',
  modelHash: 'Model',
  checks: 'Checks',
  checksLine: (block: number, warn: number) =>
    block + warn === 0
      ? 'none open'
      : [block ? `${block} block` : '', warn ? `${warn} warn` : ''].filter(Boolean).join(', '),
  passed: 'Passed',
  remedy: 'Remedy',
  place: 'Where',
  blocks: 'Blocks',
  warns: 'Warns',
  preview: 'Preview',
  pages: 'Pages',
  text: 'Text',
  view: 'View',
  page: (page: number, total: number) => `Page ${page} of ${total}`,
  pageHint: 'The same words stand under Text.',
  pageFailed: (page: number) => `Page ${page} could not be drawn. The text of the letter is under Text.`,
  keys: 'Letter',
  nextCheck: 'next open check',
};

const fields: Record<string, string> = {
  reports: 'Report',
  listings: 'Listing',
  company_answers: 'Answer of the company',
  other_answers: 'Answer of another party',
  asks: 'Question',
  call_windows: 'Window for a call',
  policy_quote: 'Words of the policy',
  sender_description: 'Who we are',
  publication_notice: 'Notice of publication',
  issue_title: 'Subject',
  gap_statement: 'What we would like to understand',
  no_answer_found: 'No answer found',
  disclaimer_block: 'Disclaimer',
  attribution: 'who reported it',
  conduct: 'what was reported',
  excerpt: 'quotation',
  introduction: 'words before the quotation',
  statement: 'statement',
};

const inFieldWords = (name: string) => fields[name] ?? name.replaceAll('_', ' ');

/** "Report 1, who reported it" for the field `reports[0].attribution`; any other place as it is. */
export function placeInWords(place: string): string {
  if (!/^[a-z_]+(\[\d+\])?(\.[a-z_]+(\[\d+\])?)*$/.test(place)) return place;
  const words = place
    .split('.')
    .map((part) =>
      part.replace(/^([a-z_]+)(?:\[(\d+)\])?$/, (_, name: string, at?: string) =>
        at === undefined ? inFieldWords(name) : `${inFieldWords(name)} ${Number(at) + 1}`,
      ),
    )
    .join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
