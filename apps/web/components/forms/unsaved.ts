import { useEffect, useRef, useSyncExternalStore, type RefObject } from 'react';

/** A place that holds typed text. While it sends, leaving is its own doing and is not asked about. */
interface Place {
  holder: RefObject<HTMLElement | null>;
  dirty: boolean;
  sending: boolean;
}

const places = new Set<Place>();
let question: { answer: (leave: boolean) => void } | null = null;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

/** True where text was typed that no answer of the server has taken over; `within` narrows it to one dialog or panel. */
export const hasUnsaved = (within?: HTMLElement | null): boolean =>
  [...places].some(({ dirty, sending, holder }) => dirty && !sending && (!within || within.contains(holder.current)));

/** Asks before typed text is given up; true at once where there is none. */
export function mayLeave(within?: HTMLElement | null): Promise<boolean> {
  if (!hasUnsaved(within)) return Promise.resolve(true);
  question?.answer(false);
  return new Promise((resolve) => {
    question = {
      answer: (leave) => {
        question = null;
        tell();
        resolve(leave);
      },
    };
    tell();
  });
}

/** The question that waits for an answer, or null. */
export const useLeaveQuestion = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );

/** Registers a form or panel for as long as it is on screen. */
export function useUnsaved(holder: RefObject<HTMLElement | null>, dirty: boolean, sending = false): void {
  const place = useRef<Place>({ holder, dirty, sending });
  place.current.dirty = dirty;
  place.current.sending = sending;
  useEffect(() => {
    const own = place.current;
    places.add(own);
    return () => {
      places.delete(own);
    };
  }, []);
}
