import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import type { Actor } from './actor.ts';
import { WorkspaceTransaction } from './workspace-transaction.ts';

/** A transaction that the caller must end. */
export interface OpenTransaction {
  tx: WorkspaceTransaction;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Owns the only DataSource, and the only call that binds a transaction to a workspace. */
@Injectable()
export class Tenancy implements OnModuleDestroy {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async onModuleDestroy(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  async open(actor: Actor): Promise<OpenTransaction> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query('select app.enter_workspace($1, $2, $3)', [
        actor.workspaceId,
        actor.memberId,
        actor.audiences,
      ]);
    } catch (error) {
      await abandon(runner);
      throw error;
    }
    const tx = new WorkspaceTransaction(runner.manager, actor);
    return {
      tx,
      commit: async () => {
        try {
          await tx.appendAudit();
          await runner.commitTransaction();
        } catch (error) {
          await abandon(runner);
          throw error;
        }
        await runner.release();
      },
      rollback: () => abandon(runner),
    };
  }

  /** Runs short work in a transaction of its own: for slow routes, jobs and the command line. */
  async inWorkspace<Result>(actor: Actor, work: (tx: WorkspaceTransaction) => Promise<Result>): Promise<Result> {
    const open = await this.open(actor);
    let result: Result;
    try {
      result = await work(open.tx);
    } catch (error) {
      await open.rollback();
      throw error;
    }
    await open.commit();
    return result;
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

async function abandon(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
}
