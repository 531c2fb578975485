import type { TrailFormat } from '@libs/contracts';

export const auditWords = {
  title: 'Audit trail',
  lede: 'Who did what to which record, and when. Events are added, never changed: each holds the hash of the one before.',
  open: 'Open the audit trail',
  settingsHint: 'Everything that was written here, by whom; whether the chain is whole; sign-ins of the members.',
  views: 'What to read',
  trail: 'Records and settings',
  security: 'Sign-ins and security',
  what: 'the audit trail',
  event: 'Event',
  when: 'When',
  did: 'Who did what',
  hash: 'Hash',
  none: 'There is no event like that.',
  noneSoFar: 'No event like that among those looked at so far.',
  older: 'Older events',
  olderLoading: 'Fetching older events',
  shown: (count: number, total: number) => `${count} shown; the trail has ${total}`,
  unlisted: 'Something was written to a record that is not shown to you.',
  someone: 'Somebody',
  onCommandLine: (user: string) => `${user}, on the command line`,
  byItself: (what: string) => `Plumbline (${what})`,
  demonstration: 'the demonstration',
  byToken: 'through a token',
  version: (version: number) => `version ${version}`,
  inBatch: (count: number) => `wrote ${count === 1 ? '1 record' : `${count} records`} in one go`,
  andMore: (count: number) => `and ${count} more`,
};

export const chainWords = {
  title: 'State of the chain',
  what: 'the state of the chain',
  check: 'Check the chain now',
  checking: 'Checking',
  long: 'It is long: checking it may take some seconds.',
  sound: (events: number) => `Sound: all ${events} events follow each other, and every hash is right.`,
  notSound: (problems: number) => `Not sound: ${problems === 1 ? '1 problem' : `${problems} problems`}.`,
  problem: (seq: number | null, message: string) => (seq === null ? message : `Event ${seq}: ${message}`),
  moreProblems: (count: number) => `And ${count} more.`,
  checkpoint: (seq: number, when: string) => `Last checkpoint: event ${seq}, signed ${when}.`,
  behind: (count: number) =>
    count === 0 ? 'It covers the whole trail.' : `${count === 1 ? '1 event came' : `${count} events came`} after it.`,
  noCheckpoint: 'No checkpoint was signed yet: a cut at the end could not be found.',
  keep: 'Keep checkpoints and public key where nobody who runs this server can change them.',
};

const formats: Record<TrailFormat, string> = { jsonl: 'Export to check elsewhere (JSON)', csv: 'Export to read (CSV)' };

export const exportWords = {
  formats,
  checkpoints: 'Checkpoints',
  publicKey: 'Public key',
};

export const auditFilterWords = {
  title: 'Narrow down',
  person: 'Who',
  anybody: 'anybody',
  act: 'Did',
  anything: 'anything',
  kind: 'To a',
  anyKind: 'any record',
  record: 'Record',
  recordHint: 'C-115',
  recordWrong: 'Type a short number, such as C-115, or an id.',
  from: 'From',
  until: 'To',
  clear: 'Show all',
  only: (name: string) => `Only what ${name} did`,
};

/** What was done, behind the name of who did it. */
const actWords: Record<string, string> = {
  accept: 'accepted',
  add: 'added',
  admit: 'let members into',
  backup: 'backed up',
  bring_back: 'brought back',
  cancel: 'cancelled',
  change_key: 'changed the key of',
  close: 'closed',
  confirm: 'confirmed',
  create: 'created',
  destroy: 'destroyed',
  dismiss: 'took members from',
  draft: 'drafted',
  drop: 'threw away, since nothing used it,',
  end_sessions: 'ended the sessions of',
  erase: 'erased',
  export: 'exported',
  fetch: 'fetched',
  import: 'imported',
  invite: 'made',
  leave: 'left as',
  lift: 'took away',
  make: 'made',
  make_reset_link: 'made a link for a new password of',
  move: 'moved to other readers',
  no_longer_require_second_factor: 'no longer requires a second factor in',
  open: 'opened',
  recheck: 'checked again',
  record: 'recorded',
  remove: 'removed',
  rename: 'renamed',
  reopen: 'opened again',
  require_second_factor: 'requires a second factor in',
  reset_factors: 'took the second factors from',
  retry: 'tried again',
  revise: 'revised',
  revoke: 'revoked',
  set: 'set',
  show: 'showed all members',
  supersede: 'superseded',
  upload: 'uploaded',
  withdraw: 'withdrew',
};

const kindWords: Record<string, string> = {
  answer: 'answer of a round',
  assessment: 'assessment',
  audience: 'audience',
  audit_trail: 'audit trail',
  case: 'case',
  checkpoint: 'checkpoints',
  claim: 'claim',
  excerpt: 'excerpt',
  file: 'file',
  finding: 'finding',
  invitation: 'invitation',
  job: 'job',
  letter: 'letter',
  letter_profile: 'letter profile',
  member: 'member',
  method: 'method',
  organisation: 'organisation',
  restriction: 'line about a record for few',
  sealed_note: 'sealed note',
  sealing_key: 'key of sealed notes',
  round: 'round',
  single_sign_on: 'single sign-on',
  source: 'source',
  statement: 'statement',
  token: 'API token',
  workspace: 'workspace',
};

export const ACTS = Object.keys(actWords);
export const KINDS = Object.keys(kindWords);

/** A word that this screen does not know is shown as the trail spells it: an older trail may hold any. */
const spelled = (word: string) => word.replaceAll('_', ' ');

export const actInWords = (act: string) => actWords[act] ?? spelled(act);
export const kindInWords = (kind: string) => kindWords[kind] ?? spelled(kind);

/** What happened, behind the name of whose account it is. */
const securityKinds: Record<string, string> = {
  factors_reset: 'lost all second factors to whoever runs the installation',
  passkey_accepted: 'gave a passkey',
  passkey_added: 'added a passkey',
  passkey_failed: 'was refused: passkey not accepted',
  passkey_removed: 'removed a passkey',
  password_accepted: 'gave the right password',
  password_changed: 'changed the password',
  password_confirmed: 'typed the password again',
  password_reset: 'got a new password, by a link or on the command line',
  recovery_code_accepted: 'gave a recovery code',
  recovery_codes_renewed: 'made new recovery codes',
  second_step_failed: 'was refused: wrong code',
  second_step_throttled: 'has to wait after too many wrong codes',
  sign_in_failed: 'was refused: wrong password',
  signed_in: 'signed in',
  signed_out: 'signed out',
  single_sign_on_tied: 'was tied to the account at the organisation’s provider',
  token_made: 'made an API token',
  token_revoked: 'had an API token revoked',
  totp_accepted: 'gave a code of the app',
  totp_added: 'added an app for codes',
  totp_removed: 'removed the app for codes',
};

export const securityInWords = (kind: string) => securityKinds[kind] ?? spelled(kind);

export const securityWords = {
  what: 'the security events',
  hint: 'What happened to the accounts of those who are members today, also where they work in other workspaces.',
  when: 'When',
  member: 'Member',
  happened: 'What happened',
  address: 'Address',
  noAddress: 'not known',
  none: 'There is none.',
  older: 'Older events',
};
