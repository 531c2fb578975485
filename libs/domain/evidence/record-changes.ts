// What a text that cites a record stands on, by the names of the kept fields. Notes, severity and answers are left out:
// they change nothing that is printed of the record itself.
const CITED_FIELDS = {
  finding: {
    excerptIds: 'the passage it rests on',
    findingType: 'what kind of conduct it is',
    basis: 'its basis',
    subjectId: 'who acted',
    objectId: 'to whom',
    objectText: 'to whom',
    role: 'what was done',
    productText: 'the product',
    shareExact: 'the share',
    shareMinimum: 'the share',
    shareMaximum: 'the share',
    controlQualifier: 'the kind of control',
    startedOn: 'when it was done',
    endedOn: 'when it was done',
    happenedOn: 'when it was done',
    authority: 'the authority',
    listedOn: 'when it was listed',
    delistedOn: 'when it was taken off the list',
    authorityCitation: 'the citation of the list',
    unconfirmedNote: 'what is unconfirmed',
    reportedBy: 'who reports it',
    reportedVia: 'through whom it is reported',
    reportedOn: 'when it was reported',
    negated: 'whether it is denied',
    followsFindingId: 'which finding it follows from',
  },
  statement: {
    excerptId: 'the words',
    quotationType: 'whether the words are a quotation',
    speakerName: 'who spoke',
    speakerRole: 'the role of who spoke',
    speakerOrganisationId: 'for whom it was said',
    viaOrganisationId: 'through whom it was said',
    reportedBy: 'who reports it',
    channel: 'to whom it was said',
    madeOn: 'when it was said',
    negated: 'whether it denies',
  },
} as const satisfies Record<string, Record<string, string>>;

/**
 * What has changed of a cited record between two of its kept versions, in words, each once; empty where a text that
 * cites it says the same of it as before.
 */
export function citedChanges(
  kind: keyof typeof CITED_FIELDS,
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): string[] {
  const changed = Object.entries(CITED_FIELDS[kind]).filter(
    ([field]) => JSON.stringify(before[field] ?? null) !== JSON.stringify(now[field] ?? null),
  );
  return [...new Set(changed.map(([, words]) => words))];
}
