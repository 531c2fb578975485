import type { ClaimView, ComparisonView } from '@libs/contracts';
import { bandsOf } from './comparison-model.ts';

const dated = (value: string | null) => ({ value, precision: 'day', origin: null });
const claim = (number: string, saidOn: string | null, publishedOn: string | null) =>
  ({ id: number, number, saidOn: dated(saidOn), publishedOn: dated(publishedOn) }) as unknown as ClaimView;
const viewOf = (claims: ClaimView[]) =>
  ({ claims, findings: [], actsOfOthers: [], assessments: [] }) as unknown as ComparisonView;

describe('the bands of Said and Reported', () => {
  it('hold undated words on the day they were published, and words without any date last', () => {
    const claims = [
      claim('C-3', null, null),
      claim('C-2', null, '2019-11-27'),
      claim('C-1', '2019-11-27', '2020-01-01'),
      claim('C-4', '2018-01-01', '2019-11-27'),
    ];
    const bands = bandsOf(viewOf(claims), 'day').map(({ date, claims: held }) => [
      date,
      held.map(({ number }) => number),
    ]);
    expect(bands).toEqual([
      ['2018-01-01', ['C-4']],
      ['2019-11-27', ['C-1', 'C-2']],
      [null, ['C-3']],
    ]);
  });
});
