import { Module } from '@nestjs/common';
import { OwnTokensController, WorkspaceTokensController } from './tokens.controller.ts';
import { TokensService } from './tokens.service.ts';

@Module({
  controllers: [OwnTokensController, WorkspaceTokensController],
  providers: [TokensService],
})
export class TokensModule {}
