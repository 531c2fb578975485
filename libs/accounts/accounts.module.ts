import { Module } from '@nestjs/common';
import { registerEntities } from '@libs/platform/database';
import { InvitationLinks } from './invitation-links.service.ts';
import { Invitation } from './invitation.entity.ts';
import { InvitationLinksController, InvitationsController } from './invitations.controller.ts';
import { InvitationsService } from './invitations.service.ts';

registerEntities(Invitation);

@Module({
  controllers: [InvitationsController, InvitationLinksController],
  providers: [InvitationsService, InvitationLinks],
})
export class AccountsModule {}
