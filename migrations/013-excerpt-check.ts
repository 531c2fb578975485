import type { MigrationInterface, QueryRunner } from 'typeorm';

// Every update names all columns, so noting how an excerpt stands read its whole source again, once for each excerpt.
// The words are compared with the source where they or their place change; a captured text itself never does.
export class ExcerptCheck1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger excerpt_is_in_capture on app.excerpt;
      create trigger excerpt_is_in_capture before insert on app.excerpt
        for each row execute function app.check_excerpt();
      create trigger excerpt_stays_in_capture before update on app.excerpt for each row
        when (old.exact is distinct from new.exact or old.start_char is distinct from new.start_char
          or old.end_char is distinct from new.end_char or old.source_id is distinct from new.source_id)
        execute function app.check_excerpt();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
