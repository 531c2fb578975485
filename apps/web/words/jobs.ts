import type { JobState } from '@libs/contracts';

export const jobsWords = {
  title: 'Jobs',
  lede: 'What Plumbline does after somebody asked for it, such as sending a mail: what waits, what runs, and what failed.',
  open: 'Open the jobs',
  settingsHint: 'What waits, runs or failed, such as mails; try it again or cancel it here.',
  what: 'the jobs',
  states: 'Which jobs',
  all: 'All',
  none: 'There is none. What is done is listed for 30 days.',
  kind: 'Job',
  state: 'State',
  asked: 'Asked for',
  acts: 'Acts',
  by: (name: string) => `by ${name}`,
  byItself: 'by Plumbline',
  tries: (count: number) => (count === 1 ? '1 try' : `${count} tries`),
  progress: (done: number, all: number) => `${done} of ${all} steps`,
  ends: 'cancelled: it ends at its next step',
  cancel: 'Cancel',
  cancelOf: (kind: string, when: string) => `Cancel: ${kind}, asked for ${when}`,
  retry: 'Try now',
  retryOf: (kind: string, when: string) => `Try now: ${kind}, asked for ${when}`,
  older: 'Older jobs',
  olderLoading: 'Fetching older jobs',
};

export const jobStateWords: Record<JobState, { tab: string; says: string }> = {
  waiting: { tab: 'Waiting', says: 'waits' },
  running: { tab: 'Running', says: 'runs' },
  retrying: { tab: 'Failed', says: 'failed, is tried again' },
  dead: { tab: 'Dead letters', says: 'failed for good' },
  done: { tab: 'Done', says: 'done' },
  cancelled: { tab: 'Cancelled', says: 'cancelled' },
};

const kindWords: Record<string, string> = {};

/** A kind that this screen does not know is shown as the program spells it. */
export const jobInWords = (kind: string): string => kindWords[kind] ?? kind.replaceAll('_', ' ');
