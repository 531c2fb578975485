import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { AccountController, MemberSessionsController } from './account.controller.ts';
import { AccountService } from './account.service.ts';
import { InvitationLinks } from './invitation-links.service.ts';
import { Invitation } from './invitation.entity.ts';
import { InvitationLinksController, InvitationsController } from './invitations.controller.ts';
import { InvitationsService } from './invitations.service.ts';
import { ResetsController } from './resets.controller.ts';
import { ResetsService } from './resets.service.ts';

registerEntities(Invitation);

@Module({
  controllers: [
    InvitationsController,
    InvitationLinksController,
    AccountController,
    MemberSessionsController,
    ResetsController,
  ],
  providers: [InvitationsService, InvitationLinks, AccountService, ResetsService],
  exports: [InvitationsService, ResetsService],
})
export class AccountsModule {}
