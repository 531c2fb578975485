import { useState } from 'react';
import { factorsQuery } from '../../client/factors.ts';
import { queryClient } from '../../client/query-client.ts';

/** Does what needs a fresh sign-in: at once where it is fresh, else after the person has shown again who they are. */
export function useFreshly() {
  const [waiting, setWaiting] = useState<(() => Promise<unknown>) | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const attempt = async (act: () => Promise<unknown>, asksFirst: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const isFresh = !asksFirst || (await queryClient.fetchQuery(factorsQuery)).isFresh;
      if (isFresh) await act();
      else setWaiting(() => act);
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    error,
    asks: waiting !== null,
    run: (act: () => Promise<unknown>) => void attempt(act, true),
    confirmed: () => {
      const act = waiting;
      setWaiting(null);
      if (act) void attempt(act, false);
    },
    giveUp: () => setWaiting(null),
  };
}
