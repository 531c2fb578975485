import type { MigrationInterface, QueryRunner } from 'typeorm';

// Documents as captured, and excerpts of them. The database itself refuses an excerpt that is not in the capture and
// any change of a captured text.
const TABLES = `
  create table app.source_document (
    workspace_id uuid not null references app.workspace (workspace_id),
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    title text not null,
    source_types text[] not null,
    url text,
    archive_url text,
    publisher text,
    published_on text check (app.is_partial_date(published_on)),
    published_on_origin text check (published_on_origin in ('in_text', 'entered_by_hand', 'derived')),
    asserted_by text,
    language text not null,
    licence text,
    retrieved_at timestamptz,
    capture_kind text not null check (capture_kind in ('full', 'passages', 'stub')),
    captured_text text,
    content_sha256 text,
    text_sha256 text,
    original_sha256 text,
    original_length_utf16 int,
    syndicated_from_id uuid,
    previous_capture_id uuid,
    status text not null check (status in ('draft', 'published', 'withdrawn', 'superseded')),
    status_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint source_document_number unique (workspace_id, number),
    constraint source_document_text check ((capture_kind = 'stub') = (captured_text is null)),
    constraint source_document_hash check ((captured_text is null) = (text_sha256 is null)),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, syndicated_from_id) references app.source_document (workspace_id, id),
    foreign key (workspace_id, previous_capture_id) references app.source_document (workspace_id, id)
  );
  create index source_document_by_audience on app.source_document (workspace_id, audience_id);
  create index source_document_by_date on app.source_document (workspace_id, published_on);
  create index source_document_by_previous on app.source_document (workspace_id, previous_capture_id);
  create index source_document_by_syndication on app.source_document (workspace_id, syndicated_from_id);

  create table app.source_passage (
    workspace_id uuid not null,
    source_id uuid not null,
    ordinal int not null,
    start_utf16 int not null check (start_utf16 >= 0),
    end_utf16 int not null,
    original_start_utf16 int not null check (original_start_utf16 >= 0),
    primary key (workspace_id, source_id, ordinal),
    constraint source_passage_span check (end_utf16 > start_utf16),
    foreign key (workspace_id, source_id) references app.source_document (workspace_id, id)
  );

  create table app.excerpt (
    workspace_id uuid not null,
    id uuid not null,
    audience_id uuid not null,
    number int not null,
    source_id uuid not null,
    exact text not null check (exact <> ''),
    prefix text not null,
    suffix text not null,
    start_utf16 int not null,
    end_utf16 int not null,
    start_char int not null,
    end_char int not null,
    anchor_status text not null check (anchor_status in ('exact', 'moved', 'fuzzy', 'orphaned')),
    match_score numeric(6, 4),
    checked_at timestamptz,
    status text not null check (status in ('draft', 'published', 'withdrawn', 'superseded')),
    status_reason text,
    version int not null,
    primary key (workspace_id, id),
    constraint excerpt_number unique (workspace_id, number),
    constraint excerpt_span check (start_utf16 >= 0 and end_utf16 > start_utf16
      and start_char >= 0 and end_char > start_char and end_char - start_char <= end_utf16 - start_utf16),
    foreign key (workspace_id, audience_id) references app.audience (workspace_id, id),
    foreign key (workspace_id, source_id) references app.source_document (workspace_id, id)
  );
  create index excerpt_by_audience on app.excerpt (workspace_id, audience_id);
  create index excerpt_by_source on app.excerpt (workspace_id, source_id);

  select dist.prepare();
  select dist.tenant('app.source_document', 'app.workspace');
  select dist.tenant('app.source_passage', 'app.workspace', 'select, insert');
  select dist.tenant('app.excerpt', 'app.workspace');

  create function app.refuse_changed_capture() returns trigger language plpgsql security invoker as $$
  begin
    raise exception 'a captured text never changes: record a new capture' using errcode = 'PL409';
  end $$;
  create trigger capture_never_changes before update on app.source_document for each row
    when (old.captured_text is distinct from new.captured_text or old.text_sha256 is distinct from new.text_sha256
      or old.content_sha256 is distinct from new.content_sha256 or old.capture_kind is distinct from new.capture_kind)
    execute function app.refuse_changed_capture();

  create function app.check_excerpt() returns trigger language plpgsql security invoker as $$
  declare
    found_text text;
  begin
    select substr(s.captured_text, new.start_char + 1, new.end_char - new.start_char) into found_text
    from app.source_document s
    where s.workspace_id = new.workspace_id and s.id = new.source_id;
    if not found then
      raise exception 'not found: source_id' using errcode = 'PL404';
    end if;
    if found_text is distinct from new.exact then
      raise exception 'the excerpt is not in the captured text at these offsets' using errcode = 'PL422';
    end if;
    return new;
  end $$;
  create trigger excerpt_is_in_capture before insert or update of exact, start_char, end_char, source_id
    on app.excerpt for each row execute function app.check_excerpt();

  select dist.guard_reference('app.source_passage', 'source_id', 'app.source_document');
  select dist.guard_reference('app.source_document', 'syndicated_from_id', 'app.source_document');
  select dist.guard_reference('app.source_document', 'previous_capture_id', 'app.source_document');
`;

export class Sources1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
