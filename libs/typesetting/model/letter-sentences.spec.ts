import { readFileSync } from 'node:fs';
import { assetPath } from '../package-root.ts';
import { composeLetter } from '../template/compose-letter.ts';
import type { FieldRecord, LetterContext } from '../template/context.ts';
import { FIRST_CONTACT } from '../template/first-contact.catalogue.ts';
import { letterSentences } from './letter-sentences.ts';

const shipped = readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8');
const sentences = (source: string, change: (fields: FieldRecord) => void = () => undefined) => {
  const context: LetterContext & { fields: FieldRecord } = JSON.parse(
    readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8'),
  );
  change(context.fields);
  return letterSentences(composeLetter(source, FIRST_CONTACT, context));
};

describe('the sentences of a letter', () => {
  it('know which source each reported sentence carries, and that every one carries a source', () => {
    const reported = sentences(shipped).filter((sentence) =>
      sentence.fields.some((field) => /^reports\[\d\]\.conduct$/.test(field)),
    );
    expect(reported.map((sentence) => sentence.citationKeys)).toEqual([['X-4'], ['X-5']]);
    expect(reported[0]?.text).toMatch(/^The Hill reported .* Ltd\., and that .* Public Security\.$/);
  });

  it('know whose words are quoted, and keep the sentence that introduces them', () => {
    const quoting = sentences(shipped).filter((sentence) => sentence.quotations.length > 0);
    expect(quoting.map((sentence) => [sentence.quotations[0]?.excerptId, sentence.citationKeys])).toEqual([
      ['X-6', ['X-6']],
      ['X-7', ['X-7']],
      ['X-8', ['X-8']],
    ]);
    expect(quoting[2]?.text).toBe(
      'William Moss added: “We do not always know nor can we control what products our customers create or the applications end-users may develop”.',
    );
  });

  it.each([
    ['One. Two', ['One.', 'Two']],
    [
      'Hangzhou Co. Ltd. sells. The U.S. list names M. Osei.',
      ['Hangzhou Co. Ltd. sells.', 'The U.S. list names M. Osei.'],
    ],
    ['Is it so? “Yes.” Then why! End', ['Is it so?', '“Yes.”', 'Then why!', 'End']],
    ['Version 1.2 holds 3.5 percent. 4 remain.', ['Version 1.2 holds 3.5 percent.', '4 remain.']],
  ])('are cut as a reader would cut %j', (text, expected) => {
    expect(sentences(text).map((sentence) => sentence.text)).toEqual(expected);
  });

  it('are not cut inside quoted words, but after them', () => {
    const found = sentences(
      '{{#with policy_quote}}It says {{quote excerpt}} We agree. {{quote excerpt}} ends.{{/with}}',
      (fields) => {
        ((fields['policy_quote'] as FieldRecord)['excerpt'] as FieldRecord)['exact'] = 'Not once. Not ever.';
      },
    );
    expect(found.map((sentence) => sentence.text)).toEqual([
      'It says “Not once. Not ever.”',
      'We agree.',
      '“Not once. Not ever.” ends.',
    ]);
  });

  it('end after an abbreviation when a note follows it', () => {
    const found = sentences('It named X Ltd.{{#with policy_quote}}{{cite citation}}{{/with}} Next.');
    expect(found.map((sentence) => [sentence.text, sentence.citationKeys])).toEqual([
      ['It named X Ltd.', ['X-6']],
      ['Next.', []],
    ]);
  });

  it('name words in quotation marks that are bound to no excerpt', () => {
    expect(sentences('They “follow all laws” and "more".')[0]?.unboundQuotations).toEqual(['follow all laws', 'more']);
    expect(sentences('{{#with policy_quote}}{{quote excerpt}}{{/with}}')[0]?.unboundQuotations).toEqual([]);
  });
});
