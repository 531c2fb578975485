import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type pg from 'pg';
import type { Actor } from './actor.ts';
import { enterWorkspace } from './enter-workspace.ts';
import { OUTBOX_CHANNEL } from './outbox.ts';
import { WorkspaceTransaction } from './workspace-transaction.ts';

/** A transaction that the caller must end. */
export interface OpenTransaction {
  tx: WorkspaceTransaction;
  commit(): Promise<void>;
  /** Ends it without a trace and answers why: the given error, or the one that kept the transaction from opening. */
  rollback(error: unknown): Promise<unknown>;
}

/** Owns the only DataSource, and the only call that binds a transaction to a workspace. */
@Injectable()
export class Tenancy implements OnModuleDestroy {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async onModuleDestroy(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  /**
   * Opens a transaction in the actor's workspace. BEGIN, the call and whatever is asked first leave in one go: should
   * either fail, the database refuses or hides everything behind it, and `commit` and `rollback` tell the reason.
   */
  async open(actor: Actor): Promise<OpenTransaction> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as pg.ClientBase;
    // The repositories' own writes ask this before they would begin a transaction of theirs.
    Object.assign(runner, { isTransactionActive: true });
    const opening = Promise.all([client.query('begin'), enterWorkspace(client, actor)]);
    opening.catch(() => undefined);
    const tx = new WorkspaceTransaction(runner, client, actor);
    const rollback = async (error: unknown): Promise<unknown> => {
      const reason = await opening.then(
        () => error,
        (openingError: unknown) => openingError,
      );
      await client.query('rollback').catch(() => undefined);
      await runner.release();
      return reason;
    };
    const commit = async (): Promise<void> => {
      try {
        if (actor.once && tx.writes) await actor.once.keep(tx, null);
        // COMMIT behind a failed statement rolls back, so nothing has to be waited for before it is sent.
        const [, , ended] = await Promise.all([opening, tx.appendAudit(), client.query('commit')]);
        if (ended.command !== 'COMMIT') throw new Error('nothing was written: a failed statement was passed over');
      } catch (error) {
        throw await rollback(error);
      }
      // The queue looks by itself once a minute: being told is faster, and no more than that.
      if (tx.sends)
        await client.query('select pg_notify($1, $2)', [OUTBOX_CHANNEL, actor.workspaceId]).catch(() => null);
      await runner.release();
    };
    return { tx, commit, rollback };
  }

  /** Runs short work in a transaction of its own: for slow routes, jobs and the command line. */
  async inWorkspace<Result>(actor: Actor, work: (tx: WorkspaceTransaction) => Promise<Result>): Promise<Result> {
    const open = await this.open(actor);
    let result: Result;
    try {
      result = await work(open.tx);
    } catch (error) {
      throw await open.rollback(error);
    }
    await open.commit();
    return result;
  }

  /**
   * Does something that only one program may do at a time, whatever process it runs in; the others wait. It ends with the
   * connection, so that a killed program keeps nobody waiting.
   */
  async inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('begin');
      await runner.query('select pg_advisory_xact_lock(hashtext($1))', [name]);
      return await work();
    } finally {
      await runner.query('rollback').catch(() => undefined);
      await runner.release();
    }
  }

  /** Whether the database answers. */
  async answers(): Promise<boolean> {
    try {
      await this.source.query('select 1');
      return true;
    } catch {
      return false;
    }
  }

  /** Runs SQL on local tables that hold no tenant rows: the workspace directory. */
  async queryDirectory<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.source.query(sql, parameters);
  }
}
