import { dateInWords, momentInWords } from './dates.ts';
import { kindInWords } from './audit.ts';

/** Members of a kept version that are the version itself, or that the page names elsewhere. */
const UNSHOWN = new Set(['id', 'version', 'number', 'workspaceId']);

const labels: Record<string, string> = {
  asOf: 'As of',
  audienceId: 'For whom',
  basis: 'Known from',
  capturedText: 'Captured text',
  cueText: 'Reporting words',
  endUtf16: 'Ends at character',
  exact: 'Words',
  evidence: 'Evidence',
  excerptIds: 'Excerpts',
  fields: 'Details',
  madeOn: 'Said on',
  negated: 'A denial',
  note: 'Note',
  objectId: 'Object',
  objectText: 'Object, in the words of the source',
  retrievedAt: 'Captured at',
  speakerOrganisationId: 'Speaks for',
  startUtf16: 'Starts at character',
  status: 'State',
  statusReason: 'Reason of the state',
  subjectId: 'Subject',
  ungpRelationship: 'Connection (UN Guiding Principles)',
  viaOrganisationId: 'Relayed by',
};

/** "speakerRole" as "Speaker role": the name of a field as it is kept, where the page has no better one. */
function spelled(name: string): string {
  const words = name
    .replace(/Ids?$/, '')
    .replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const fieldInWords = (name: string): string => labels[name] ?? spelled(name);

const LONGEST = 1200;
const DAY = /^\d{4}-\d{2}(-\d{2})?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const CODE = /^[a-z]+(_[a-z]+)+$/;

/** Nothing was recorded: which is not the same as no, or as zero. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** One value as a reader reads it. `nameOf` tells what an id stands for. */
export function valueInWords(value: unknown, nameOf: (id: string) => string | undefined): string {
  if (isEmpty(value)) return historyWords.none;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map((one) => valueInWords(one, nameOf)).join('\n');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, member]) => `${fieldInWords(name)}: ${valueInWords(member, nameOf)}`)
      .join('; ');
  }
  const text = String(value);
  if (nameOf(text) !== undefined) return nameOf(text)!;
  if (DAY.test(text)) return dateInWords(text);
  if (MOMENT.test(text)) return momentInWords(text);
  if (CODE.test(text)) return text.replaceAll('_', ' ');
  return text.length > LONGEST ? historyWords.cut(text.slice(0, LONGEST), text.length) : text;
}

/** Names of the fields that a reader is shown, in the order in which they are kept. */
export const shownFields = (snapshot: Record<string, unknown>): string[] =>
  Object.keys(snapshot).filter((name) => !UNSHOWN.has(name));

export const historyWords = {
  of: (name: string) => `History of ${name}`,
  what: 'The history',
  title: (kind: string, name: string) => `History of ${kindInWords(kind)} ${name}`.trim(),
  lede: 'Every version that was kept, with who wrote it and when. A version never changes.',
  list: 'Versions, the newest first',
  version: (version: number) => `Version ${version}`,
  by: (who: string) => `by ${who}`,
  reason: (reason: string) => `Reason: ${reason}`,
  asKnownOn: 'As known on',
  asKnown: (on: string, version: number) => `At the end of ${dateInWords(on)} version ${version} stood.`,
  notYet: (on: string) => `Nothing was recorded yet at the end of ${dateInWords(on)}.`,
  first: 'The first version. All of it is new.',
  changed: (count: number) => (count === 1 ? '1 field changed.' : `${count} fields changed.`),
  same: 'No field changed: the version was kept for its reason, or for a list that belongs to the record.',
  changes: 'What changed',
  all: 'The record as it stood',
  field: 'Field',
  before: 'before: ',
  after: 'after: ',
  value: 'Value',
  none: 'not recorded',
  notRecorded: 'Not recorded',
  cut: (text: string, length: number) => `${text}… (${length.toLocaleString('en-GB')} characters)`,
  open: (name: string) => `Open ${name}`,
};
