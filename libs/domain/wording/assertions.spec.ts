import { assertsUncited, type WordingPlace } from './assertions.ts';
import { asName } from './names.ts';

const NAMES = ['Intel', 'Intel Corp.', 'NetPosa', 'NetPosa Technologies Ltd.', 'William Moss', 'Moss', 'Seagate'].map(
  asName,
);

const asserts = (place: WordingPlace) => (sentence: string) => assertsUncited(sentence, NAMES, place);

describe('an ask (check K2)', () => {
  it.each([
    'William Moss admitted that Intel knowingly helped build camps and lied.',
    'Intel is responsible for crimes against humanity.',
    'INTEL sold chips.',
    'i\u00ADntel sold chips.',
    'NetPosa tortures people.',
    'About 12 percent of Intel revenue comes from China.',
    'Your chips run the camps.',
    'You sold chips to the police.',
    'The company knew of it.',
    'Stop selling chips to NetPosa.',
    'Admit that Intel knew.',
    'Please note that Intel sold chips to NetPosa.',
    'Please explain that you sold chips to NetPosa.',
    'Please explain why you sold chips to NetPosa.',
    'Publish the list of camps that you equipped.',
    'Explain the torture in camps that run on your chips.',
    'Describe the camps, which you supplied.',
    'Tell us about NetPosa, which tortures people.',
    'Tell us about NetPosa which tortures people.',
    'State whether you knew, because Intel sold chips there.',
    'Say whether the policy applies; Intel broke it.',
    'Say whether the policy applies, and you lied about it.',
    'Say whether the policy applies and you lied about it.',
    'Please describe how you will repair the harm, since you sold the chips.',
    'Confirm Intel sold chips.',
    'Explain your chips are in the camps.',
    'Why did Intel lie?',
    'Intel sold chips to the camps?',
    'What will you do, given that you sold chips to the camps?',
    'Publish the 49 percent that Intel holds.',
    'State whether $5 million was paid.',
    'Report your sales – Intel profits from the camps.',
  ])('is held: %s', (sentence) => {
    expect(asserts('ask')(sentence)).toBe(true);
  });

  it.each([
    'Please publish the policy that your spokesperson described, with the date from which it applies and the products and situations it covers.',
    'Please say how high confidence is reached before a product is shipped, who decides, and whether this was done for the supply to NetPosa that was reported.',
    'Please say whether the policy covers products resold through distributors and equipment manufacturers, and what you do when you learn of a use connected with human rights abuses.',
    'Map your value chain, including downstream distributors, customers and users.',
    'Describe your policy on products sold to authorities.',
    'State whether Intel sold chips to NetPosa.',
    'Tell us what you knew of the use of your products.',
    'Publish the policy to which William Moss referred.',
    'Please confirm whether Intel and NetPosa have a contract.',
    'Explain which products you sold to NetPosa and when you sold them.',
    'Set out how you would remedy a harm connected with Intel products.',
    'Commit to publish your progress by the end of the year.',
    'Commit that you will publish your progress.',
    'Could you describe your due diligence on distributors?',
    'Does Intel supply NetPosa?',
    'What steps will you take when you learn of such a use?',
    'In which countries do your distributors work?',
    'Disclose your customers in the region.',
    'Provide the standard that you apply to resale.',
    'Show steps to disengage from customers tied to harm.',
    'Publish your policy on bribery and corruption.',
    'Describe your steps to prevent slavery in the supply chain.',
    'Ask number 1',
  ])('asks: %s', (sentence) => {
    expect(asserts('ask')(sentence)).toBe(false);
  });
});

describe('what the sender says (check K2)', () => {
  it.each([
    ['We are Sample Stewardship, an investor invented to show how this letter is made.', false],
    ['We engage with companies on how their products are used and on human rights.', false],
    ['This sample states no holding.', false],
    ['We hold shares in Intel Corp.', false],
    ['Our clients hold shares in Intel.', false],
    ['Investors in the group hold shares in Intel.', false],
    ['We manage 3 billion dollars for teachers.', false],
    ['We keep a record of this letter and of your reply, and may publish both.', false],
    ['Your reply would be printed beside the line it answers.', false],
    ['You may ask us to correct our record.', false],
    ['If you do not reply, we will say so.', false],
    ['We know that Intel sold chips.', true],
    ['We condemn Intel.', true],
    ['We believe Intel.', true],
    ['We hold shares in Intel and regret that it tortures people.', true],
    ['We write since you sold chips to the police.', true],
    ['Our research shows Intel sold chips.', true],
    ['The company says it will obey.', true],
    ['Around a fifth of revenue comes from the camps.', true],
    ['Your reply would be printed, because you lied.', true],
  ])('%s %j', (sentence, expected) => {
    expect(asserts('text')(sentence)).toBe(expected);
  });
});

describe('a line without a sentence (check K2)', () => {
  it.each([
    ['Policy on product misuse and the reported supply to NetPosa', false],
    ['Request for information on reported dealings with NetPosa Technologies Ltd.', false],
    ['Intel policy on resale', false],
    ['Head of stewardship (sample)', false],
    ['Members of the Board', false],
    ['Intel Corp.', false],
    ['Intel Shareholder Association', false],
    ['Your policy on resale', false],
    ['Intel sold chips to NetPosa', true],
    ['Intel Sold Chips', true],
    ['INTEL is guilty', true],
    ['NetPosa tortures people', true],
    ['Intel’s complicity', true],
    ['Crimes against humanity', true],
    ['Chips sold to the camps by Intel', true],
    ['Your chips run the camps', true],
    ['Chips of Intel are in the camps', true],
    ['12 % of Intel', true],
  ])('%s %j', (line, expected) => {
    expect(asserts('line')(line)).toBe(expected);
  });
});
