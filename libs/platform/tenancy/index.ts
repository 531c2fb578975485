export { enterWorkspace } from './enter-workspace.ts';
export { namesOf, type NameOf } from './attribution.ts';
export { audienceOver, FIRST_DRAWN_NUMBER, type Ground } from './audience-over.ts';
export { historyOf } from './history.ts';
export type { Actor } from './actor.ts';
export { AudienceRecord, WorkspaceRecord } from './record.ts';
export { staleVersion } from './stale.ts';
export { WorkspaceTransaction, type Writing } from './workspace-transaction.ts';
export { Tenancy, type OpenTransaction } from './tenancy.service.ts';
export {
  CurrentActor,
  DoneEachTime,
  OwnTransactions,
  SecretAnswer,
  Tx,
  type WorkspaceRequest,
} from './tx.decorator.ts';
export { TransactionInterceptor } from './transaction.interceptor.ts';
export { TenancyModule } from './tenancy.module.ts';
export { OUTBOX_CHANNEL, type Message } from './outbox.ts';
export { refuseStrongLogin } from './runtime-role.ts';
