import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { refuseTextAsCapture } from '@libs/domain/anchoring';
import { InvalidInput, type InputProblem } from '@libs/platform/errors';
import { problemsOf } from './problems.ts';

/** Parses bodies and queries by the contract that the route names, with every problem by path. */
export function contractPipe(): StandardSchemaValidationPipe {
  return new ContractPipe({ exceptionFactory: (issues) => problemsOf(issues as never) });
}

const PASSWORDS = new Set(['password', 'currentPassword', 'proof']);

class ContractPipe extends StandardSchemaValidationPipe {
  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    const parsed = (await super.transform(value, metadata)) as Value;
    const problems = metadata.type === 'body' ? unfitTexts(parsed, '') : [];
    if (problems.length > 0) throw new InvalidInput(problems);
    return parsed;
  }
}

/** Texts that the database cannot hold as they are, by path. Runs on a parsed body, so its depth is the contract's. */
export function unfitTexts(value: unknown, path: string): InputProblem[] {
  if (typeof value === 'string') {
    const refusal = refuseTextAsCapture(value);
    return refusal ? [{ path, code: refusal.code, message: refusal.message }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    // A password is verified exactly as typed, and is stored as a hash only (ASVS 5.0.0 6.2.8).
    PASSWORDS.has(key) ? [] : unfitTexts(member, path === '' ? key : `${path}.${key}`),
  );
}
