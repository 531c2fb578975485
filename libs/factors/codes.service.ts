import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConfirmSignIn, FactorsView } from '@libs/contracts';
import { SignInService, SignInSteps, TooManyTries, TriesService, Try, type Account } from '@libs/platform/access';
import { ExpectedError, InvalidInput } from '@libs/platform/errors';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { TotpService } from './totp.service.ts';

/** The code is none, was taken before, or is of another account. Which of them is not told. */
export class CodeRefused extends ExpectedError {
  readonly status = 401;
  readonly title = 'Code not accepted';
  constructor() {
    super('code_refused', 'This code is not right, or was used already. Wait for the next one of the app.');
  }
}

/** Checks what somebody shows beside, or again after, the password. */
@Injectable()
export class CodesService {
  constructor(
    readonly totp: TotpService,
    readonly recoveryCodes: RecoveryCodesService,
    private readonly steps: SignInSteps,
    private readonly tries: TriesService,
    private readonly signIns: SignInService,
  ) {}

  /**
   * Uses up a code. Wrong ones are counted per account and address as wrong passwords are (security bar A4).
   * @throws CodeRefused, TooManyTries
   */
  async require(userId: string, method: 'totp' | 'recovery_code', code: string, address: string): Promise<void> {
    const one = new Try(createHash('sha256').update(`second step ${userId}`).digest(), address);
    if (!(await this.tries.begin(one))) {
      await this.signIns.note('second_step_throttled', userId, address);
      throw new TooManyTries();
    }
    const checked = method === 'totp' ? this.totp : this.recoveryCodes;
    if (!(await checked.accept(userId, code))) {
      await this.signIns.note('second_step_failed', userId, address);
      throw new CodeRefused();
    }
    await this.tries.succeed(one);
    await this.signIns.note(`${method}_accepted`, userId, address);
  }

  /**
   * How somebody who is signed in shows again who they are. A second factor, where there is one: the password alone could
   * be all that a thief of the session knows.
   */
  async confirmationsOf(userId: string): Promise<FactorsView['confirmBy']> {
    const steps = await this.steps.secondStepsOf(userId);
    if (steps.length > 0) return steps;
    return (await this.signIns.hasPassword(userId)) ? ['password'] : [];
  }

  /** @throws InvalidInput for a way that does not count here, or a wrong proof; TooManyTries */
  async confirm(account: Account, { method, proof }: ConfirmSignIn, address: string): Promise<void> {
    const taken = await this.confirmationsOf(account.id);
    if (!taken.includes(method)) {
      const message =
        taken.length > 0 ? `does not count here; one of ${taken.join(', ')} does` : 'sign in again instead';
      throw new InvalidInput([{ path: 'method', code: 'confirmation', message }]);
    }
    if (method === 'password') return this.signIns.confirm(account, proof, address, 'proof');
    try {
      await this.require(account.id, method, proof, address);
    } catch (error) {
      if (!(error instanceof CodeRefused)) throw error;
      throw new InvalidInput([{ path: 'proof', code: error.code, message: 'is not right, or was used already' }]);
    }
  }
}
