import { createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Actor } from './actor.ts';
import type { WorkspaceTransaction } from './workspace-transaction.ts';

/** What the guard and the interceptor put on a request. */
export interface WorkspaceRequest {
  actor?: Actor;
  tx?: WorkspaceTransaction;
}

export const OWN_TRANSACTIONS = 'plumbline:own-transactions';

/** Marks a route that opens short transactions itself, because it does slow work between them. */
export const OwnTransactions = (): MethodDecorator => SetMetadata(OWN_TRANSACTIONS, true);

export const REPEATS = 'plumbline:repeats';

/** How a route takes an `Idempotency-Key` where its answer must not be stored. */
export type Repeats = 'without_answer' | 'each_time';

/** Marks a route whose answer holds a secret: asked again under its key it does nothing, and says that this is lost. */
export const SecretAnswer = (): MethodDecorator => SetMetadata(REPEATS, 'without_answer' satisfies Repeats);

/** Marks a route that shows a secret and changes no record: asked again it shows it again, key or none. */
export const DoneEachTime = (): MethodDecorator => SetMetadata(REPEATS, 'each_time' satisfies Repeats);

/** Hands over the transaction of the request. Throws where there is none, so that a route cannot forget it. */
export const Tx = createParamDecorator((_: unknown, context: ExecutionContext): WorkspaceTransaction => {
  const { tx } = context.switchToHttp().getRequest<WorkspaceRequest>();
  if (!tx) throw new Error('this route has no workspace transaction: is {workspace} in its path?');
  return tx;
});

/** The member at work, for routes that open their own transactions. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<WorkspaceRequest>();
  if (!actor) throw new Error('this route has no actor: is {workspace} in its path?');
  return actor;
});
