import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeTables } from '@libs/platform/database';

// Under row-level security every text of the workspace is read to find a word in it, and a vector beside its source lay
// in out-of-line storage: fetching it cost more than looking into it. Here the words lie in rows of their own, each
// small enough to stay in its page. A long text has several, and a word is in one of them.
const WORDS_OF_A_ROW = 5500;

export class SourceTexts1764000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.source_text (
        workspace_id uuid not null,
        source_id uuid not null,
        part int not null,
        audience_id uuid not null,
        words tsvector not null,
        primary key (workspace_id, source_id, part),
        foreign key (workspace_id, source_id) references app.source_document (workspace_id, id),
        foreign key (workspace_id, audience_id) references app.audience (workspace_id, id)
      );
      alter table app.source_text alter column words set storage plain;
      create index source_text_by_audience on app.source_text (workspace_id, audience_id);
      select dist.tenant('app.source_text', 'app.workspace', 'select, insert, delete');

      -- The words of a title and a text without their marks, as they are typed, in as many vectors as they need.
      create function app.text_words(title text, body text) returns setof tsvector
      language sql immutable parallel safe as $$
        select array_to_tsvector(array_agg(lexeme)) from (
          select w.lexeme, sum(octet_length(w.lexeme) + 4) over (order by w.lexeme) / ${WORDS_OF_A_ROW} as part
          from unnest(to_tsvector('simple', regexp_replace(
            normalize(coalesce(title, '') || ' ' || coalesce(left(body, 300000), ''), nfkd),
            '[\\u0300-\\u036f]', '', 'g'))) as w
        ) as placed group by part
      $$;

      -- The words of a source that was withdrawn are not looked into.
      create function app.index_source_text() returns trigger language plpgsql as $$
      declare
        found record;
      begin
        delete from app.source_text as t where t.workspace_id = new.workspace_id and t.source_id = new.id;
        if new.status in ('draft', 'published') then
          for found in
            select w.words, w.part from app.text_words(new.title, new.captured_text) with ordinality as w (words, part)
          loop
            insert into app.source_text (workspace_id, source_id, part, audience_id, words)
              values (new.workspace_id, new.id, found.part, new.audience_id, found.words);
          end loop;
        end if;
        return null;
      end $$;

      select dist.prepare();
      create trigger source_text_begins after insert on app.source_document
        for each row execute function app.index_source_text();
      create trigger source_text_follows after update on app.source_document for each row
        when (old.title is distinct from new.title or old.status is distinct from new.status
          or old.audience_id is distinct from new.audience_id)
        execute function app.index_source_text();
    `);
    await changeTables(runner, ['app.source_document', 'app.source_text', 'app.audience'], async () => {
      await runner.query(`
        insert into app.source_text as t (workspace_id, source_id, part, audience_id, words)
        select s.workspace_id, s.id, w.part, s.audience_id, w.words
        from app.source_document s
          cross join lateral app.text_words(s.title, s.captured_text) with ordinality as w (words, part)
        where s.status in ('draft', 'published');

        drop index app.source_document_text;
        alter table app.source_document drop column search_vector;
      `);
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
