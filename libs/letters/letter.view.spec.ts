import { placeInWords } from './letter.view.ts';

describe('the place of a problem in a letter', () => {
  it.each([
    ['reports[0].attribution', 'what was reported, number 1'],
    ['company_answers[2].clause[1].words', 'every answer of the company in the same sources, number 3'],
    ['sender_description', 'who we are, in a full sentence'],
    ['F-208 is answered by ST-136', 'F-208 is answered by ST-136'],
    ['X-2264', 'X-2264'],
    ['paragraph 3', 'paragraph 3'],
  ])('%s reads %s', (place, words) => {
    expect(placeInWords(place)).toBe(words);
  });
});
