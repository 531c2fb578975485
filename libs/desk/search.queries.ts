import type { NumberedKind } from '@libs/domain/vocabulary';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { CHAIN, completedKinds, type ChainKind } from './search.rules.ts';

/** Sorts behind every word that starts with what stands before it, in the order of bytes. */
const HIGHEST = '\u{10FFFF}';

const TABLES: Record<NumberedKind, string> = {
  source: 'app.source_document',
  excerpt: 'app.excerpt',
  statement: 'app.statement',
  claim: 'app.claim',
  finding: 'app.finding',
  assessment: 'app.assessment',
  letter: 'app.letter',
};

export interface Match {
  kind: ChainKind;
  id: string;
  /** How many of its kind match, as far as the reader may see them. */
  total: number;
}

/**
 * The best matches of each kind, whole words above beginnings. A record matches where every word begins one of its
 * search words; a source also where its text holds all of `textWords`. Each word is one range of the token index.
 * `named` is the record of a typed short number: it comes first.
 */
export async function matchesOf(
  tx: WorkspaceTransaction,
  words: string[],
  textWords: string[],
  limit: number,
  named: { kind: ChainKind; id: string } | null,
): Promise<Match[]> {
  const parameters: unknown[] = [
    tx.workspaceId,
    limit,
    completedKinds(words),
    textWords.join(' '),
    named?.kind ?? null,
    named?.id ?? null,
    [...CHAIN],
  ];
  // One bit for each word that a record holds, and one above them all for a text or a typed number that matches.
  const [all, beyond] = [(1 << words.length) - 1, 1 << words.length];
  const ranges = words.map((word, index) => {
    const [from, to] = [parameters.push(word), parameters.push(`${word}${HIGHEST}`)];
    const bit = 1 << index;
    return `select kind, record_id, ${bit} as held, case when token = $${from} then ${bit} else 0 end as whole
       from app.search_token
       where workspace_id = $1 and token >= $${from} and token < $${to} and (kind = any($3) or token = $${from})
         and kind = any($7::text[])`;
  });
  const rows = await tx.query<{ kind: ChainKind; id: string; total: string }>(
    // A typed word can be several of a text: "at&t" is two, and all of them must be in it.
    `with word as (
       select 1::bigint << row_number() over ()::int as bit, (quote_literal(lexeme) || ':*')::tsquery as beginning,
         quote_literal(lexeme)::tsquery as whole
       from unnest(to_tsvector('simple', $4)) limit 60
     ),
     words as (select bit_or(bit) as every from word),
     matched as (
       ${ranges.join('\n       union all ')}
       union all
       select 'source', source_id, ${beyond}, case when bit_or(whole) = (select every from words) then ${beyond} else 0 end
       from (
         select t.source_id, w.bit, case when t.words @@ w.whole then w.bit else 0 end as whole
         from app.source_text t join word w on t.words @@ w.beginning
         where t.workspace_id = $1 offset 0
       ) as met
       group by source_id having bit_or(bit) = (select every from words)
       union all
       select $5, $6::uuid, ${all | beyond}, ${all | beyond} where $6::uuid is not null
     ),
     once as (
       select array_position($7::text[], kind) as place_of_kind, kind, record_id, bit_or(held) & ${all} = ${all} as named,
         bit_or(whole) & ${all} = ${all} or bit_or(whole) >= ${beyond} as whole
       from matched group by kind, record_id having bit_or(held) & ${all} = ${all} or bit_or(held) >= ${beyond}
     ),
     ranked as (
       select kind, record_id as id, place_of_kind, count(*) over (partition by place_of_kind) as total,
         row_number() over (partition by place_of_kind
           order by record_id is not distinct from $6 desc, whole desc, named desc, record_id) as place
       from once
     )
     select kind, id, total from ranked where place <= $2 order by place_of_kind, place`,
    parameters,
  );
  return rows.map(({ kind, id, total }) => ({ kind, id, total: Number(total) }));
}

/** The record of a short number that was not withdrawn, if there is one that the reader may see. */
export async function findNumbered(
  tx: WorkspaceTransaction,
  { kind, number }: { kind: NumberedKind; number: number },
): Promise<string | null> {
  const isLive = kind === 'letter' ? 'withdrawn_at is null' : `status <> 'withdrawn'`;
  const rows = await tx.query<{ id: string }>(
    `select id from ${TABLES[kind]} where workspace_id = $1 and number = $2 and ${isLive}`,
    [tx.workspaceId, number],
  );
  return rows[0]?.id ?? null;
}

/** A hit as it is read: `texts` are what it can be shown with, the best first. */
export interface HitRow {
  kind: ChainKind;
  id: string;
  number: number | null;
  texts: (string | null)[];
  on: string | null;
  verdict: string | null;
  companyId: string | null;
  sourceId: string | null;
}

const NAMES = `coalesce((select string_agg(a.text, ' · ' order by a.ordinal) from app.organisation_alias a
  where a.workspace_id = $1 and a.organisation_id = o.id), '')`;
const IDENTIFIERS = `coalesce((select string_agg(i.value, ' · ' order by i.ordinal)
  from app.organisation_identifier i where i.workspace_id = $1 and i.organisation_id = o.id), '')`;
const COMPANY = (column: string) => `(select firm.id from app.organisation firm
  where firm.workspace_id = $1 and firm.id = ${column} and firm.kind = 'company')`;
const VERDICT = (where: string) => `(select a.verdict from app.assessment a
  where a.workspace_id = $1 and a.status not in ('withdrawn', 'superseded') and ${where}
  order by a.as_of desc, a.number desc limit 1)`;
const NAME = (column: string) => `(select n.legal_name || ' · ' || n.short_name from app.organisation n
  where n.workspace_id = $1 and n.id = ${column})`;

const ROWS: Record<ChainKind, string> = {
  organisation: `select 'organisation', o.id, null, array[o.legal_name, o.short_name, ${NAMES}, ${IDENTIFIERS}], null,
      null, case o.kind when 'company' then o.id end, null
    from app.organisation o where o.workspace_id = $1 and o.id = any($2)`,
  source: `select 'source', s.id, s.number, array[s.title, s.publisher, s.asserted_by], s.published_on, null, null, s.id
    from app.source_document s where s.workspace_id = $1 and s.id = any($2)`,
  excerpt: `select 'excerpt', e.id, e.number, array[e.exact], s.published_on, null, null, e.source_id
    from app.excerpt e join app.source_document s on s.workspace_id = $1 and s.id = e.source_id
    where e.workspace_id = $1 and e.id = any($2)`,
  statement: `select 'statement', s.id, s.number,
      array[e.exact, s.speaker_name, ${NAME('s.speaker_organisation_id')}, s.speaker_role, s.reported_by,
        s.channel, s.cue_text],
      s.made_on, null, ${COMPANY('s.speaker_organisation_id')}, e.source_id
    from app.statement s join app.excerpt e on e.workspace_id = $1 and e.id = s.excerpt_id
    where s.workspace_id = $1 and s.id = any($2)`,
  claim: `select 'claim', c.id, c.number, array[c.claim_text, e.exact, c.scope_text, ${NAME('c.company_id')}],
      (select s.made_on from app.claim_statement cs
         join app.statement s on s.workspace_id = $1 and s.id = cs.statement_id
         where cs.workspace_id = $1 and cs.claim_id = c.id order by cs.ordinal limit 1),
      ${VERDICT('a.claim_id = c.id')}, ${COMPANY('c.company_id')}, e.source_id
    from app.claim c join app.excerpt e on e.workspace_id = $1 and e.id = c.excerpt_id
    where c.workspace_id = $1 and c.id = any($2)`,
  finding: `select 'finding', f.id, f.number,
      array[e.exact, ${NAME('f.subject_id')}, coalesce(${NAME('f.object_id')}, f.object_text), f.product_text, f.authority],
      f.reported_on,
      ${VERDICT(`exists (select from app.assessment_evidence v
         where v.workspace_id = $1 and v.assessment_id = a.id and v.finding_id = f.id)`)},
      ${COMPANY('f.subject_id')}, e.source_id
    from app.finding f
    join app.finding_excerpt fe on fe.workspace_id = $1 and fe.finding_id = f.id and fe.ordinal = 0
    join app.excerpt e on e.workspace_id = $1 and e.id = fe.excerpt_id
    where f.workspace_id = $1 and f.id = any($2)`,
  assessment: `select 'assessment', a.id, a.number,
      array[c.claim_text, a.rationale, 'C-' || c.number, ${NAME('c.company_id')}], a.as_of::text, a.verdict,
      ${COMPANY('c.company_id')}, null
    from app.assessment a join app.claim c on c.workspace_id = $1 and c.id = a.claim_id
    where a.workspace_id = $1 and a.id = any($2)`,
  letter: `select 'letter', l.id, l.number, array[l.subject, l.letter_ref, ${NAME('l.company_id')}],
      l.letter_date::text, null, l.company_id, null
    from app.letter l where l.workspace_id = $1 and l.id = any($2)`,
};

// Gives the columns of every other kind their names and types, and no row.
const HEAD = `select null::text as kind, null::uuid as id, null::int as number, null::text[] as texts,
    null::text as "on", null::text as verdict, null::uuid as "companyId", null::uuid as "sourceId" where false`;

/** What hits are shown with, read for all their kinds at once. */
export async function hitRows(tx: WorkspaceTransaction, matches: Match[]): Promise<Map<string, HitRow>> {
  if (matches.length === 0) return new Map();
  const kinds = CHAIN.filter((kind) => matches.some((match) => match.kind === kind));
  const ids = matches.map(({ id }) => id);
  const sql = [HEAD, ...kinds.map((kind) => ROWS[kind])].join(' union all ');
  const rows = await tx.query<HitRow>(sql, [tx.workspaceId, ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The captured texts of sources, as far as they are searched. */
export async function capturedTexts(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; text: string | null }>(
    'select id, left(captured_text, 300000) as text from app.source_document where workspace_id = $1 and id = any($2)',
    [tx.workspaceId, ids],
  );
  return new Map(rows.map(({ id, text }) => [id, text ?? '']));
}
