export { StatementsModule } from './statements.module.ts';
export { StatementsService } from './statements.service.ts';
export { ClaimsService } from './claims.service.ts';
export type { Statement } from './statement.entity.ts';
export type { Claim } from './claim.entity.ts';
