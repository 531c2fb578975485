import { Injectable } from '@nestjs/common';
import type { FindingView, SourceView, StatementView } from '@libs/contracts';
import { FindingsService } from '@libs/findings';
import { citedChanges } from '@libs/domain/evidence';
import { asName, isNamed, plainText, readable } from '@libs/domain/wording';
import { OrganisationsService, type NamedOrganisation } from '@libs/organisations';
import { namesOf, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { StatementsService } from '@libs/statements';
import { runsOf, type CitationEntry } from '@libs/typesetting';
import { checkLetter } from './letter.checks.ts';
import type { Letter, LetterFacts } from './letter.entity.ts';
import { dateOriginOf, speakerOf, toldTo } from './letter-sentences.ts';
import type { LetterParts } from './letter.view.ts';

/** Holds letters against the record as it stands now, a constant number of queries for any number of letters. */
@Injectable()
export class LetterChecksService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly findings: FindingsService,
    private readonly statements: StatementsService,
  ) {}

  async partsOf(tx: WorkspaceTransaction, letters: Letter[]): Promise<Map<string, LetterParts>> {
    if (letters.length === 0) return new Map();
    const citations = await citationsOf(
      tx,
      letters.map((letter) => letter.id),
    );
    const ids = (of: 'findingId' | 'statementId') => [...new Set(citations.flatMap((row) => row[of] ?? []))];
    const findings = await this.findings.views(tx, ids('findingId'));
    const statements = await this.statements.views(tx, ids('statementId'));
    const companies = await this.organisations.refs(
      tx,
      letters.map((letter) => letter.companyId),
    );
    const answersInSources = await this.findings.answersInSources(tx, [...findings.keys()]);
    const saidInSources = await this.statements.ofSources(tx, sourcesOf(findings, statements));
    const known = await this.organisations.names(tx);
    const labels = labelsOf(findings, statements);
    const changes = await changesOf(tx, citations);
    const nameOf = await namesOf(
      tx,
      letters.map((letter) => letter.draftedBy),
    );
    const parts = new Map<string, LetterParts>();
    for (const letter of letters) {
      const own = citations.filter((row) => row.letterId === letter.id);
      const checks = checkLetter({
        model: letter.model,
        ...byKey(letter, own, findings, statements),
        everyoneAudienceId: tx.actor.everyoneAudienceId,
        answersInSources,
        saidInSources,
        known,
        changes: own.flatMap((row) => changesFor(row, changes, labels)),
        partyIds: partiesOf(letter, own, findings, statements, known),
      });
      const company = companies.get(letter.companyId)!;
      parts.set(letter.id, { company, checks, citations: own, labels, draftedBy: nameOf(letter.draftedBy) });
    }
    return parts;
  }
}

function sourcesOf(findings: Map<string, FindingView>, statements: Map<string, StatementView>): string[] {
  const excerpts = [
    ...[...findings.values()].flatMap((finding) => finding.excerpts),
    ...[...statements.values()].map((statement) => statement.excerpt),
  ];
  return [...new Set(excerpts.map(({ sourceId }) => sourceId))];
}

/** A speaker's own words stand in quotation marks; a reporter's wording of them does not. */
const inMarks = ({ mayQuote, excerpt }: StatementView) => (mayQuote ? `“${excerpt.exact}”` : excerpt.exact);

function labelsOf(findings: Map<string, FindingView>, statements: Map<string, StatementView>): LetterParts['labels'] {
  const labels: LetterParts['labels'] = new Map();
  for (const [id, finding] of findings) labels.set(id, { number: finding.number, label: finding.excerpts[0]!.exact });
  for (const [id, statement] of statements) labels.set(id, { number: statement.number, label: inMarks(statement) });
  return labels;
}

function byKey(
  letter: Letter,
  rows: CitationRow[],
  findings: Map<string, FindingView>,
  statements: Map<string, StatementView>,
) {
  const keyOf = new Map(letter.model.footnotes.map((footnote) => [footnote.number, footnote.citationKey]));
  const grouped = { findings: new Map<string, FindingView[]>(), statements: new Map<string, StatementView[]>() };
  for (const row of rows) {
    const key = keyOf.get(row.note)!;
    const finding = row.findingId ? findings.get(row.findingId) : undefined;
    const statement = row.statementId ? statements.get(row.statementId) : undefined;
    if (finding) grouped.findings.set(key, [...(grouped.findings.get(key) ?? []), finding]);
    if (statement) grouped.statements.set(key, [...(grouped.statements.get(key) ?? []), statement]);
  }
  return grouped;
}

/** Organisations that the cited records name: the company, both ends of a finding, speakers, who reports, and who writes. */
function partiesOf(
  letter: Letter,
  rows: CitationRow[],
  findings: Map<string, FindingView>,
  statements: Map<string, StatementView>,
  known: NamedOrganisation[],
): Set<string> {
  const parties = new Set<string>([letter.companyId]);
  const texts: string[] = [];
  for (const row of rows) {
    const finding = row.findingId ? findings.get(row.findingId) : undefined;
    const statement = row.statementId ? statements.get(row.statementId) : undefined;
    if (finding) {
      parties.add(finding.subject.id);
      if (finding.object) parties.add(finding.object.id);
      texts.push(finding.reportedBy ?? '', finding.reportedVia ?? '', finding.excerpts[0]!.exact);
    }
    if (statement?.speakerOrganisation) parties.add(statement.speakerOrganisation.id);
    if (statement?.viaOrganisation) parties.add(statement.viaOrganisation.id);
    if (statement) texts.push(statement.excerpt.exact, statement.reportedBy ?? '', statement.channel ?? '');
  }
  // A passage is printed with the whole sentence of its source, which may name more than the excerpt does.
  for (const run of runsOf(letter.model.blocks)) {
    if (run.kind === 'text' && /\.(?:passage|clause)\[\d+\]\.words$/.test(run.field ?? '')) texts.push(run.text);
  }
  // Whoever stands in the cited words themselves is cited: "Seagate and Western Digital have sold …".
  const cited = readable(texts.join(' \n '));
  const sender = plainText(letter.model.letterhead.organisation).toLowerCase();
  for (const { organisationId, kind, names } of known) {
    const writes = kind === 'investor' && names.some((name) => plainText(name).toLowerCase() === sender);
    if (writes || names.some((name) => isNamed(cited, asName(name)))) parties.add(organisationId);
  }
  return parties;
}

/** Keeps which records a letter cites in which note, at the versions it was drafted from. */
export async function keepCitations(
  tx: WorkspaceTransaction,
  letterId: string,
  notes: { note: number; assertionKind: string; citation: LetterFacts['citations'][number] }[],
): Promise<void> {
  const rows = notes.flatMap(({ note, assertionKind, citation }) => [
    ...citation.findingIds.map((id) => ({ note, assertionKind, excerptId: citation.excerptId, kind: 'finding', id })),
    ...citation.statementIds.map((id) => ({
      note,
      assertionKind,
      excerptId: citation.excerptId,
      kind: 'statement',
      id,
    })),
  ]);
  await tx.query(
    `insert into app.letter_citation
       (workspace_id, letter_id, note, ordinal, excerpt_id, finding_id, statement_id, record_version, assertion_kind)
     select $1::uuid, $2::uuid, (c.value->>'note')::int, c.ordinal, (c.value->>'excerptId')::uuid,
       case when c.value->>'kind' = 'finding' then (c.value->>'id')::uuid end,
       case when c.value->>'kind' = 'statement' then (c.value->>'id')::uuid end,
       (select max(v.version) from app.record_version v where v.workspace_id = $1::uuid
          and v.kind = c.value->>'kind' and v.record_id = (c.value->>'id')::uuid),
       c.value->>'assertionKind'
     from jsonb_array_elements($3::jsonb) with ordinality as c (value, ordinal)`,
    [tx.workspaceId, letterId, JSON.stringify(rows)],
  );
}

function keyOf({ findingId, statementId, version }: CitationRow): string {
  return `${findingId ?? statementId} ${version}`;
}

function changesFor(row: CitationRow, changes: Map<string, string[]>, labels: LetterParts['labels']) {
  const changed = changes.get(keyOf(row)) ?? [];
  const { number, label } = labels.get((row.findingId ?? row.statementId)!)!;
  return changed.length > 0 ? [{ record: number!, words: label, changed }] : [];
}

/** What has changed of each cited record since the version that its letter was drafted from, by record and version. */
async function changesOf(tx: WorkspaceTransaction, citations: CitationRow[]): Promise<Map<string, string[]>> {
  const changed = citations.filter((row) => row.changed);
  if (changed.length === 0) return new Map();
  const rows = await tx.query<{ kind: 'finding' | 'statement'; key: string; before: string; now: string }>(
    `select v.kind, v.record_id || ' ' || v.version as key, v.snapshot as before, newest.snapshot as now
     from unnest($2::uuid[], $3::int[]) as c (record_id, version)
     join app.record_version v on v.workspace_id = $1 and v.kind in ('finding', 'statement')
       and v.record_id = c.record_id and v.version = c.version
     join lateral (select n.snapshot from app.record_version n
       where n.workspace_id = $1 and n.kind = v.kind and n.record_id = v.record_id
       order by n.version desc limit 1) newest on true`,
    [tx.workspaceId, changed.map((row) => row.findingId ?? row.statementId), changed.map((row) => row.version)],
  );
  const kept = (snapshot: string) => JSON.parse(snapshot) as Record<string, unknown>;
  return new Map(rows.map(({ kind, key, before, now }) => [key, citedChanges(kind, kept(before), kept(now))]));
}

export interface CitationRow {
  letterId: string;
  note: number;
  excerptId: string;
  findingId: string | null;
  statementId: string | null;
  assertionKind: string;
  /** The version that the letter was drafted from. */
  version: number;
  changed: boolean;
}

/** The citations of letters, each with whether its record has changed since. */
export async function citationsOf(tx: WorkspaceTransaction, letterIds: string[]): Promise<CitationRow[]> {
  return tx.query<CitationRow>(
    `select c.letter_id as "letterId", c.note, c.excerpt_id as "excerptId", c.finding_id as "findingId",
       c.statement_id as "statementId", c.assertion_kind as "assertionKind",
       c.record_version as version, coalesce(f.version, s.version) is distinct from c.record_version as changed
     from app.letter_citation c
     left join app.finding f on f.workspace_id = $1 and f.id = c.finding_id
     left join app.statement s on s.workspace_id = $1 and s.id = c.statement_id
     where c.workspace_id = $1 and c.letter_id = any($2) order by c.letter_id, c.note, c.ordinal`,
    [tx.workspaceId, letterIds],
  );
}

/** A finding as its note cites it: who reports it, through whom, and when. */
export function findingCitation(finding: FindingView, source: SourceView): CitationEntry {
  const { reportedBy, reportedVia, reportedOn } = finding;
  const saidBy = reportedBy ?? reportedVia ?? source.publisher ?? source.title;
  const isDocuments = saidBy === source.publisher && reportedOn.value === source.publishedOn.value;
  return {
    ...documentOf(source, finding.excerpts[0]!.number),
    key: `finding:${finding.id}`,
    assertionKind: finding.basis === 'official_record' ? 'fact' : 'reported',
    saidBy,
    ...(reportedBy && reportedVia && reportedVia !== saidBy && { reportedBy: reportedVia }),
    ...(!isDocuments && saidOn(reportedOn, source)),
  };
}

/** A statement as its note cites it; a paraphrase is the reporter's and the note says so (decision 16). */
export function statementCitation(statement: StatementView, source: SourceView, isParaphrase: boolean): CitationEntry {
  const { reportedBy, madeOn } = statement;
  const addressee = toldTo(statement);
  const saidBy = isParaphrase ? speakerOf(statement).name : speakerOfCitation(statement);
  return {
    ...documentOf(source, statement.excerpt.number),
    key: `statement:${statement.id}`,
    assertionKind: 'company_statement',
    saidBy,
    ...(reportedBy && reportedBy !== saidBy && { reportedBy }),
    ...(isParaphrase && { paraphrase: true, ...(addressee && { toldTo: addressee }) }),
    ...(!isParaphrase && /[[\]]/.test(statement.excerpt.exact) && { remark: 'Square brackets are the source’s.' }),
    ...saidOn(madeOn, source),
  };
}

function saidOn(date: StatementView['madeOn'], source: SourceView): Pick<CitationEntry, 'saidOn' | 'saidOnOrigin'> {
  const saidOnOrigin = dateOriginOf(date, source.capturedText);
  return { saidOn: date.value, ...(saidOnOrigin && { saidOnOrigin }) };
}

function documentOf(source: SourceView, excerptNumber: string) {
  const sha256 = source.originalSha256 ?? source.textSha256;
  return {
    kind: 'citation' as const,
    title: source.title,
    publishedOn: source.publishedOn.value,
    dateOrigin: source.publishedOn.origin === 'entered_by_hand' ? ('by_hand' as const) : ('in_source' as const),
    ...(source.url && { url: source.url }),
    archiveNumber: source.number,
    excerptNumber,
    ...(sha256 && { sha256 }),
    // Two texts have a hash where passages were captured: a note says which one it prints.
    ...(sha256 &&
      source.captureKind === 'passages' && {
        hashOf: source.originalSha256 ? ('full document' as const) : ('archived passages' as const),
      }),
  };
}

function speakerOfCitation(statement: StatementView): string {
  const organisation = statement.speakerOrganisation?.name;
  if (statement.speakerName && organisation) return `${statement.speakerName} for ${organisation}`;
  return statement.speakerName ?? organisation ?? 'the speaker';
}
