export { ResetsService } from './resets.service.ts';
export { AccountsModule } from './accounts.module.ts';
export { InvitationsService } from './invitations.service.ts';
