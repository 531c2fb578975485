import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  DraftLetter,
  HistoryView,
  Id,
  LetterFile,
  LetterList,
  LetterProfileList,
  LetterProfileView,
  LetterView,
  PageNumber,
  SaveLetterProfile,
  Withdraw,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { IfMatch, IfMatchOrNew } from '@libs/platform/http';
import {
  CurrentActor,
  historyOf,
  OwnTransactions,
  Tenancy,
  Tx,
  type Actor,
  type WorkspaceTransaction,
} from '@libs/platform/tenancy';
import { LetterFilesService } from './letter-files.service.ts';
import { LetterProfilesService } from './letter-profiles.service.ts';
import { LettersService } from './letters.service.ts';

@ApiTags('Letters')
@Controller('api/workspaces/:workspace')
export class LettersController {
  constructor(
    private readonly letters: LettersService,
    private readonly files: LetterFilesService,
    private readonly profiles: LetterProfilesService,
    private readonly tenancy: Tenancy,
  ) {}

  @Get('letter-profiles')
  @Allow('letter_profile.read')
  @ApiOperation({ summary: 'List letter profiles', description: 'Who writes, what is asked and how to answer.' })
  @ApiResponse({ status: 200, standardSchema: LetterProfileList })
  async listProfiles(@Tx() tx: WorkspaceTransaction): Promise<LetterProfileList> {
    return { items: await this.profiles.list(tx) };
  }

  @Put('letter-profiles/:key')
  @Allow('letter_profile.revise')
  @ApiOperation({
    summary: 'Save a letter profile',
    description: 'Makes it, or revises it when the version that was seen is sent.',
  })
  @ApiResponse({ status: 200, standardSchema: LetterProfileView })
  saveProfile(
    @Tx() tx: WorkspaceTransaction,
    @Param('key') key: string,
    @IfMatchOrNew() version: number | null,
    @Body({ schema: sentOf(SaveLetterProfile) }) input: SentOf<typeof SaveLetterProfile>,
  ) {
    return this.profiles.save(tx, key, { ...input, version });
  }

  @Get('letters')
  @Allow('letter.read')
  @ApiOperation({ summary: 'List letters', description: 'Newest first, each with the number of open blocking checks.' })
  @ApiResponse({ status: 200, standardSchema: LetterList })
  list(@Tx() tx: WorkspaceTransaction) {
    return this.letters.list(tx);
  }

  @Post('letters')
  @Allow('letter.draft')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Draft a letter',
    description:
      'Writes a first-contact letter from the record. Without a fitting profile every missing field is named.',
  })
  @ApiResponse({ status: 201, standardSchema: LetterView })
  async draft(@CurrentActor() actor: Actor, @Body({ schema: DraftLetter }) input: DraftLetter) {
    return this.files.read(actor, await this.letters.draft(actor, input));
  }

  @Get('letters/:id')
  @Allow('letter.read')
  @OwnTransactions()
  @ApiOperation({ summary: 'Read a letter', description: 'With its checks against the record as it stands now.' })
  @ApiResponse({ status: 200, standardSchema: LetterView })
  read(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string) {
    return this.files.read(actor, id);
  }

  @Post('letters/:id/withdraw')
  @Allow('letter.withdraw')
  @HttpCode(200)
  @OwnTransactions()
  @ApiOperation({ summary: 'Withdraw a letter', description: 'It stays readable, with the reason.' })
  @ApiResponse({ status: 200, standardSchema: LetterView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(Withdraw) }) input: SentOf<typeof Withdraw>,
  ) {
    await this.tenancy.inWorkspace(actor, (tx) => this.letters.withdraw(tx, id, { ...input, version }));
    return this.files.read(actor, id);
  }

  @Get('letters/:id/history')
  @Allow('letter.read')
  @ApiOperation({ summary: 'History of a letter', description: 'Every kept version, newest first.' })
  @ApiResponse({ status: 200, standardSchema: HistoryView })
  history(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return historyOf(tx, 'letter', id);
  }

  @Get('letters/:id/pages/:page')
  @Allow('letter.read')
  @OwnTransactions()
  @ApiOperation({ summary: 'One page of a letter', description: 'As a picture for an <img>; pages count from 1.' })
  @ApiProduces('image/svg+xml')
  @ApiResponse({ status: 200, description: 'The page as SVG.' })
  async page(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('page', { schema: PageNumber }) page: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const picture = await this.files.page(actor, id, page);
    void reply.header('content-type', 'image/svg+xml; charset=utf-8');
    void reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox",
    );
    return picture;
  }

  @Get('letters/:id/file')
  @Allow('letter.read')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Download a letter',
    description: 'As pdf, docx, html or txt, all from one model. Refused with the open checks while one blocks.',
  })
  @ApiProduces(
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'text/html',
    'text/plain',
  )
  @ApiResponse({ status: 200, description: 'The file.' })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: LetterFile }) query: LetterFile,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { bytes, mediaType, name } = await this.files.file(actor, id, query.format);
    void reply.header('content-type', mediaType);
    const ascii = name.replace(/[^\x20-\x7e]/g, '_');
    void reply.header(
      'content-disposition',
      `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    );
    void reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return Buffer.from(bytes);
  }
}
