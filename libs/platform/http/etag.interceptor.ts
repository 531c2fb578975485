import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { etagOf } from './if-match.ts';

/** Sends the version of a record that is the answer as its `ETag`, which a change of it brings back in `If-Match`. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        const version = versionOf(answer);
        if (version !== null) void context.switchToHttp().getResponse<FastifyReply>().header('etag', etagOf(version));
        return answer;
      }),
    );
  }
}

function versionOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('version' in answer)) return null;
  return Number.isSafeInteger(answer.version) ? (answer.version as number) : null;
}
