import { describe, expect, it } from '@jest/globals';
import type { AssessmentView } from '@libs/contracts';
import { bodyOf, differing, fieldsOf, inWords } from './assess-fields.ts';

const ref = (id: string) => ({ id, number: id, label: id });
const draft = {
  status: 'draft',
  rationale: 'The report names the sale.',
  verdict: 'inconsistent',
  asOf: '2019-12-16',
  evidence: [
    { finding: ref('F-1'), statement: null, stance: 'contradicts', weightNote: 'first hand' },
    { finding: null, statement: ref('ST-2'), stance: 'qualifies', weightNote: null },
  ],
  askedWhat: null,
  askedOn: null,
  answerDueOn: null,
} as unknown as AssessmentView;

describe('the assessment form', () => {
  it('keeps statements and notes that a draft rests on', () => {
    expect(bodyOf('C-1', fieldsOf(draft)).evidence).toEqual([
      { findingId: 'F-1', statementId: null, stance: 'contradicts', weightNote: 'first hand' },
      { findingId: null, statementId: 'ST-2', stance: 'qualifies', weightNote: null },
    ]);
  });

  it('takes only the evidence of a reading that is no draft any more', () => {
    const fields = fieldsOf({ ...draft, status: 'published' });
    expect([fields.rationale, fields.verdict, fields.evidence.length]).toEqual(['', '', 2]);
  });

  it('chooses no stance by itself', () => {
    const fields = fieldsOf(null);
    const chosen = [{ kind: 'finding' as const, id: 'F-1', number: 'F-1', stance: '' as const, weightNote: null }];
    expect(bodyOf('C-1', { ...fields, evidence: chosen }).evidence[0]?.stance).toBeUndefined();
  });

  it('says what was asked only with the verdict that needs it', () => {
    const asked = { ...fieldsOf(draft), askedWhat: 'Which units?', askedOn: '2019-11-18' };
    expect(bodyOf('C-1', asked).askedWhat).toBeNull();
    expect(bodyOf('C-1', { ...asked, verdict: 'not_explained' }).askedWhat).toBe('Which units?');
  });

  it('names the fields in which two writers differ, evidence whatever its order', () => {
    const mine = fieldsOf(draft);
    const theirs = {
      ...mine,
      rationale: 'The report names no sale.',
      verdict: 'not_enough_evidence' as const,
      evidence: mine.evidence.toReversed(),
    };
    expect(differing(mine, theirs)).toEqual(['rationale', 'verdict']);
    expect(inWords(theirs, 'evidence')).toBe('F-1 contradicts; ST-2 qualifies');
  });
});
