import { claimProblems, refuseClaim, refuseVersion, type Ground } from './claim.rules.ts';

const company = { id: 'intel', shortName: 'Intel' };
const place = (startUtf16: number, endUtf16: number, sourceId = 's1') => ({ sourceId, startUtf16, endUtf16 });
const words = place(10, 20);
const ground: Ground = {
  number: 'ST-1',
  excerpt: place(10, 20),
  speakerOrganisationId: 'intel',
  viaOrganisationId: null,
};

describe('a claim', () => {
  it.each<[string, Partial<Ground>, string | null]>([
    ['in all the words of the statement', {}, null],
    ['inside the statement', { excerpt: place(0, 30) }, null],
    ['from before the statement', { excerpt: place(11, 20) }, 'claim_outside_statement'],
    ['to after the statement', { excerpt: place(10, 19) }, 'claim_outside_statement'],
    ['in another source', { excerpt: place(10, 20, 's2') }, 'claim_outside_statement'],
    ['through another organisation', { speakerOrganisationId: 'h3c', viaOrganisationId: 'intel' }, null],
    ['of another speaker', { speakerOrganisationId: 'hpe' }, 'not_the_companys_words'],
    ['without a speaker', { speakerOrganisationId: null }, 'not_the_companys_words'],
  ])('with words %s', (_title, change, code) => {
    expect(refuseClaim(company, words, [{ ...ground, ...change }])?.code ?? null).toBe(code);
  });

  it('does not become a company’s by a second statement that does not hold the words', () => {
    const others = { ...ground, speakerOrganisationId: 'hpe' };
    const own = { ...ground, number: 'ST-2', excerpt: place(40, 50) };
    expect(refuseClaim(company, words, [others, own])?.code).toBe('not_the_companys_words');
    expect(refuseClaim(company, words, [others, ground])).toBeNull();
  });

  it('has hedges that stand in its words, whatever their spaces, quotation marks and capitals', () => {
    const claim = { deadline: null, supersedesClaimId: null, drift: null };
    const exact = 'We don’t always\u00a0know “how”.';
    const problemsWith = (hedges: string[]) => claimProblems({ ...claim, hedges }, exact).map(({ path }) => path);
    expect(problemsWith(["don't always know", 'We', '"how"'])).toEqual([]);
    expect(problemsWith(['always', 'never'])).toEqual(['hedges.1']);
  });

  it.each([
    ['a deadline outside the calendar', { deadline: '2021-02-29' }, ['deadline no_such_date']],
    ['a version without drift', { supersedesClaimId: 'c1' }, ['drift drift_missing']],
    ['drift without a version', { drift: 'same' }, ['drift drift_without_version']],
    ['a version with drift', { supersedesClaimId: 'c1', drift: 'same' }, []],
  ])('is checked for %s', (_title, change, expected) => {
    const claim = { deadline: null, hedges: [], supersedesClaimId: null, drift: null, ...change };
    expect(claimProblems(claim, 'words').map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });
});

describe('a version of a claim', () => {
  const previous = { companyId: 'intel', sourceId: 's1', documentId: 's1' };

  it.each([
    ['in a later capture of the document', { sourceId: 's2' }, null],
    ['in another document', { sourceId: 's3', documentId: 's3' }, 'not_a_version'],
    ['in the same capture', {}, 'not_a_version'],
    ['of another company', { sourceId: 's2', companyId: 'hpe' }, 'not_a_version'],
  ])('%s', (_title, change, code) => {
    expect(refuseVersion('C-1', previous, { ...previous, ...change })?.code ?? null).toBe(code);
  });
});
