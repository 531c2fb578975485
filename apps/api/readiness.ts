import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Requests that are still worked on have this long; then their connections are cut. */
const DRAIN_LIMIT = 15_000;

/** Whether the server wants requests. Told by `/api/health/ready`, before anything else changes. */
export class Readiness {
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  /** Answers ask their callers to take another connection, which then reaches another server. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onSend', async (_request, reply, payload) => {
      if (this.stopping) void reply.header('connection', 'close');
      return payload;
    });
  }

  /**
   * Ends the serving without cutting anybody off (security-bar P6): it is no longer ready; after `grace` milliseconds, in
   * which whoever spreads the requests notices, no connection is taken any more; what is worked on is answered. The
   * database stays open until then.
   */
  async drain(server: Server, grace: number): Promise<void> {
    this.stopping = true;
    await new Promise((resolve) => setTimeout(resolve, grace));
    const drained = new Promise<void>((resolve) => server.close(() => resolve()));
    const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT);
    server.closeIdleConnections();
    await drained;
    clearTimeout(limit);
  }
}
