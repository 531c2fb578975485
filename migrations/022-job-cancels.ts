import type { MigrationInterface, QueryRunner } from 'typeorm';

// A job that is at work is told that it is no longer wanted: it ends at its next step. One that waits ends at once.
export class JobCancels1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app.job_run add column cancel_asked_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
