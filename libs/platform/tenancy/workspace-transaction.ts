import { createHash } from 'node:crypto';
import type { EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { NotFound } from '@libs/platform/errors';
import type { Actor } from './actor.ts';
import { drawNumber } from './audience-over.ts';
import { enterWorkspace } from './enter-workspace.ts';
import { writeAgain, writeMessage, type Message } from './outbox.ts';
import { PlainTable, type Statement } from './plain-table.ts';
import { AudienceRecord, WorkspaceRecord } from './record.ts';
import { staleRecord } from './stale.ts';
import { WorkspaceRepository } from './workspace-repository.ts';

/** What a write says beside the record itself. */
export interface Writing {
  /** Kind of the record in versions, audit and search: `claim`, `source`. */
  kind: string;
  /** The verb of the use-case: `record`, `revise`, `withdraw`. */
  act: string;
  /** Join lists that belong to the record, kept in its version: `{ statementIds: [...] }`. */
  links?: Record<string, unknown>;
  reason?: string | null;
}

interface KeptVersion {
  recordId: string;
  version: number;
  audienceId: string;
  snapshot: string;
}

interface BufferedEvent {
  act: string;
  kind: string;
  recordId: string | null;
  version: number | null;
  versionHash: string | null;
  detail?: Record<string, unknown>;
}

/** Events of a batch are chained in chunks, so that a long import does not hold the head for long. */
const CHUNK = 500;

/**
 * One database transaction bound to one workspace. The only handle through which use-cases reach tenant tables; the
 * interceptor or `inWorkspace` opens it, appends the audit events last, and commits.
 */
export class WorkspaceTransaction {
  private readonly events: BufferedEvent[] = [];
  private batchId: string | null = null;
  private messages = 0;
  readonly now = new Date();

  constructor(
    private readonly runner: QueryRunner,
    private readonly client: pg.ClientBase,
    readonly actor: Actor,
  ) {}

  get workspaceId(): string {
    return this.actor.workspaceId;
  }

  /** Whether anything was written: there is no write without its event. */
  get writes(): boolean {
    return this.events.length > 0;
  }

  /** Lets the rest of the transaction see an audience that it has made itself. */
  async seeToo(audienceId: string): Promise<void> {
    this.actor.audiences.push(audienceId);
    await enterWorkspace(this.client, this.actor);
  }

  /** Whether something is to be done once this is committed. */
  get sends(): boolean {
    return this.messages > 0;
  }

  newId(): string {
    return uuidv7();
  }

  /** Everything written from now on carries one batch id, and the audit chain gets one event a chunk. */
  beginBatch(): string {
    this.batchId = uuidv7();
    return this.batchId;
  }

  of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return new WorkspaceRepository(entity, this.runner.manager, this.runner, this.client);
  }

  /** Runs SQL that names the workspace as a bound parameter, in each sub-select too. */
  async query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return (await this.client.query(sql, parameters)).rows as Row[];
  }

  /** The record, or a 404 that is the same for a foreign id and a random one. */
  async require<Entity extends WorkspaceRecord>(
    entity: EntityTarget<Entity>,
    id: string,
    what: string,
  ): Promise<Entity> {
    const found = await this.of(entity).findOne({ where: { workspaceId: this.workspaceId, id } as never });
    if (!found) throw new NotFound(what);
    return found;
  }

  /** Inserts a new record as version 1, with its version row and its audit event. */
  async insert<Entity extends WorkspaceRecord>(
    entity: EntityTarget<Entity>,
    record: Entity,
    writing: Writing,
  ): Promise<void> {
    record.workspaceId = this.workspaceId;
    record.version = 1;
    // Both leave together; where the first fails, the second does too, in a transaction that is over.
    await Promise.all([this.run(this.tableOf(entity).insert(record)), this.keepVersion(record, writing)]);
  }

  /**
   * Writes changed fields, if the record is still at the version that the writer saw.
   * @throws StaleVersion when somebody else has written since, with the names of the fields that differ
   */
  async update<Entity extends WorkspaceRecord>(
    entity: EntityTarget<Entity>,
    record: Entity,
    seenVersion: number,
    writing: Writing,
  ): Promise<void> {
    if (record.version !== seenVersion) throw await staleRecord(this, record.id, seenVersion);
    const next = { ...record, version: seenVersion + 1 };
    const where = { workspaceId: this.workspaceId, id: record.id, version: seenVersion };
    const affected = await this.run(this.tableOf(entity).update(next, where));
    if (affected !== 1) throw await staleRecord(this, record.id, seenVersion);
    record.version = seenVersion + 1;
    await this.keepVersion(record, writing);
  }

  /**
   * The next short number of a kind in this workspace, held until the transaction ends. A record that not everybody
   * sees gets a drawn one: a gap in the counted ones would tell of it.
   */
  async nextNumber(kind: string, audienceId: string): Promise<number> {
    if (audienceId !== this.actor.everyoneAudienceId) return drawNumber();
    const rows = await this.query<{ last_number: number }>(
      `insert into app.short_number as n (workspace_id, kind, last_number) values ($1, $2, 1)
       on conflict (workspace_id, kind) do update set last_number = n.last_number + 1 returning n.last_number`,
      [this.workspaceId, kind],
    );
    return rows[0]!.last_number;
  }

  /** Keeps the counter of a kind at or above a number that came from outside. */
  async reserveNumber(kind: string, number: number): Promise<void> {
    await this.query(
      `insert into app.short_number as n (workspace_id, kind, last_number) values ($1, $2, $3)
       on conflict (workspace_id, kind) do update set last_number = greatest(n.last_number, excluded.last_number)`,
      [this.workspaceId, kind, number],
    );
  }

  /**
   * Has something done after the commit, at least once, and not at all where there is no commit.
   * @returns the id under which it is done and shown
   */
  async outbox(message: Message): Promise<string> {
    const id = uuidv7();
    this.messages += 1;
    await writeMessage(this, id, message);
    return id;
  }

  /** Has a message of this workspace told again after the commit, under its id. */
  async outboxAgain(id: string): Promise<void> {
    this.messages += 1;
    await writeAgain(this, id);
  }

  /** Notes an event for the audit chain. It is appended when the transaction ends. */
  audit(act: string, kind: string, recordId: string | null, detail?: Record<string, unknown>): void {
    this.events.push({ act, kind, recordId, version: null, versionHash: null, ...(detail && { detail }) });
  }

  /**
   * Sends what was noted. Called once, by the owner of the transaction, directly before COMMIT. The texts are made at
   * the call: what cannot be written down throws before COMMIT is sent.
   */
  appendAudit(): Promise<unknown> {
    if (this.events.length === 0) return Promise.resolve();
    const texts = this.batchId === null ? this.events.map((event) => this.eventText(event)) : this.batchTexts();
    this.events.length = 0;
    return this.query('select app.append_audit($1, $2)', [this.workspaceId, texts]);
  }

  private async run({ text, values }: Statement): Promise<number> {
    return (await this.client.query(text, values)).rowCount ?? 0;
  }

  private tableOf<Entity extends WorkspaceRecord>(entity: EntityTarget<Entity>): PlainTable {
    const table = PlainTable.of(this.runner.dataSource.getMetadata(entity));
    if (!table)
      throw new Error('a record of a workspace is made of columns only: keep relations and generated values out');
    return table;
  }

  private eventText(event: BufferedEvent): string {
    return JSON.stringify({ ...this.whoAndWhen(), ...event });
  }

  private whoAndWhen() {
    const { auditName: by, via } = this.actor;
    return { at: this.now.toISOString(), by, ...(via !== undefined && { via }) };
  }

  private batchTexts(): string[] {
    const texts: string[] = [];
    for (let start = 0; start < this.events.length; start += CHUNK) {
      const records = this.events.slice(start, start + CHUNK);
      texts.push(
        JSON.stringify({
          ...this.whoAndWhen(),
          act: 'batch',
          batch: this.batchId,
          records,
        }),
      );
    }
    return texts;
  }

  private async keepVersion(record: WorkspaceRecord, writing: Writing): Promise<void> {
    const { workspaceId: _workspace, ...fields } = record;
    const personal = (record.constructor as typeof WorkspaceRecord).personal;
    const kept = Object.entries(fields).filter(([field]) => !personal.includes(field));
    const snapshot = JSON.stringify({ ...Object.fromEntries(kept), ...writing.links });
    const audienceId = record instanceof AudienceRecord ? record.audienceId : this.actor.everyoneAudienceId;
    await this.keepSnapshot(writing, { recordId: record.id, version: record.version, audienceId, snapshot });
  }

  /** Keeps a version that was written otherwise than by `insert` or `update`, with its audit event. */
  async keepSnapshot(writing: Writing, { recordId, version, audienceId, snapshot }: KeptVersion): Promise<void> {
    const id = uuidv7();
    await this.query(
      `insert into app.record_version
         (workspace_id, id, audience_id, kind, record_id, version, snapshot, changed_by, changed_at, batch_id, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        this.workspaceId,
        id,
        audienceId,
        writing.kind,
        recordId,
        version,
        snapshot,
        this.actor.auditName,
        this.now,
        this.batchId,
        writing.reason ?? null,
      ],
    );
    const versionHash = createHash('sha256').update(snapshot).digest('hex');
    this.events.push({
      act: writing.act,
      kind: writing.kind,
      recordId,
      version,
      versionHash,
      ...(this.batchId === null && { detail: { versionId: id } }),
    });
  }
}
