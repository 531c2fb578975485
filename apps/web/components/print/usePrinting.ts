import { useSyncExternalStore } from 'react';

let asked = false;
const paper = () => window.matchMedia('print');

function subscribe(changed: () => void): () => void {
  const media = paper();
  const tell = (printing: boolean) => () => {
    asked = printing;
    changed();
  };
  const before = tell(true);
  const after = tell(false);
  media.addEventListener('change', changed);
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    media.removeEventListener('change', changed);
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
}

/** True from just before the browser lays out paper until it is done: what stands on paper alone is drawn then. */
export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => asked || paper().matches);
