import { STATUS_CODES } from 'node:http';
import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '@libs/contracts';
import { ExpectedError, InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';

/** Where the filter reports what nobody expected. */
export interface ErrorLog {
  error(fields: Record<string, unknown>, message: string): void;
}

/** The one place where errors become HTTP answers, as `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: ErrorLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const known = knownError(error);
    if (!known || known.code === 'too_slow') {
      const fields = { requestId: request.id, error: error instanceof Error ? error.stack : String(error) };
      this.log.error(fields, known ? 'a statement took too long' : 'unexpected error');
    }
    const problem = problemOf(known ?? unexpected, String(request.id));
    if (known?.status === 503) void reply.header('retry-after', '1');
    if (known?.status === 429) void reply.header('retry-after', '900');
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
  }
}

export interface KnownError {
  status: number;
  title: string;
  code: string;
  message: string;
  problems?: ExpectedError['problems'];
}

const unexpected: KnownError = {
  status: 500,
  title: 'Unexpected error',
  code: 'unexpected',
  message: 'Something went wrong here. Nothing was written. Give the request id when you report it.',
};

function problemOf(error: KnownError, requestId: string): Problem {
  return {
    type: `urn:plumbline:problem:${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.problems && error.problems.length > 0 && { problems: error.problems }),
  };
}

/** An error that the rules, the framework or the database meant to give; null for a bug. */
export function knownError(error: unknown): KnownError | null {
  if (error instanceof ExpectedError) return error;
  if (error instanceof HttpException) return frameworkError(error.getStatus(), error.message);
  return databaseError(error) ?? fastifyError(error);
}

function frameworkError(status: number, message: string): KnownError | null {
  const names: Record<number, [string, string]> = {
    400: ['Bad request', 'bad_request'],
    404: ['Not found', 'no_such_route'],
    413: ['Too large', 'too_large'],
    415: ['Unsupported media type', 'unsupported_media_type'],
    503: ['Not ready', 'not_ready'],
  };
  // The word for a path that leads out of a folder of pages. There is nothing behind it.
  if (status === 403)
    return { status: 404, title: 'Not found', code: 'no_such_route', message: 'There is no such page.' };
  const known = names[status];
  if (known) return { status, title: known[0], code: known[1], message };
  return status < 500 ? { status, title: STATUS_CODES[status] ?? 'Refused', code: 'refused', message } : null;
}

function fastifyError(error: unknown): KnownError | null {
  const { statusCode, message } = (error ?? {}) as { statusCode?: number; message?: string };
  return typeof statusCode === 'number' && statusCode < 500 ? frameworkError(statusCode, message ?? '') : null;
}

/** Not serialisable, deadlock, lock timeout. */
const WRITTEN_TO = new Set(['40001', '40P01', '55P03']);
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What the driver and its pool say without a code. */
const CONNECTION_LOST =
  /Connection terminated|connection error and is not queryable|timeout e(xpired|xceeded when trying)/;

/** Errors of the database are told by SQLSTATE alone: on a cluster names and constraint fields differ. */
function databaseError(error: unknown): KnownError | null {
  const driver = (error as { driverError?: unknown })?.driverError ?? error;
  const {
    code,
    message = '',
    constraint = '',
  } = (driver ?? {}) as { code?: string; message?: string; constraint?: string };
  if (code === 'PL404') return new NotFound(message.replace(/^not found: /, '').replace(/_id$/, ''));
  if (code === 'PL422') return new InvalidInput([{ path: 'exact', code: 'not_in_capture', message }]);
  if (code === 'PL409') return new RuleBroken('capture_is_frozen', message);
  if (code === '22021' || code === '22P05') {
    const message = 'a text holds the character U+0000, which cannot be stored; take it out';
    return new InvalidInput([{ path: 'body', code: 'nul_character', message }]);
  }
  // What a contract let through and no column can take: a number or a day out of range, a text too long for an index.
  if (['22003', '22007', '22008', '22P02', '54000'].includes(code ?? '')) {
    const message = 'a value here has the wrong form, is out of range or is too long to be stored';
    return new InvalidInput([{ path: 'body', code: 'unfit_value', message }]);
  }
  if (code === '23503') return new NotFound('record that this one refers to');
  if (code === '23505') {
    const name = constraint.replace(/_\d{6,}$/, '');
    return new RuleBroken(
      'already_recorded',
      `This is already recorded${name ? ` (${name.replaceAll('_', ' ')})` : ''}.`,
    );
  }
  return busyOrDown(code ?? '', message);
}

/** What passes by itself. A statement over its time tells of a database under load, not of a bug. */
function busyOrDown(code: string, message: string): KnownError | null {
  const answer = (title: string, name: string, why: string): KnownError => {
    return { status: 503, title, code: name, message: `${why} Try again in a second.` };
  };
  if (WRITTEN_TO.has(code)) return answer('Busy', 'busy', 'Somebody else is writing here.');
  if (code === '57014') return answer('Busy', 'too_slow', 'This took the database too long.');
  if (/^(57P0|08)|^53300$/.test(code) || UNREACHABLE.has(code) || CONNECTION_LOST.test(message)) {
    return answer('Database not ready', 'database_down', 'The database does not answer.');
  }
  return null;
}
