import type { RecordFinding, Share } from '@libs/contracts';
import { orderOf, parsePartialDate, wasListedOn } from '@libs/domain/dates';
import type { ListedAnswer } from '@libs/domain/dates';
import type { AnchorStatus, RecordStatus } from '@libs/domain/vocabulary';
import type { InputProblem } from '@libs/platform/errors';
import { calendarProblems, dateProblems } from '@libs/sources';

/** A record that a finding rests on or refers to, as far as the rules look at it. */
export interface Parent {
  label: string;
  audienceId: string;
  status: RecordStatus;
}

export interface Refusal {
  code: string;
  message: string;
}

type Fields = Omit<RecordFinding, 'excerptIds' | 'answerStatementIds'>;
type Problems = (InputProblem | false)[];

/** What a reading weighs of a finding. Answers, severity and notes may still be added to it. */
export const WEIGHED_OF_FINDING = [
  ...(['findingType', 'basis', 'subjectId', 'objectId', 'objectText', 'role', 'productText', 'share'] as const),
  ...(['controlQualifier', 'directness', 'startedOn', 'endedOn', 'happenedOn', 'authority', 'listedOn'] as const),
  ...(['delistedOn', 'reportedBy', 'reportedVia', 'reportedOn', 'reportedOnOrigin', 'cueText', 'negated'] as const),
  ...(['followsFindingId', 'excerptIds'] as const),
];

/** By these an act of another party follows from a finding. */
export const LINE_OF_FINDING = ['subjectId', 'followsFindingId'] as const;

const DATES = ['startedOn', 'endedOn', 'happenedOn', 'listedOn', 'delistedOn'] as const;

function problem(path: string, code: string, message: string): InputProblem {
  return { path, code, message };
}

function isBefore(one: string | null, other: string | null): boolean {
  return orderOf(parsePartialDate(one), parsePartialDate(other)) === 'before';
}

function shareProblems(share: Share): Problems {
  const { exact, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = share;
  const lower = minimum ?? exclusiveMinimum;
  const upper = maximum ?? exclusiveMaximum;
  const ranged = lower !== null || upper !== null;
  const open = exclusiveMinimum !== null || exclusiveMaximum !== null;
  return [
    exact === null && !ranged && problem('share', 'share_empty', 'name a share, or leave it out'),
    exact !== null && ranged && problem('share.exact', 'share_two_ways', 'give an exact share or a range, not both'),
    minimum !== null &&
      exclusiveMinimum !== null &&
      problem('share.exclusiveMinimum', 'share_two_ways', 'give one lower end, included or excluded'),
    maximum !== null &&
      exclusiveMaximum !== null &&
      problem('share.exclusiveMaximum', 'share_two_ways', 'give one upper end, included or excluded'),
    lower !== null &&
      upper !== null &&
      (lower > upper || (lower === upper && open)) &&
      problem('share', 'share_range_empty', 'the lower end of the share must lie below the upper end'),
  ];
}

/** What is wrong with the fields of a finding, each by path; empty where they may stand together. */
export function fieldProblems(finding: Fields): InputProblem[] {
  const { findingType, share } = finding;
  const names = finding.objectId !== null || finding.objectText !== null;
  const listing = findingType === 'listing';
  const all: Problems = [
    ...DATES.flatMap((field) => calendarProblems(field, finding[field])),
    ...dateProblems('reportedOn', finding.reportedOn, finding.reportedOnOrigin),
    // An incident is an act or event of the subject alone; every other type is a relation to somebody.
    !names &&
      !listing &&
      findingType !== 'incident' &&
      problem('objectId', 'object_missing', 'name the other party, as an organisation or in the words of the source'),
    listing && finding.authority === null && problem('authority', 'authority_missing', 'name whose list it is'),
    listing &&
      finding.listedOn === null &&
      finding.unconfirmedNote === null &&
      problem('listedOn', 'listing_undated', 'give the effective date, or say in the note what is unconfirmed'),
    share !== null &&
      findingType !== 'ownership' &&
      problem('share', 'share_without_ownership', 'only an ownership finding has a share'),
    ...(share === null ? [] : shareProblems(share)),
    finding.basis === 'report' &&
      finding.reportedBy === null &&
      finding.reportedVia === null &&
      problem('reportedVia', 'reporter_missing', 'say who reports it, or through whom it is known'),
    isBefore(finding.endedOn, finding.startedOn) && problem('endedOn', 'ends_before_start', 'it ends before it starts'),
    isBefore(finding.delistedOn, finding.listedOn) &&
      problem('delistedOn', 'ends_before_start', 'it leaves the list before it is on it'),
  ];
  return all.filter((item) => item !== false);
}

/** What the record holds for the basis that a finding claims. */
export interface BasisGrounds {
  /** One of its sources is an official register. */
  fromRegister: boolean;
  /** A company that is party to it speaks in an answer to it, or in the words that it rests on. */
  companySpeaks: boolean;
}

/** Why a finding has not the basis that is chosen: the grade is computed from it, so it must show (decision 6). */
export function basisProblems({ basis, authority }: Fields, grounds: BasisGrounds): InputProblem[] {
  if (basis === 'official_record' && authority === null && !grounds.fromRegister) {
    const message = 'an official record names its authority, or rests on a source that is an official register';
    return [problem('basis', 'basis_without_record', message)];
  }
  if (basis === 'company_confirms' && !grounds.companySpeaks) {
    const message =
      'record first what the company says: a statement of a party to it, linked as answer or in the same words';
    return [problem('basis', 'basis_without_words', message)];
  }
  return [];
}

/** A finding rests on live records only. */
export function refuseParents(parents: Pick<Parent, 'label' | 'status'>[]): Refusal | null {
  const gone = parents.find(({ status }) => status === 'withdrawn');
  return gone
    ? { code: 'withdrawn', message: `${gone.label} was withdrawn. A finding rests on live records only.` }
    : null;
}

/** What is published has at least one excerpt that is still found in its source. */
export function refuseUnanchored(status: RecordStatus, anchorStatuses: AnchorStatus[]): Refusal | null {
  const anchored = anchorStatuses.some((anchorStatus) => anchorStatus !== 'orphaned');
  if (status !== 'published' || anchored) return null;
  return { code: 'not_anchored', message: 'No excerpt of this finding is found in the newest capture of its source.' };
}

/** An entry of a list as a finding records it. A negated one says that there is no such entry. */
export interface ListingEntry {
  listedOn: string | null;
  delistedOn: string | null;
  negated: boolean;
}

const LISTED_IS_NOT_UNLAWFUL = 'Listed is not unlawful.';

/**
 * Whether any of the recorded entries stood on the day. No entry on record gives `unknown`: a match is a lead, and
 * no match is not clearance.
 */
export function listingAnswer(entries: ListingEntry[], on: string | null): { answer: ListedAnswer; note: string } {
  const event = parsePartialDate(on);
  const answers = entries
    .filter(({ negated }) => !negated)
    .map(({ listedOn, delistedOn }) => {
      const removal = delistedOn === null ? null : parsePartialDate(delistedOn);
      return wasListedOn({ effective: parsePartialDate(listedOn), removal }, event);
    });
  if (answers.length === 0) {
    return {
      answer: 'unknown',
      note: `No listing is recorded here, which is not clearance. ${LISTED_IS_NOT_UNLAWFUL}`,
    };
  }
  if (answers.includes('yes')) return { answer: 'yes', note: LISTED_IS_NOT_UNLAWFUL };
  if (answers.includes('no') && !answers.includes('unknown')) {
    return { answer: 'no', note: `Not listed on that day, by the entries recorded here. ${LISTED_IS_NOT_UNLAWFUL}` };
  }
  const why = 'The dates that are known do not say whether it was listed then.';
  return { answer: 'unknown', note: `${why} ${LISTED_IS_NOT_UNLAWFUL}` };
}
