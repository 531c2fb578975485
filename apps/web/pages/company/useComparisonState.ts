import type { ComparisonView } from '@libs/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { companyWords } from '../../words/company.ts';
import { bandsOf, readingsOf, selectionOf, type TimeGroup } from './comparison-model.ts';
import type { Side } from './Drawer.tsx';

const from = '/w/$workspace/shell/company/$companyId';
const groups: TimeGroup[] = ['year', 'month', 'day'];

/** What is selected stands in the address, so that it can be sent: the pair, the side shown, the length of the bands. */
export function useComparisonState(view: ComparisonView) {
  const search = useSearch({ from });
  const navigate = useNavigate({ from: '/w/$workspace/company/$companyId' });
  const group: TimeGroup = search.group ?? 'month';
  const readings = readingsOf(view, bandsOf(view, group));
  const selection = selectionOf(view, readings, search.pair);
  const side: Side = search.look ?? (selection?.kind === 'finding' ? 'finding' : 'claim');
  const index =
    selection?.kind === 'reading'
      ? readings.findIndex(({ assessment }) => assessment === selection.reading.assessment)
      : -1;

  const go = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const select = (number: string, look: Side) => go({ pair: number, look });
  const setSide = (look: Side) => go({ look });
  const setGroup = (next: TimeGroup) => go({ group: next });
  const close = () => go({ pair: undefined, look: undefined });
  const step = (by: 1 | -1) => {
    if (readings.length === 0) return;
    const next = index < 0 ? (by === 1 ? 0 : readings.length - 1) : (index + by + readings.length) % readings.length;
    const reading = readings[next];
    if (reading) select(reading.assessment.number, side);
  };
  const zoom = (by: 1 | -1) => {
    const next = groups[groups.indexOf(group) + by];
    if (next) setGroup(next);
  };

  useKeys(companyWords.keys, [
    { keys: 'j', does: companyWords.nextPair, run: () => step(1) },
    { keys: 'k', does: companyWords.previousPair, run: () => step(-1) },
    { keys: 'x', does: companyWords.swap, run: () => setSide(side === 'claim' ? 'finding' : 'claim') },
    { keys: 'o', does: companyWords.openClose, run: () => (selection ? close() : step(1)) },
    { keys: '[', does: companyWords.zoomOut, run: () => zoom(-1) },
    { keys: ']', does: companyWords.zoomIn, run: () => zoom(1) },
  ]);
  return {
    group,
    setGroup,
    readings,
    selection,
    side,
    setSide,
    select,
    step,
    close,
    position: index >= 0 ? { index, total: readings.length } : null,
  };
}
