import type { AnchorStatus, DateOrigin, QuotationType } from '@libs/domain/vocabulary';
import type { InputProblem } from '@libs/platform/errors';
import { dateProblems } from '@libs/sources';

/** What a reading weighs of a statement: everything but the note on who is meant. */
export const WEIGHED_OF_STATEMENT = [
  ...(['excerptId', 'quotationType', 'speakerName', 'speakerRole', 'speakerOrganisationId'] as const),
  ...(['viaOrganisationId', 'reportedBy', 'channel', 'cueText', 'madeOn', 'madeOnOrigin', 'negated'] as const),
];

/** What keeps a statement from being recorded, by path. */
export function statementProblems(statement: {
  madeOn: string | null;
  madeOnOrigin: DateOrigin | null;
  speakerOrganisationId: string | null;
  viaOrganisationId: string | null;
}): InputProblem[] {
  const problems = dateProblems('madeOn', statement.madeOn, statement.madeOnOrigin);
  const via = statement.viaOrganisationId;
  if (via !== null && via === statement.speakerOrganisationId) {
    const message = 'an organisation does not speak through itself: leave it out here';
    problems.push({ path: 'viaOrganisationId', code: 'via_is_speaker', message });
  }
  return problems;
}

/** A reporter's wording is never recorded as the speaker's: it would print in quotation marks (decision 16). */
export function wordingProblems(quotationType: QuotationType, areOwnWords: boolean): InputProblem[] {
  if (quotationType === 'indirect' || areOwnWords) return [];
  const message =
    'the source has no quotation marks around these words: choose quoted words, or record them as indirect';
  return [{ path: 'quotationType', code: 'not_in_quotation_marks', message }];
}

/**
 * Whether the words may stand in quotation marks: they are the speaker's own, and the newest capture still has them.
 * A paraphrase never does. A fuzzy anchor waits for a person, an orphaned one has lost its words.
 */
export function mayQuote(quotationType: QuotationType, anchorStatus: AnchorStatus): boolean {
  return quotationType !== 'indirect' && (anchorStatus === 'exact' || anchorStatus === 'moved');
}

/** Who said something, in the words of the source. Organisations by their short names. */
export interface Attribution {
  quotationType: QuotationType;
  speakerName: string | null;
  speakerRole: string | null;
  organisation: string | null;
  via: string | null;
  channel: string | null;
  reportedBy: string | null;
}

/** The attribution in words: "William Moss, spokesperson, to The Hill". Nothing is filled in that is not recorded. */
export function attributionLine(attribution: Attribution): string {
  const { quotationType, channel, reportedBy } = attribution;
  const isToReporter = channel !== null && reportedBy !== null && channel.includes(reportedBy);
  const parts = [speakerWords(attribution)];
  if (channel !== null && !(quotationType === 'indirect' && isToReporter)) parts.push(channel);
  if (quotationType === 'indirect') parts.push(reportedBy === null ? 'paraphrased' : `paraphrased by ${reportedBy}`);
  else if (reportedBy !== null && !isToReporter) parts.push(`reported by ${reportedBy}`);
  return parts.join(', ');
}

function speakerWords({ speakerName: name, speakerRole: role, organisation, via }: Attribution): string {
  if (via !== null) {
    // The person named is the one who spoke to the reporter, and belongs to the organisation in between.
    const person = role === null ? via : `${via} ${role}`;
    const through = name !== null ? `${name}, ${person}` : role === null ? via : `${articleOf(via)} ${person}`;
    return `${organisation ?? 'Speaker not stated'}, through ${through}`;
  }
  if (name !== null) {
    const position = role ?? organisation;
    return position === null || name.toLowerCase().endsWith(position.toLowerCase()) ? name : `${name}, ${position}`;
  }
  if (organisation !== null) return role === null ? organisation : `${organisation} ${role}`;
  return role === null ? 'Speaker not stated' : `Unnamed ${role}`;
}

/** "An HPE spokesperson", "a Sample Devices spokesperson": letters that are spelt out go by the name of the first. */
function articleOf(word: string): string {
  const isSpeltOut = /^[A-Z]{2,5}\b/.test(word);
  return (isSpeltOut ? /^[AEFHILMNORSX]/ : /^[AEIO]/i).test(word) ? 'an' : 'a';
}
