import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { Tenancy } from './tenancy.service.ts';
import { OWN_TRANSACTIONS, type WorkspaceRequest } from './tx.decorator.ts';

/** One transaction per request: opened before the body is parsed, committed before the answer is sent. */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<WorkspaceRequest>();
    const own = this.reflector.get<boolean | undefined>(OWN_TRANSACTIONS, context.getHandler());
    if (!request.actor || own) return next.handle();
    return from(this.run(request, next));
  }

  private async run(request: WorkspaceRequest, next: CallHandler): Promise<unknown> {
    const open = await this.tenancy.open(request.actor!);
    request.tx = open.tx;
    let answer: unknown;
    try {
      answer = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      throw await open.rollback(error);
    }
    await open.commit();
    return answer;
  }
}
