import { useEffect, useState } from 'react';
import { useKeys } from '../keyboard/keyboard.ts';
import { tableWords } from '../../words/tables.ts';

/** J and K move through the rows of the main list, Enter opens the current one. Returns the current row's index. */
export function useRowKeys(title: string, count: number, open: (index: number) => void): number {
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    if (current < 0) return;
    const row = document.querySelector('tr[data-current]');
    row?.scrollIntoView({ block: 'nearest' });
    // The link of the row has the focus, so that a reader who does not see the mark hears where it is.
    row?.querySelector('a')?.focus({ preventScroll: true });
  }, [current]);
  const move = (by: number) => setCurrent((now) => Math.min(count - 1, Math.max(0, now + by)));
  useKeys(title, [
    { keys: 'j', does: tableWords.next, run: () => move(1) },
    { keys: 'k', does: tableWords.previous, run: () => move(-1) },
    ...(current >= 0 ? [{ keys: 'enter', does: tableWords.open, run: () => open(current) }] : []),
  ]);
  return current;
}
