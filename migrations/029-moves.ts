import type { MigrationInterface, QueryRunner } from 'typeorm';

// A record that moves to another audience takes along what is part of it: its words in search, and the evidence rows of
// an assessment. Of these rows nothing but the audience is ever changed in place.
export class Moves1764000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update dist.table_kind set privileges = privileges || ', update (audience_id)'
        where table_name in ('app.search_token', 'app.assessment_evidence')
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
