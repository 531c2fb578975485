import type { MigrationInterface, QueryRunner } from 'typeorm';

// A word on the device of a session ("Firefox on Linux"), by which its owner tells it from the others. Not the whole
// header: what is kept of a person is what the screen needs.
export class SessionDevices1764000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table identity.session add column device text not null default ''`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
