import { Injectable, StreamableFile } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Actor } from './actor.ts';
import { OnceOnly, type KeptAnswer } from './once-only.ts';
import { Tenancy } from './tenancy.service.ts';
import { OWN_TRANSACTIONS, REPEATS, type Repeats, type WorkspaceRequest } from './tx.decorator.ts';

interface Call {
  actor: Actor;
  request: WorkspaceRequest;
  reply: FastifyReply;
  once: OnceOnly | null;
  /** Whether the answer may be stored beside the key. */
  keepsAnswer: boolean;
  work(): Promise<unknown>;
}

/**
 * One transaction per request: opened before the body is parsed, committed before the answer is sent. A request with
 * an `Idempotency-Key` is done once; asked again, it gets the answer that it got (security-bar P1).
 */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<WorkspaceRequest & FastifyRequest>();
    const { actor } = request;
    const isOwn = this.reflector.get<boolean | undefined>(OWN_TRANSACTIONS, context.getHandler());
    if (!actor) return next.handle();
    const repeats = this.reflector.get<Repeats | undefined>(REPEATS, context.getHandler());
    const once = repeats === 'each_time' ? null : OnceOnly.of(request);
    if (isOwn && !once) return next.handle();
    const work = () => lastValueFrom<unknown, undefined>(next.handle(), { defaultValue: undefined });
    const reply = http.getResponse<FastifyReply>();
    const call: Call = { actor, request, reply, once, keepsAnswer: repeats !== 'without_answer', work };
    return from(isOwn ? this.runOwn(call) : this.run(call));
  }

  private async run({ actor, request, reply, once, keepsAnswer, work }: Call): Promise<unknown> {
    const open = await this.tenancy.open(actor);
    request.tx = open.tx;
    let answer: unknown;
    try {
      const kept = once && (await once.begin(open.tx));
      if (kept) answer = replayed(reply, kept);
      else {
        answer = await work();
        await once?.keep(open.tx, keepsAnswer ? given(reply, answer) : null);
      }
    } catch (error) {
      throw await open.rollback(error);
    }
    await open.commit();
    return answer;
  }

  /** A slow route: the key is kept by the first of its transactions that writes, its answer after the last. */
  private async runOwn({ actor, request, reply, once, keepsAnswer, work }: Call): Promise<unknown> {
    const kept = await this.tenancy.inWorkspace(actor, (tx) => once!.begin(tx));
    if (kept) return replayed(reply, kept);
    request.actor = { ...actor, once: once! };
    const answer = await work();
    if (keepsAnswer) await this.tenancy.inWorkspace(actor, (tx) => once!.tell(tx, given(reply, answer)));
    return answer;
  }
}

function given(reply: FastifyReply, answer: unknown): KeptAnswer {
  // No write of this program answers with a file; one that did would be answered with its status alone.
  return { status: reply.statusCode, answer: answer instanceof StreamableFile ? undefined : answer };
}

function replayed(reply: FastifyReply, { status, answer }: KeptAnswer): unknown {
  void reply.status(status).header('idempotent-replayed', 'true');
  return answer;
}
