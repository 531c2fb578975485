import type {
  ExcerptView,
  FindingView,
  OrganisationRef,
  RecordFinding,
  RecordRef,
  Share,
  StatementView,
} from '@libs/contracts';
import { shortNumber } from '@libs/domain/vocabulary';
import type { EvidenceGrade, FindingType } from '@libs/domain/vocabulary';
import { dateViewOf } from '@libs/sources';
import type { Finding } from './finding.entity.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const LINKS: Record<Exclude<FindingType, 'incident'>, string> = {
  ownership: 'share in',
  supply: 'supply to',
  resale: 'resale to',
  investment: 'investment in',
  listing: 'listing by',
  unknown_link: 'link to',
};

/** A partial date in words: `27 November 2019`, `November 2019`, `2019`. */
export function dateInWords(value: string): string {
  const [year, month, day] = value.split('-');
  if (month === undefined) return year!;
  const name = `${MONTHS[Number(month) - 1]} ${year}`;
  return day === undefined ? name : `${Number(day)} ${name}`;
}

type ConductDates = Pick<Finding, 'happenedOn' | 'startedOn' | 'endedOn'>;

/** The date of the conduct in words. The report date and the listing date never stand in for it. */
export function conductDateLine({ happenedOn, startedOn, endedOn }: ConductDates): string {
  if (happenedOn !== null) return dateInWords(happenedOn);
  if (startedOn !== null && endedOn !== null) return `${dateInWords(startedOn)} to ${dateInWords(endedOn)}`;
  if (startedOn !== null) return `since ${dateInWords(startedOn)}`;
  return endedOn === null ? 'conduct date not stated' : `until ${dateInWords(endedOn)}`;
}

type Attribution = Pick<Finding, 'basis' | 'reportedBy' | 'reportedVia' | 'authority' | 'authorityCitation'>;

/** Who says so, in words. A company's confirmation without a named speaker is the subject's. */
export function attributionLine(finding: Attribution, subjectName: string): string {
  const { basis, reportedBy, reportedVia } = finding;
  if (basis === 'official_record') {
    const record = [finding.authority ?? reportedBy, finding.authorityCitation].filter((part) => part !== null);
    const line = record.length === 0 ? 'Official record' : record.join(', ');
    return reportedVia === null ? line : `${line}, as relayed by ${reportedVia}`;
  }
  if (basis === 'company_confirms') {
    const line = `${reportedBy ?? subjectName} confirms`;
    return reportedVia === null ? line : `${line}, through ${reportedVia}`;
  }
  if (reportedBy === null) {
    return reportedVia === null ? 'No source named' : `${reportedVia}, no source named in the sentence`;
  }
  return reportedVia === null ? `${reportedBy} reported` : `${reportedBy} reported, as relayed by ${reportedVia}`;
}

/** A finding in a few words, for references: `Intel, supply to NetPosa`. */
export function findingLabel(
  finding: Pick<Finding, 'findingType' | 'objectText' | 'authority'>,
  subjectName: string,
  objectName: string | null,
): string {
  const { findingType, objectText, authority } = finding;
  if (findingType === 'incident') return `${subjectName}, incident`;
  const other = objectName ?? objectText ?? (findingType === 'listing' ? authority : null);
  return `${subjectName}, ${LINKS[findingType]}${other === null ? '' : ` ${other}`}`;
}

/** What a finding is shown with. Lists leave out what the reader may not see. */
export interface FindingSurroundings {
  grade: EvidenceGrade;
  subject: OrganisationRef;
  object: OrganisationRef | null;
  follows: RecordRef | null;
  excerpts: ExcerptView[];
  answers: StatementView[];
}

function shareOf(finding: Finding): FindingView['share'] {
  const share = {
    exact: finding.shareExact,
    minimum: finding.shareMinimum,
    maximum: finding.shareMaximum,
    exclusiveMinimum: finding.shareExclusiveMinimum,
    exclusiveMaximum: finding.shareExclusiveMaximum,
  };
  return Object.values(share).every((value) => value === null) ? null : share;
}

export function viewOf(finding: Finding, around: FindingSurroundings): FindingView {
  return {
    id: finding.id,
    audienceId: finding.audienceId,
    number: shortNumber('finding', finding.number),
    findingType: finding.findingType,
    basis: finding.basis,
    grade: around.grade,
    confirmed: around.grade === 'official_record' || around.grade === 'company_confirms',
    subject: around.subject,
    object: around.object,
    objectText: finding.objectText,
    role: finding.role,
    productText: finding.productText,
    share: shareOf(finding),
    controlQualifier: finding.controlQualifier,
    directness: finding.directness,
    startedOn: finding.startedOn,
    endedOn: finding.endedOn,
    happenedOn: finding.happenedOn,
    conductDateLine: conductDateLine(finding),
    authority: finding.authority,
    programId: finding.programId,
    listedOn: finding.listedOn,
    delistedOn: finding.delistedOn,
    authorityCitation: finding.authorityCitation,
    unconfirmedNote: finding.unconfirmedNote,
    reportedBy: finding.reportedBy,
    reportedVia: finding.reportedVia,
    reportedOn: dateViewOf(finding.reportedOn, finding.reportedOnOrigin),
    cueText: finding.cueText,
    attributionLine: attributionLine(finding, around.subject.name),
    negated: finding.negated,
    ungpRelationship: finding.ungpRelationship,
    severityScale: finding.severityScale,
    severityScope: finding.severityScope,
    severityIrremediability: finding.severityIrremediability,
    follows: around.follows,
    excerpts: around.excerpts,
    answers: around.answers,
    status: finding.status,
    voidReason: finding.voidReason,
    version: finding.version,
  };
}

/** The fields of a finding as they are entered, without its links. */
export type Fields = Omit<RecordFinding, 'excerptIds' | 'answerStatementIds'>;

/** What a revision starts from. */
export function fieldsOf(finding: Finding): Fields {
  return {
    findingType: finding.findingType,
    basis: finding.basis,
    subjectId: finding.subjectId,
    objectId: finding.objectId,
    objectText: finding.objectText,
    role: finding.role,
    productText: finding.productText,
    share: shareOf(finding),
    controlQualifier: finding.controlQualifier,
    directness: finding.directness,
    startedOn: finding.startedOn,
    endedOn: finding.endedOn,
    happenedOn: finding.happenedOn,
    authority: finding.authority,
    programId: finding.programId,
    listedOn: finding.listedOn,
    delistedOn: finding.delistedOn,
    authorityCitation: finding.authorityCitation,
    unconfirmedNote: finding.unconfirmedNote,
    reportedBy: finding.reportedBy,
    reportedVia: finding.reportedVia,
    reportedOn: finding.reportedOn,
    reportedOnOrigin: finding.reportedOnOrigin,
    cueText: finding.cueText,
    negated: finding.negated,
    ungpRelationship: finding.ungpRelationship,
    severityScale: finding.severityScale,
    severityScope: finding.severityScope,
    severityIrremediability: finding.severityIrremediability,
    followsFindingId: finding.followsFindingId,
  };
}

const NO_SHARE: Share = {
  exact: null,
  minimum: null,
  maximum: null,
  exclusiveMinimum: null,
  exclusiveMaximum: null,
};

/** The fields as entered, in the columns that keep them. */
export function columnsOf({ share, ...fields }: Fields): Partial<Finding> {
  const { exact, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = share ?? NO_SHARE;
  return {
    ...fields,
    shareExact: exact,
    shareMinimum: minimum,
    shareMaximum: maximum,
    shareExclusiveMinimum: exclusiveMinimum,
    shareExclusiveMaximum: exclusiveMaximum,
  };
}
