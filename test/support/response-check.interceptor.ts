import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';

type Responses = Record<string, { standardSchema?: z.ZodType }>;

/** Refuses an answer that is not exactly what the route's contract says: a missing, wrong or extra field fails the test. */
export class ResponseCheck implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const responses = Reflect.getMetadata('swagger/apiResponse', context.getHandler()) as Responses | undefined;
    return next.handle().pipe(
      map((answer: unknown) => {
        const schema = Object.entries(responses ?? {}).find(([status]) => status.startsWith('2'))?.[1].standardSchema;
        if (!schema || answer === undefined) return answer;
        const sent: unknown = JSON.parse(JSON.stringify(answer));
        const parsed = schema.safeParse(sent);
        if (!parsed.success) throw new Error(`the answer breaks its contract: ${JSON.stringify(parsed.error.issues)}`);
        const kept = sorted(parsed.data);
        if (kept !== sorted(sent))
          throw new Error(`the answer has fields that its contract does not name: ${sorted(sent)} / ${kept}`);
        return answer;
      }),
    );
  }
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
