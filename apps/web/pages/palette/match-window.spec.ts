import { describe, expect, it } from '@jest/globals';
import { matchWindow } from './match-window.ts';

const text = 'Intel gave seed money, chips and technical solutions to Chinese firm NetPosa Technologies Ltd.';
const at = (word: string) => matchWindow(text, text.indexOf(word), text.indexOf(word) + word.length);

describe('a search hit', () => {
  it('is cut in front of its match, at a word', () => {
    expect(at('NetPosa')).toEqual({
      before: '… solutions to Chinese firm ',
      match: 'NetPosa',
      after: ' Technologies Ltd.',
    });
  });

  it('stands whole where the match is near its start', () => {
    expect(at('seed')).toEqual({ before: 'Intel gave ', match: 'seed', after: text.slice(text.indexOf('seed') + 4) });
  });

  it('stands whole and unmarked where the match is in the number', () => {
    expect(matchWindow(text, -1, -1)).toEqual({ before: '', match: '', after: text });
  });

  it('shows the match even where no space precedes it', () => {
    const long = 'x'.repeat(80) + 'match';
    expect(matchWindow(long, 80, 85)).toEqual({ before: '… ', match: 'match', after: '' });
  });
});
