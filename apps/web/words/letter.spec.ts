import { describe, expect, it } from '@jest/globals';
import { placeInWords } from './letter.ts';

describe('the place of a problem in a letter', () => {
  it.each([
    ['reports[0].attribution', 'Report 1, who reported it'],
    ['company_answers[2].excerpt', 'Answer of the company 3, quotation'],
    ['sender_description', 'Who we are'],
    ['holding.statement', 'Holding, statement'],
    ['paragraph 3', 'paragraph 3'],
    ['X-2264', 'X-2264'],
    ['F-208 is answered by ST-136', 'F-208 is answered by ST-136'],
  ])('%s reads %s', (place, words) => {
    expect(placeInWords(place)).toBe(words);
  });
});
