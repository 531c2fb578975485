import type { ComparisonView } from '@libs/contracts';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { companyWords } from '../../words/company.ts';
import {
  bandsOf,
  readingsOf,
  readingsWith,
  selectionOf,
  stepsOf,
  usualGroup,
  type Reading,
  type Selection,
  type TimeGroup,
} from './comparison-model.ts';
import type { Side } from './Drawer.tsx';

const from = '/w/$workspace/shell/company/$companyId';
const groups: TimeGroup[] = ['year', 'month', 'day'];

/** The step that a selection stands on: its own number, or the first reading of a claim or finding shown alone. */
function stepNumber(selection: Selection | null, readings: readonly Reading[]): string | undefined {
  if (!selection) return undefined;
  if (selection.kind === 'reading') return selection.reading.assessment.number;
  const record = selection.kind === 'claim' ? selection.claim : selection.finding;
  return readingsWith(readings, record.id)[0]?.assessment.number ?? record.number;
}

/** What is selected stands in the address, so that it can be sent: the pair, the side shown, the length of the bands. */
export function useComparisonState(view: ComparisonView) {
  const search = useSearch({ from });
  const mayAssess = useWorkspace().may('assessment.record');
  const navigate = useNavigate({ from: '/w/$workspace/company/$companyId' });
  const group: TimeGroup = search.group ?? usualGroup(view);
  const bands = bandsOf(view, group);
  const readings = readingsOf(view, bands);
  const steps = stepsOf(view, bands, readings);
  const selection = selectionOf(view, readings, search.pair);
  const side: Side = search.look ?? (selection?.kind === 'finding' ? 'finding' : 'claim');
  const index = steps.indexOf(stepNumber(selection, readings) ?? '');
  const { history } = useRouter();
  /** The bands as they were when the drawer was opened from here; null where the address came with it open. */
  const openedIn = useRef<TimeGroup | null>(null);
  if (!search.pair) openedIn.current = null;

  const go = (change: Partial<typeof search>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  // Opening is a step that Back undoes; going from pair to pair inside the drawer is none.
  const select = (number: string, look: Side) => {
    const opens = !search.pair;
    if (opens) openedIn.current = group;
    go({ pair: number, look }, !opens);
  };
  const setSide = (look: Side) => go({ look });
  const setGroup = (next: TimeGroup) => go({ group: next });
  const close = () => (openedIn.current === group ? history.back() : go({ pair: undefined, look: undefined }));
  const step = (by: 1 | -1) => {
    if (steps.length === 0) return;
    const next = index < 0 ? (by === 1 ? 0 : steps.length - 1) : (index + by + steps.length) % steps.length;
    const number = steps[next] as string;
    const alone = selectionOf(view, readings, number)?.kind;
    select(number, alone === 'reading' ? side : alone === 'finding' ? 'finding' : 'claim');
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
    ...(mayAssess && !selection ? [{ keys: 'a', does: companyWords.chooseToAssess, run: () => step(1) }] : []),
    { keys: '[', does: companyWords.zoomOut, run: () => zoom(-1) },
    { keys: ']', does: companyWords.zoomIn, run: () => zoom(1) },
  ]);
  return {
    group,
    setGroup,
    readings,
    selection,
    /** A number in the address that nothing on the page bears. */
    unknown: search.pair && !selection ? search.pair : null,
    side,
    setSide,
    select,
    step,
    close,
    position: index >= 0 ? { index, total: steps.length } : null,
  };
}
