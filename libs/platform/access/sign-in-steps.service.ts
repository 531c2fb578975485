import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { SecondStep } from '@libs/contracts';
import { ExpectedError } from '@libs/platform/errors';
import { IdentityStore } from './identity-store.ts';

/** What a sign-in, or something else that takes two requests, waits for. */
export type StepKind = 'second_step' | 'passkey' | 'new_passkey' | 'single_sign_on';

export interface OpenStep {
  id: string;
  userId: string | null;
  detail: Record<string, unknown>;
}

export const STEP_MINUTES = 10;
const CLEARED_AT_ONCE = 50;

/** The first part was too long ago, was finished already, or was never begun in this browser. */
export class StepOver extends ExpectedError {
  readonly status = 401;
  readonly title = 'Begin again';
  constructor() {
    super('step_over', `This sign-in is over: it was begun more than ${STEP_MINUTES} minutes ago, or not here.`);
  }
}

/** Holds what was proved so far, under a secret that the browser keeps for ten minutes. */
@Injectable()
export class SignInSteps {
  constructor(private readonly store: IdentityStore) {}

  /** The second steps that an account has; none where a password is enough. */
  async secondStepsOf(userId: string): Promise<SecondStep[]> {
    const rows = await this.store.query<{ totp: boolean; passkey: boolean; codes: boolean }>(
      `select exists (select from identity.totp where user_id = $1 and confirmed_at is not null) as totp,
         exists (select from identity.passkey where user_id = $1) as passkey,
         exists (select from identity.recovery_code where user_id = $1 and used_at is null) as codes`,
      [userId],
    );
    const { totp, passkey, codes } = rows[0]!;
    const factors: SecondStep[] = [...(totp ? (['totp'] as const) : []), ...(passkey ? (['passkey'] as const) : [])];
    return factors.length > 0 && codes ? [...factors, 'recovery_code'] : factors;
  }

  /** Opens a step, and clears away some that are over. */
  async begin(kind: StepKind, userId: string | null, detail: Record<string, unknown> = {}): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.store.query(
      `with old as (select id from identity.sign_in_step where expires_at < now() limit $1)
       delete from identity.sign_in_step s using old where s.id = old.id`,
      [CLEARED_AT_ONCE],
    );
    await this.store.query(
      `insert into identity.sign_in_step (id, kind, token_hash, user_id, detail, created_at, expires_at)
       values ($1, $2, $3, $4, $5, now(), now() + make_interval(mins => $6))`,
      [uuidv7(), kind, hashOf(token), userId, detail, STEP_MINUTES],
    );
    return token;
  }

  /** @throws StepOver */
  async require(kind: StepKind, token: string | undefined): Promise<OpenStep> {
    const rows = await this.store.query<Row>(
      'select id, user_id, detail from identity.sign_in_step where token_hash = $1 and kind = $2 and expires_at > now()',
      [hashOf(token ?? ''), kind],
    );
    return stepOf(rows[0]);
  }

  /**
   * Ends a step: of two requests with the same one, one alone goes on.
   * @throws StepOver
   */
  async use(kind: StepKind, token: string | undefined): Promise<OpenStep> {
    const rows = await this.store.query<Row>(
      `delete from identity.sign_in_step where token_hash = $1 and kind = $2 and expires_at > now()
       returning id, user_id, detail`,
      [hashOf(token ?? ''), kind],
    );
    return stepOf(rows[0]);
  }

  /** Ends a step, where it is open still. */
  async end(kind: StepKind, token: string): Promise<void> {
    await this.store.query('delete from identity.sign_in_step where token_hash = $1 and kind = $2', [
      hashOf(token),
      kind,
    ]);
  }
}

interface Row {
  id: string;
  user_id: string | null;
  detail: Record<string, unknown>;
}

function stepOf(row: Row | undefined): OpenStep {
  if (!row) throw new StepOver();
  return { id: row.id, userId: row.user_id, detail: row.detail };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
