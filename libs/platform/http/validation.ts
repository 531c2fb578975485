import { StandardSchemaValidationPipe } from '@nestjs/common';
import { problemsOf } from './problems.ts';

/** Parses bodies and queries by the contract that the route names, with every problem by path. */
export function contractPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: (issues) => problemsOf(issues as never) });
}
