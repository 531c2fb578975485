import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Id, MakeToken, TokenList, TokenMade } from '@libs/contracts';
import { Allow, CurrentSession, type Session } from '@libs/platform/access';
import { CurrentActor, OwnTransactions, type Actor } from '@libs/platform/tenancy';
import { TokensService } from './tokens.service.ts';

/** A member's own tokens. They are made by people only: a token makes no token. */
@ApiTags('API tokens')
@Controller('api/me/tokens')
export class OwnTokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Allow('self')
  @ApiOperation({ summary: 'List my tokens', description: 'Those that work, the newest first.' })
  @ApiResponse({ status: 200, standardSchema: TokenList })
  async list(@CurrentSession() session: Session): Promise<TokenList> {
    return { items: await this.tokens.ofAccount(session) };
  }

  @Post()
  @Allow('self')
  @ApiOperation({
    summary: 'Make a token',
    description:
      'The answer has the token, this once. It opens one workspace as you, for its scopes, until it ends, you revoke it ' +
      'or you are no member any more. Should your role become a smaller one, it may do no more than that.',
  })
  @ApiResponse({ status: 201, standardSchema: TokenMade })
  make(
    @CurrentSession() session: Session,
    @Body({ schema: MakeToken }) input: MakeToken,
    @Req() request: FastifyRequest,
  ): Promise<TokenMade> {
    return this.tokens.make(session, input, request.ip);
  }

  @Delete(':id')
  @Allow('self')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke one of my tokens' })
  @ApiResponse({ status: 204, description: 'It opens nothing any more.' })
  revoke(
    @CurrentSession() session: Session,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.tokens.revokeOwn(session, id, request.ip);
  }
}

/** Every way into a workspace is known to those who look after it (security bar A7). */
@ApiTags('API tokens')
@Controller('api/workspaces/:workspace/tokens')
export class WorkspaceTokensController {
  constructor(private readonly tokens: TokensService) {}

  @Get()
  @Allow('token.read')
  @OwnTransactions()
  @ApiOperation({ summary: 'List the tokens of all members', description: 'Those that work, the newest first.' })
  @ApiResponse({ status: 200, standardSchema: TokenList })
  async list(@CurrentActor() actor: Actor): Promise<TokenList> {
    return { items: await this.tokens.ofWorkspace(actor) };
  }

  @Delete(':id')
  @Allow('token.revoke')
  @OwnTransactions()
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke the token of a member' })
  @ApiResponse({ status: 204, description: 'It opens nothing any more.' })
  revoke(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.tokens.revokeIn(actor, id, request.ip);
  }
}
