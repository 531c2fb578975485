import { RecordFinding } from '@libs/contracts';
import { fieldProblems, listingAnswer, refuseParents, refuseUnanchored } from './finding.rules.ts';
import { attributionLine, conductDateLine, findingLabel } from './finding.view.ts';

const ID = '018f0000-0000-7000-8000-000000000001';
const supply = RecordFinding.parse({
  findingType: 'supply',
  subjectId: ID,
  objectId: ID,
  reportedVia: 'The Hill',
  excerptIds: [ID],
});
const paths = (change: Partial<RecordFinding>) => fieldProblems({ ...supply, ...change }).map(({ path }) => path);
const share = (ends: object) => ({
  findingType: 'ownership' as const,
  share: { exact: null, minimum: null, maximum: null, exclusiveMinimum: null, exclusiveMaximum: null, ...ends },
});

describe('the fields of a finding', () => {
  it.each<[string, Partial<RecordFinding>, string[]]>([
    ['a supply to an organisation', {}, []],
    ['a supply to somebody in the words of the source', { objectId: null, objectText: 'police departments' }, []],
    ['a supply to nobody', { objectId: null }, ['objectId']],
    ['an incident of the subject alone', { findingType: 'incident', objectId: null }, []],
    ['a listing without authority and date', { findingType: 'listing', objectId: null }, ['authority', 'listedOn']],
    ['a listing with a date', { findingType: 'listing', authority: 'BIS', listedOn: '2019-10-09' }, []],
    ['a listing with a note', { findingType: 'listing', authority: 'BIS', unconfirmedNote: 'which list' }, []],
    ['a report by nobody', { reportedVia: null }, ['reportedVia']],
    ['an allegation by nobody', { basis: 'allegation', reportedVia: null }, []],
    ['a day that does not exist', { happenedOn: '2019-02-30' }, ['happenedOn']],
    ['a report date of unknown origin', { reportedOn: '2019-11-26' }, ['reportedOnOrigin']],
    ['an end before the start', { startedOn: '2019', endedOn: '2018-12' }, ['endedOn']],
    ['an end in the month of the start', { startedOn: '2019-05-09', endedOn: '2019-05' }, []],
    ['a removal before the listing', { listedOn: '2019-10-09', delistedOn: '2019-10-08' }, ['delistedOn']],
    ['an exact share', share({ exact: 49 }), []],
    ['a share of a supply', { share: share({ exact: 49 }).share }, ['share']],
    ['a share without a figure', share({}), ['share']],
    ['an exact share with a minimum', share({ exact: 49, minimum: 10 }), ['share.exact']],
    ['a range', share({ minimum: 25, exclusiveMaximum: 50 }), []],
    ['a range of one point', share({ minimum: 50, maximum: 50 }), []],
    ['a range of one excluded point', share({ exclusiveMinimum: 50, maximum: 50 }), ['share']],
    ['a range the wrong way round', share({ minimum: 51, maximum: 50 }), ['share']],
    ['two lower ends', share({ minimum: 25, exclusiveMinimum: 25 }), ['share.exclusiveMinimum']],
    ['two upper ends', share({ maximum: 25, exclusiveMaximum: 25 }), ['share.exclusiveMaximum']],
  ])('%s', (_title, change, expected) => {
    expect(paths(change)).toEqual(expected);
  });
});

describe('what a finding rests on', () => {
  it('is live', () => {
    const open = { label: 'X-1', status: 'published' as const };
    expect(refuseParents([open, open])).toBeNull();
    expect(refuseParents([open, { label: 'X-2', status: 'withdrawn' }])?.code).toBe('withdrawn');
  });

  it('is still found in its source once the finding is published', () => {
    expect(refuseUnanchored('published', ['orphaned', 'orphaned'])?.code).toBe('not_anchored');
    expect(refuseUnanchored('published', ['orphaned', 'moved'])).toBeNull();
    expect(refuseUnanchored('draft', ['orphaned'])).toBeNull();
  });
});

describe('was it listed on that day?', () => {
  const entry = { listedOn: '2019-10-09', delistedOn: null, negated: false };
  it.each([
    ['2019-10-08', [entry], 'no'],
    ['2019-10-09', [entry], 'yes'],
    ['2019-10', [entry], 'unknown'],
    ['2020', [entry], 'yes'],
    ['2019', [entry], 'unknown'],
    [null, [entry], 'unknown'],
    ['2021-01-01', [{ ...entry, delistedOn: '2021-01-01' }], 'no'],
    ['2020-12-31', [{ ...entry, delistedOn: '2021-01-01' }], 'yes'],
    ['2019-10-08', [entry, { ...entry, listedOn: '2018' }], 'yes'],
    ['2019-10-08', [entry, { ...entry, listedOn: null }], 'unknown'],
    ['2019-10-09', [{ ...entry, negated: true }], 'unknown'],
    ['2019-10-09', [], 'unknown'],
  ])('%s', (on, entries, answer) => {
    const given = listingAnswer(entries, on);
    expect(given.answer).toBe(answer);
    expect(given.note).toContain('Listed is not unlawful.');
  });

  it('says that no entry is not clearance', () => {
    expect(listingAnswer([], '2019-10-09').note).toContain('not clearance');
  });
});

describe('a finding in words', () => {
  const said = {
    basis: 'report' as const,
    reportedBy: 'The Wall Street Journal',
    reportedVia: 'The Hill',
    authority: null,
    authorityCitation: null,
  };
  it.each([
    [said, 'The Wall Street Journal reported, as relayed by The Hill'],
    [{ ...said, reportedVia: null }, 'The Wall Street Journal reported'],
    [{ ...said, reportedBy: null }, 'The Hill, no source named in the sentence'],
    [{ ...said, basis: 'company_confirms' as const, reportedBy: 'HPE' }, 'HPE confirms, through The Hill'],
    [{ ...said, basis: 'company_confirms' as const, reportedBy: null, reportedVia: null }, 'H3C Corp. confirms'],
    [
      {
        basis: 'official_record' as const,
        reportedBy: null,
        reportedVia: null,
        authority: 'Bureau of Industry and Security',
        authorityCitation: '84 FR 54002',
      },
      'Bureau of Industry and Security, 84 FR 54002',
    ],
    [{ ...said, basis: 'official_record' as const, reportedVia: null }, 'The Wall Street Journal'],
  ])('names who says so: %#', (finding, line) => {
    expect(attributionLine(finding, 'H3C Corp.')).toBe(line);
  });

  it.each([
    [{ happenedOn: '2019-11-07', startedOn: null, endedOn: null }, '7 November 2019'],
    [{ happenedOn: '2019-11', startedOn: null, endedOn: null }, 'November 2019'],
    [{ happenedOn: null, startedOn: '2018', endedOn: null }, 'since 2018'],
    [{ happenedOn: null, startedOn: '2018', endedOn: '2019-05' }, '2018 to May 2019'],
    [{ happenedOn: null, startedOn: null, endedOn: '2019' }, 'until 2019'],
    [{ happenedOn: null, startedOn: null, endedOn: null }, 'conduct date not stated'],
  ])('says when: %#', (dates, line) => {
    expect(conductDateLine(dates)).toBe(line);
  });

  it('is referred to by subject, kind and other party', () => {
    const plain = { findingType: 'supply' as const, objectText: 'police departments', authority: null };
    expect(findingLabel(plain, 'Intel', 'NetPosa')).toBe('Intel, supply to NetPosa');
    expect(findingLabel(plain, 'NetPosa', null)).toBe('NetPosa, supply to police departments');
    expect(findingLabel({ ...plain, findingType: 'incident' }, 'NetPosa', null)).toBe('NetPosa, incident');
    expect(findingLabel({ findingType: 'listing', objectText: null, authority: 'BIS' }, 'Hikvision', null)).toBe(
      'Hikvision, listing by BIS',
    );
  });
});
