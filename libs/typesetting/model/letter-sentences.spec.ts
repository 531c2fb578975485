import { readFileSync } from 'node:fs';
import { assetPath } from '../package-root.ts';
import { composeLetter } from '../template/compose-letter.ts';
import type { FieldRecord, LetterContext } from '../template/context.ts';
import { FIRST_CONTACT } from '../template/first-contact.catalogue.ts';
import { unboundQuotations } from './letter-quotations.ts';
import { checkedTexts, letterSentences } from './letter-sentences.ts';

const shipped = readFileSync(assetPath('libs/letters/templates/first-contact.md.hbs'), 'utf8');
const contextWith = (change: (fields: FieldRecord) => void): LetterContext => {
  const context: LetterContext & { fields: FieldRecord } = JSON.parse(
    readFileSync(assetPath('test/support/intel-first-contact.json'), 'utf8'),
  );
  change(context.fields);
  return context;
};
const sentences = (source: string, change: (fields: FieldRecord) => void = () => undefined) =>
  letterSentences(composeLetter(source, FIRST_CONTACT, contextWith(change)));

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

  it('keep the words of each field apart from the template’s', () => {
    const found = sentences('Reply to {{reply_contact}} now. {{issue_summary}} is it.', (fields) => {
      fields['issue_summary'] = 'One. Two';
    });
    expect(found.map(({ given }) => given)).toEqual([
      [{ field: 'reply_contact', words: 'M. Osei' }],
      [{ field: 'issue_summary', words: 'One. ' }],
      [{ field: 'issue_summary', words: 'Two' }],
    ]);
  });
});

describe('the texts around the body', () => {
  it('are checked with it: letterhead, recipient, subject, signatories and the objectives of asks', () => {
    const context = contextWith((fields) => {
      (fields['asks'] as FieldRecord[])[0]!['objective_id'] = 'It is said';
    });
    const framed = checkedTexts(composeLetter(shipped, FIRST_CONTACT, context)).filter(({ block }) => block === -1);
    expect(framed.map(({ kind, fields, text }) => [kind, fields[0], text])).toEqual(
      expect.arrayContaining([
        ['letterhead', 'sender_org', 'Sample Stewardship'],
        ['letterhead', 'letterhead[0]', '4 Example Row'],
        ['recipient', 'recipient[1]', 'Intel Corporation'],
        ['subject', 'issue_title', 'Request for information on reported dealings with NetPosa Technologies Ltd.'],
        ['signatory', 'signatories[1].title', 'Human rights lead'],
        ['objective', 'asks[0].objective_id', 'It is said'],
      ]),
    );
  });
});

describe('words in quotation marks that are bound to no excerpt', () => {
  const unbound = (source: string, change: (fields: FieldRecord) => void = () => undefined) =>
    unboundQuotations(composeLetter(source, FIRST_CONTACT, contextWith(change)), ({ words }) => words === 'recorded');

  it('are found in a paragraph as a whole, with the field that they stand in', () => {
    const found = unbound('They {{issue_summary}} all. “Unclosed', (fields) => {
      fields['issue_summary'] = 'said “We knew. We did nothing.” to';
    });
    expect(found).toEqual([
      { words: '“We knew. We did nothing.”', field: 'issue_summary', block: 0 },
      { words: '“Unclosed', field: null, block: 0 },
    ]);
  });

  it('are none inside a bound excerpt, and none where the record holds them', () => {
    const excerpt = (fields: FieldRecord) => {
      ((fields['policy_quote'] as FieldRecord)['excerpt'] as FieldRecord)['exact'] = 'We call it “policy” here';
    };
    expect(unbound('{{#with policy_quote}}{{quote excerpt}}{{/with}}', excerpt)).toEqual([]);
    expect(unbound('A “recorded” word.')).toEqual([]);
  });
});
