import { setImmediate as turn } from 'node:timers/promises';
import type { ChildMessage } from './process-pool.ts';

export interface ServingOptions {
  /** Orders after which the memory is collected. Native memory is freed only then. */
  collectEvery?: number;
}

/**
 * The child's side of a pool: answers orders one at a time until the parent ends it. What the work throws is reported
 * as its message; what a caller is to tell apart belongs into the answer.
 */
export function serveOrders<Order, Answer>(
  work: (order: Order) => Answer | Promise<Answer>,
  { collectEvery = 1 }: ServingOptions = {},
): void {
  let orders = 0;
  const send = (message: ChildMessage<Answer>) => process.send?.(message);
  const answer = async (order: Order): Promise<void> => {
    const answered = await Promise.resolve()
      .then(() => work(order))
      .then(
        (value) => ({ kind: 'answer' as const, value }),
        (error: unknown) => ({
          kind: 'fault' as const,
          message: error instanceof Error ? error.message : String(error),
        }),
      );
    orders += 1;
    if (orders % collectEvery === 0) globalThis.gc?.();
    await turn();
    send({ ...answered, rssBytes: process.memoryUsage.rss() });
  };
  process.on('message', (order: Order) => void answer(order));
  process.on('disconnect', () => process.exit(0));
  send({ kind: 'ready' });
}
