/** What came of one request. */
export interface Sent {
  /** Milliseconds since the load began. */
  at: number;
  millis: number;
  /** Null where no answer came at all. */
  status: number | null;
  retryAfter: string | null;
  /** Why no answer came. */
  error: string | null;
}

/** Requests at a steady rate, whether or not earlier ones are answered: as people come. */
export class SteadyLoad {
  readonly sent: Sent[] = [];
  private readonly waiting = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private readonly began = performance.now();
  private count = 0;

  constructor(perSecond: number, ask: (number: number) => Promise<Response>) {
    this.timer = setInterval(() => {
      // A timer that comes late sends what it missed.
      while (this.count < ((performance.now() - this.began) / 1000) * perSecond) this.one(ask);
    }, 1000 / perSecond);
  }

  /** Milliseconds since the load began. */
  now(): number {
    return performance.now() - this.began;
  }

  /** Sends no more, and waits for the last answer. */
  async stop(): Promise<Sent[]> {
    clearInterval(this.timer);
    await Promise.all(this.waiting);
    return this.sent;
  }

  private one(ask: (number: number) => Promise<Response>): void {
    const number = this.count;
    this.count += 1;
    const at = this.now();
    const over = (status: number | null, retryAfter: string | null, error: string | null) => {
      this.sent.push({ at, millis: this.now() - at, status, retryAfter, error });
    };
    const working = ask(number)
      .then(async (response) => {
        await response.arrayBuffer();
        over(response.status, response.headers.get('retry-after'), null);
      })
      .catch((error: Error) => over(null, null, String(error.cause ?? error)))
      .finally(() => this.waiting.delete(working));
    this.waiting.add(working);
  }
}

/** The value below which `share` of the values lie. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
