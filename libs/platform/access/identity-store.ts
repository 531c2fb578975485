import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';

/** Runs SQL as the login `identity`, alone or within a transaction. */
export type IdentityQuery = IdentityStore['query'];

/** The narrow connection that sees accounts, sessions and memberships, and no tenant row. */
@Injectable()
export class IdentityStore implements OnModuleDestroy {
  private readonly pool: pg.Pool;

  constructor(identityUrl: string) {
    this.pool = new pg.Pool({ connectionString: identityUrl, max: 5, connectionTimeoutMillis: 5000 });
    // Without a listener, an idle connection that the server ends would end the process.
    this.pool.on('error', () => undefined);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, parameters)).rows;
  }

  /** Runs statements in one transaction. */
  async together<Result>(work: (query: IdentityStore['query']) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const result = await work(async (sql, parameters = []) => (await client.query(sql, parameters)).rows as never);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
