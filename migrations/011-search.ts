import type { MigrationInterface, QueryRunner } from 'typeorm';

// Type-ahead by a token table with a plain index: pattern matching under row-level security reads the whole
// workspace first. Long texts have a text-search vector, over letters without their marks, as words are typed.
export class Search1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.search_token (
        workspace_id uuid not null,
        token text collate "C" not null,
        kind text not null,
        record_id uuid not null,
        field text not null,
        audience_id uuid not null,
        -- With the audience inside, a search answers from the index alone, the audience's policy included.
        primary key (workspace_id, token, kind, record_id, field) include (audience_id),
        foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
      );
      create index search_token_by_record on app.search_token (workspace_id, kind, record_id);
      create index search_token_by_audience on app.search_token (workspace_id, audience_id);
      select dist.tenant('app.search_token', 'app.workspace', 'select, insert, delete');

      alter table app.source_document add column search_vector tsvector
        generated always as (strip(to_tsvector('simple', regexp_replace(
          normalize(coalesce(title, '') || ' ' || coalesce(left(captured_text, 300000), ''), nfkd),
          '[\\u0300-\\u036f]', '', 'g')))) stored;
      -- Under row-level security every vector of the workspace is read, so they are kept small and ready to read:
      -- without the places of the words, and uncompressed.
      alter table app.source_document alter column search_vector set storage external;
      create index source_document_text on app.source_document using gin (search_vector);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
