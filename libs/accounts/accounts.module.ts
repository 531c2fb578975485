import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { AccountController, MemberSessionsController } from './account.controller.ts';
import { AccountService } from './account.service.ts';
import { InvitationLinks } from './invitation-links.service.ts';
import { Invitation } from './invitation.entity.ts';
import { InvitationLinksController, InvitationsController } from './invitations.controller.ts';
import { InvitationsService } from './invitations.service.ts';

registerEntities(Invitation);

@Module({
  controllers: [InvitationsController, InvitationLinksController, AccountController, MemberSessionsController],
  providers: [InvitationsService, InvitationLinks, AccountService],
})
export class AccountsModule {}
