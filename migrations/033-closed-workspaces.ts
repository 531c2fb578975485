import type { MigrationInterface, QueryRunner } from 'typeorm';

// A closed workspace lets nobody in. Its rows stay until whoever runs the installation removes them, with a backup.
export class ClosedWorkspaces1764000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app.workspace add column closed_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
