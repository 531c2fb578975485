import type { SourceView } from '@libs/contracts';
import type { FindingBasis } from '@libs/domain/vocabulary';
import { orNull } from '../../components/forms/useFields.ts';

/** A finding as typed. Only the day and outlet of the source stand there beforehand. */
export const emptyFinding = (source: SourceView) => ({
  findingType: '',
  basis: 'report' as FindingBasis,
  subjectId: '',
  objectId: '',
  objectText: '',
  productText: '',
  share: '',
  controlQualifier: '',
  authority: '',
  listedOn: '',
  reportedBy: '',
  reportedVia: source.publisher ?? '',
  cueText: '',
  reportedOn: source.publishedOn.value ?? '',
  happenedOn: '',
  followsFindingId: '',
  answerStatementIds: [] as string[],
  negated: false,
  audienceId: '',
});

export type FindingFields = ReturnType<typeof emptyFinding>;

/**
 * The body of the contract, without its excerpt. A report day taken over from the source keeps the origin the source
 * gives it; one that was typed is marked as entered by hand.
 */
export function findingBody(values: FindingFields, source: SourceView) {
  const reportedOn = orNull(values.reportedOn);
  const origin = reportedOn === source.publishedOn.value ? source.publishedOn.origin : 'entered_by_hand';
  const ownership = values.findingType === 'ownership';
  const listing = values.findingType === 'listing';
  return {
    findingType: values.findingType || undefined,
    basis: values.basis,
    subjectId: values.subjectId,
    objectId: orNull(values.objectId),
    objectText: orNull(values.objectText),
    productText: orNull(values.productText),
    share: ownership && orNull(values.share) ? { exact: Number(values.share.replace(',', '.')) } : null,
    controlQualifier: ownership ? orNull(values.controlQualifier) : null,
    authority: listing ? orNull(values.authority) : null,
    listedOn: listing ? orNull(values.listedOn) : null,
    reportedBy: orNull(values.reportedBy),
    reportedVia: orNull(values.reportedVia),
    cueText: orNull(values.cueText),
    reportedOn,
    reportedOnOrigin: reportedOn ? origin : null,
    happenedOn: orNull(values.happenedOn),
    followsFindingId: orNull(values.followsFindingId),
    answerStatementIds: values.answerStatementIds,
    negated: values.negated,
    audienceId: values.audienceId || undefined,
  };
}
