import { citedChanges } from './record-changes.ts';

describe('what has changed of a cited record', () => {
  it.each<['finding' | 'statement', object, object, string[]]>([
    ['finding', { subjectId: 'a', objectId: 'b' }, { subjectId: 'b', objectId: 'a' }, ['who acted', 'to whom']],
    ['finding', { negated: false }, { negated: true }, ['whether it is denied']],
    ['finding', { reportedBy: 'The Hill' }, { reportedBy: null }, ['who reports it']],
    ['finding', { startedOn: '2019', endedOn: null }, { startedOn: null, endedOn: '2019' }, ['when it was done']],
    ['finding', { excerptIds: ['x', 'y'] }, { excerptIds: ['y', 'x'] }, ['the passage it rests on']],
    ['finding', { severityScale: 'a', version: 1 }, { severityScale: 'b', version: 2 }, []],
    ['statement', { speakerOrganisationId: 'a' }, { speakerOrganisationId: 'b' }, ['for whom it was said']],
    ['statement', { madeOn: '2019-11-27' }, { madeOn: '2019' }, ['when it was said']],
    ['statement', { channel: null }, { channel: 'to The Hill' }, ['to whom it was said']],
    ['statement', { coreferenceNote: 'a' }, { coreferenceNote: 'b' }, []],
    ['statement', {}, { channel: null }, []],
  ])('of a %s: %j to %j', (kind, before, now, expected) => {
    expect(citedChanges(kind, { ...before }, { ...now })).toEqual(expected);
  });
});
