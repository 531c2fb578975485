import { ExpectedError, RuleBroken, type InputProblem } from '@libs/platform/errors';
import { knownError } from '@libs/platform/http';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';

export type CaseKind =
  'organisation' | 'source' | 'excerpt' | 'statement' | 'claim' | 'finding' | 'assessment' | 'round' | 'letter_profile';

interface Entry {
  kind: CaseKind;
  /** Null for a record that was taken in and has not been loaded yet. */
  key: string | null;
  id: string;
  packNumber: number | null;
}

/** Thrown where a record needs another that was itself refused: the reason is listed once, at the other. */
class ParentRefused extends Error {}

/** Thrown where the database itself refused a record: its transaction takes no more, and the listing ends there. */
export class ListingEnded extends Error {}

/** Names of fields in the rooms, where a pack has another name because it holds keys. */
const PACK_NAMES: Record<string, string> = {
  excerptId: 'excerpt',
  excerptIds: 'excerpts',
  speakerOrganisationId: 'speakerOrganisation',
  viaOrganisationId: 'viaOrganisation',
  companyId: 'company',
  companyIds: 'companies',
  statementId: 'statement',
  statementIds: 'statements',
  supersedesClaimId: 'supersedes',
  subjectId: 'subject',
  objectId: 'object',
  followsFindingId: 'follows',
  answerStatementIds: 'answers',
  claimId: 'claim',
  claimIds: 'claims',
  findingId: 'finding',
  findingIds: 'findings',
  syndicatedFromId: 'syndicatedFrom',
  methodId: 'method',
};

function inPackWords(path: string): string {
  return path
    .split('.')
    .map((part) => PACK_NAMES[part] ?? part)
    .join('.');
}

/**
 * Which record of the workspace stands for which key of a pack. On import it also gathers every refusal of the rooms
 * by its path in the pack; on export it takes in what the case has come to rest on since.
 */
export class CaseLedger {
  readonly problems: InputProblem[] = [];
  private readonly byKey = new Map<string, Entry>();
  private readonly byId = new Map<string, Entry>();
  private readonly leftOut = new Set<string>();

  note(kind: CaseKind, key: string, id: string, packNumber: number | null = null): void {
    const entry = { kind, key, id, packNumber };
    this.byKey.set(`${kind} ${key}`, entry);
    this.byId.set(`${kind} ${id}`, entry);
  }

  entries(): Entry[] {
    return [...this.byId.values()];
  }

  ids(kind: CaseKind): string[] {
    return this.entries().flatMap((entry) => (entry.kind === kind ? [entry.id] : []));
  }

  has(kind: CaseKind, id: string): boolean {
    return this.byId.has(`${kind} ${id}`);
  }

  /** The record that was written for a key. Only for use inside `attempt`. */
  idOf(kind: CaseKind, key: string): string {
    const entry = this.byKey.get(`${kind} ${key}`);
    if (!entry) throw new ParentRefused(`${kind} ${key}`);
    return entry.id;
  }

  idOrNull(kind: CaseKind, key: string | null): string | null {
    return key === null ? null : this.idOf(kind, key);
  }

  /** Writes one record of a pack. What the room refuses is listed under the record's path, and the rest goes on. */
  async attempt(path: string, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (error instanceof ParentRefused) return;
      const known = knownError(error);
      if (!known || known.status >= 500) throw error;
      const listed = known.problems ?? [];
      this.problems.push(
        ...listed.map((problem) => ({ ...problem, path: `${path}.${inPackWords(problem.path)}` })),
        ...(listed.length === 0 ? [{ path, code: known.code, message: known.message }] : []),
      );
      if (!(error instanceof ExpectedError)) throw new ListingEnded();
    }
  }

  /** Takes in a record that one of the case's records names: a case is exported with everything it rests on. */
  adopt(kind: CaseKind, id: string | null | undefined): void {
    if (!id || this.has(kind, id) || this.leftOut.has(`${kind} ${id}`)) return;
    this.byId.set(`${kind} ${id}`, { kind, key: null, id, packNumber: null });
  }

  /** Gives a record that was taken in its key and number: from its short number, an organisation's from its name. */
  name(kind: CaseKind, id: string, name: string): void {
    if (this.byId.get(`${kind} ${id}`)?.key !== null) return;
    const isNumbered = kind !== 'organisation';
    const base = isNumbered ? name.toLowerCase().replace('-', '') : slugOf(name);
    let key = base;
    for (let next = 2; this.byKey.has(`${kind} ${key}`); next += 1) key = `${base}-${next}`;
    this.note(kind, key, id, isNumbered ? this.freeNumber(kind, name) : null);
  }

  /** Leaves a record out of the export: it was withdrawn, or the exporter may not see it. */
  leaveOut(kind: CaseKind, id: string): void {
    const entry = this.byId.get(`${kind} ${id}`);
    if (entry) this.byKey.delete(`${kind} ${entry.key}`);
    this.byId.delete(`${kind} ${id}`);
    this.leftOut.add(`${kind} ${id}`);
  }

  /** The key of a record that must be in the pack. @throws RuleBroken `case_not_whole` */
  keyOf(kind: CaseKind, ref: { id: string }): string {
    const key = this.keyOrNull(kind, ref);
    if (key !== null) return key;
    throw new RuleBroken(
      'case_not_whole',
      `A record of this case rests on the ${kind} ${ref.id}, which was withdrawn.`,
    );
  }

  keyOrNull(kind: CaseKind, ref: { id: string } | null): string | null {
    return ref === null ? null : (this.byId.get(`${kind} ${ref.id}`)?.key ?? null);
  }

  /** Keys of those that are in the pack. */
  keysOf(kind: CaseKind, refs: { id: string }[]): string[] {
    return refs.flatMap((ref) => this.keyOrNull(kind, ref) ?? []);
  }

  numberOf(kind: CaseKind, id: string): number {
    return this.byId.get(`${kind} ${id}`)!.packNumber!;
  }

  private freeNumber(kind: CaseKind, shortNumber: string): number {
    const wanted = Number(shortNumber.split('-')[1]);
    const taken = this.entries().flatMap((entry) => (entry.kind === kind ? [entry.packNumber ?? 0] : []));
    return taken.includes(wanted) ? Math.max(...taken) + 1 : wanted;
  }
}

const MOST_CHARACTERS = 70;

function slugOf(label: string): string {
  const plain = label.normalize('NFKD').toLowerCase();
  const slug = plain
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return slug.slice(0, MOST_CHARACTERS) || 'organisation';
}

interface Gathering<View> {
  kind: CaseKind;
  load(ids: string[]): Promise<Map<string, View>>;
  isLive(view: View): boolean;
  /** The short number, or the name of an organisation. */
  nameOf(view: View): string;
  /** Adopts what the record names. */
  follow(view: View): void;
}

/** The live records of one kind that belong to a case, and those of the same kind that they lead to. */
export async function gather<View>(ledger: CaseLedger, gathering: Gathering<View>): Promise<View[]> {
  const { kind } = gathering;
  const views = new Map<string, View>();
  for (let ids = ledger.ids(kind); ids.length > 0; ids = ledger.ids(kind).filter((id) => !views.has(id))) {
    const loaded = await gathering.load(ids);
    for (const id of ids) {
      const view = loaded.get(id);
      if (view === undefined || !gathering.isLive(view)) {
        ledger.leaveOut(kind, id);
        continue;
      }
      ledger.name(kind, id, gathering.nameOf(view));
      views.set(id, view);
      gathering.follow(view);
    }
  }
  return [...views.values()];
}

export async function keepLedger(tx: WorkspaceTransaction, caseId: string, ledger: CaseLedger): Promise<void> {
  await tx.query(
    `insert into app.case_record (workspace_id, case_id, kind, key, record_id, pack_number, ordinal)
     select $1::uuid, $2::uuid, e.kind, e.key, e.id, e."packNumber", e.ordinal
     from jsonb_to_recordset($3::jsonb) as e (kind text, key text, id uuid, "packNumber" int, ordinal int)`,
    [tx.workspaceId, caseId, JSON.stringify(ledger.entries().map((entry, ordinal) => ({ ...entry, ordinal })))],
  );
}

export async function ledgerOf(tx: WorkspaceTransaction, caseId: string): Promise<CaseLedger> {
  const rows = await tx.query<{ kind: CaseKind; key: string; record_id: string; pack_number: number | null }>(
    `select kind, key, record_id, pack_number from app.case_record
     where workspace_id = $1 and case_id = $2 order by ordinal`,
    [tx.workspaceId, caseId],
  );
  const ledger = new CaseLedger();
  for (const row of rows) ledger.note(row.kind, row.key, row.record_id, row.pack_number);
  return ledger;
}

/** The number of records of each case by kind. */
export async function recordCounts(tx: WorkspaceTransaction): Promise<Map<string, Record<string, number>>> {
  const rows = await tx.query<{ case_id: string; kind: string; count: string }>(
    `select case_id, kind, count(*) from app.case_record r
     where r.workspace_id = $1 and exists (select from app.record_version v
       where v.workspace_id = $1 and v.record_id = r.record_id and v.kind = r.kind)
     group by case_id, kind order by min(ordinal)`,
    [tx.workspaceId],
  );
  const counts = new Map<string, Record<string, number>>();
  for (const { case_id: id, kind, count } of rows) counts.set(id, { ...counts.get(id), [kind]: Number(count) });
  return counts;
}

/** How many records of a case the reader sees that not everybody reads, by kind. */
export async function confidentialCounts(tx: WorkspaceTransaction, key: string): Promise<Record<string, number>> {
  const rows = await tx.query<{ kind: string; count: number }>(
    `select r.kind, count(*)::int as count from app.case_record r
       join app.case_file f on f.workspace_id = $1 and f.id = r.case_id and f.key = $2
     where r.workspace_id = $1 and exists (select from app.record_version v
       where v.workspace_id = $1 and v.record_id = r.record_id and v.kind = r.kind and v.audience_id <> $3)
     group by r.kind order by r.kind`,
    [tx.workspaceId, key, tx.actor.everyoneAudienceId],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}
