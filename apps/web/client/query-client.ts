import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isRefusedAs, ServerUnreachable } from './request.ts';

/** A session that ended while a page was open leads to the sign-in page and back again. */
function leaveWhenSignedOut(error: unknown): void {
  if (!isRefusedAs(error, 401) || location.pathname === '/sign-in') return;
  const here = location.pathname + location.search;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** An answer is an answer, a refusal too, and is not asked again; a lost connection is tried twice more. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof ServerUnreachable && failures < 2,
    },
  },
});
