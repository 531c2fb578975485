import { describe, expect, it } from '@jest/globals';
import type { SearchHit } from '@libs/contracts';
import { hitText } from './hit-text.ts';

const hit = (kind: SearchHit['kind'], label: string, context: string, matchStart = 0, matchEnd = 1) =>
  ({ kind, label, context, matchStart, matchEnd }) as SearchHit;
const claim = 'Intel ships nothing into such situations without high confidence.';

describe('the words of a search hit', () => {
  it('are the claim where a reading was found by its number', () => {
    expect(hitText(hit('assessment', claim, 'C-115', 0, 5))).toEqual({
      text: claim,
      start: -1,
      end: -1,
      archived: false,
    });
  });

  it.each([
    ['a claim in our wording', hit('claim', claim, claim), false],
    ['the archived words of a claim', hit('claim', claim, 'unless we have high confidence'), true],
    ['a claim found by its company', hit('claim', claim, 'Intel Corp. · Intel'), false],
    ['a finding', hit('finding', 'Intel gave seed money', 'Intel gave seed money'), true],
    ['a finding, cut before its match', hit('finding', 'Intel gave seed money', '…seed money'), true],
    ['a statement', hit('statement', 'We do not always know', 'We do not always know'), true],
    ['our reason for a reading', hit('assessment', claim, 'One second-hand report is all there is.'), false],
    [
      'the text of a source',
      hit('source', 'Report', '… of a document, cut on both sides around the words that match …'),
      true,
    ],
    ['a source found by its publisher', hit('source', 'Report', 'The Hill'), false],
    ['an organisation', hit('organisation', 'Intel Corp.', 'Intel Corp.'), false],
    ['a letter', hit('letter', 'Policy on misuse', 'Policy on misuse'), false],
  ])('%s: archived %p', (_name, one, archived) => {
    expect(hitText(one).archived).toBe(archived);
  });
});
