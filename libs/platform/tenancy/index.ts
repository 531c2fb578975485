export { historyOf } from './history.ts';
export type { Actor } from './actor.ts';
export { AudienceRecord, WorkspaceRecord } from './record.ts';
export { WorkspaceTransaction, type Writing } from './workspace-transaction.ts';
export { Tenancy, type OpenTransaction } from './tenancy.service.ts';
export { CurrentActor, OwnTransactions, Tx, type WorkspaceRequest } from './tx.decorator.ts';
export { TransactionInterceptor } from './transaction.interceptor.ts';
export { TenancyModule } from './tenancy.module.ts';
export { refuseStrongRuntime } from './runtime-role.ts';
