import { createHash } from 'node:crypto';
import { ExpectedError, InvalidInput, RuleBroken } from '@libs/platform/errors';
import type { WorkspaceTransaction } from './workspace-transaction.ts';

/** Answers are kept at least 24 hours (security-bar P1); every write with a key clears some that are twice as old. */
const KEPT_HOURS = 48;
const CLEARED_AT_ONCE = 20;

/** Printable ASCII, as long as the standard services take. */
const KEY = /^[\x20-\x7e]{1,255}$/;

/** An answer that was given before, and is given again. */
export interface KeptAnswer {
  status: number;
  /** The body; undefined for none. */
  answer: unknown;
}

interface Row {
  request_hash: string;
  status: number | null;
  answer: string | null;
}

export class KeyReused extends ExpectedError {
  readonly status = 422;
  readonly title = 'Key used before';
  constructor() {
    super(
      'idempotency_key_reused',
      'This Idempotency-Key belongs to another request. Give every action a key of its own.',
    );
  }
}

interface Asked {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
}

/**
 * One write of one member that is done once, however often it is asked for (security-bar P1). The key is kept in the
 * transaction of the write: what was acknowledged is never done again, and what was not acknowledged is there with its
 * answer or not at all.
 */
export class OnceOnly {
  private isKept = false;

  private constructor(
    private readonly key: string,
    private readonly requestHash: string,
  ) {}

  /**
   * The key that a request brings, or null.
   * @throws InvalidInput naming the header, for a key that is none
   */
  static of({ method, url, headers, body }: Asked): OnceOnly | null {
    const key = headers['idempotency-key'];
    if (key === undefined || method === 'GET' || method === 'HEAD') return null;
    if (typeof key !== 'string' || !KEY.test(key)) {
      const message = 'is 1 to 255 printable characters of ASCII';
      throw new InvalidInput([{ path: 'Idempotency-Key', code: 'idempotency_key', message }]);
    }
    const isFile = body instanceof Uint8Array;
    const version = headers['if-match'] ?? null;
    const hash = createHash('sha256').update(JSON.stringify([method, url, version, isFile ? 'file' : (body ?? null)]));
    return new OnceOnly(key, (isFile ? hash.update(body) : hash).digest('hex'));
  }

  /**
   * Takes the key for the rest of the transaction, and gives the answer where there is one.
   * @throws RuleBroken `still_running` while another request with the key is at work; KeyReused
   */
  async begin(tx: WorkspaceTransaction): Promise<KeptAnswer | null> {
    const locks = await tx.query<{ free: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
      [`once:${tx.workspaceId}:${tx.actor.memberId}:${this.key}`],
    );
    const kept = await this.find(tx);
    // Two that repeat the same answer at one moment do not hinder each other.
    if (!locks[0]!.free && !kept) throw stillRunning();
    return kept;
  }

  /** The answer that is kept under the key, if any. */
  async find(tx: WorkspaceTransaction): Promise<KeptAnswer | null> {
    const [row] = await tx.query<Row>(
      'select request_hash, status, answer from app.idempotency_key where workspace_id = $1 and member_id = $2 and key = $3',
      [tx.workspaceId, tx.actor.memberId, this.key],
    );
    if (!row) return null;
    if (row.request_hash !== this.requestHash) throw new KeyReused();
    if (row.status === null) {
      const message =
        'This was done already, and its answer was lost on the way. Read the record before you repeat it.';
      throw new RuleBroken('answer_lost', message);
    }
    return { status: row.status, answer: row.answer === null ? undefined : (JSON.parse(row.answer) as unknown) };
  }

  /**
   * Keeps the key with the write that it stands for, directly before COMMIT; without an answer where that comes later.
   * @throws RuleBroken `still_running` where another request with the key was faster
   */
  async keep(tx: WorkspaceTransaction, given: KeptAnswer | null): Promise<void> {
    if (this.isKept) return;
    await tx.query(
      `delete from app.idempotency_key k where k.workspace_id = $1 and k.key in
         (select old.key from app.idempotency_key old where old.workspace_id = $1 and old.member_id = $2
            and old.created_at < $3::timestamptz - make_interval(hours => $4) limit $5)
         and k.member_id = $2`,
      [tx.workspaceId, tx.actor.memberId, tx.now, KEPT_HOURS, CLEARED_AT_ONCE],
    );
    const rows = await tx.query(
      `insert into app.idempotency_key as k (workspace_id, member_id, key, request_hash, status, answer, created_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning k.key`,
      [tx.workspaceId, tx.actor.memberId, this.key, this.requestHash, given?.status, textOf(given), tx.now],
    );
    if (rows.length === 0) throw stillRunning();
    this.isKept = true;
  }

  /** Tells the answer of a write that was kept without one. */
  async tell(tx: WorkspaceTransaction, given: KeptAnswer): Promise<void> {
    if (!this.isKept) return;
    await tx.query(
      `update app.idempotency_key set status = $4, answer = $5
       where workspace_id = $1 and member_id = $2 and key = $3 and status is null`,
      [tx.workspaceId, tx.actor.memberId, this.key, given.status, textOf(given)],
    );
  }
}

function textOf(given: KeptAnswer | null): string | null {
  return given?.answer === undefined ? null : JSON.stringify(given.answer);
}

function stillRunning(): RuleBroken {
  return new RuleBroken(
    'still_running',
    'A request with this Idempotency-Key is being worked on. Ask again in a moment.',
  );
}
