import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AddSealedNote,
  DestroySealedWords,
  Id,
  ListSealedNotes,
  OpenedNoteView,
  ReviseSealedNote,
  SealedNotePage,
  SealedNoteView,
  WordsDestroyed,
  sentOf,
  type SentOf,
} from '@libs/contracts';
import { Allow, FreshSignIn } from '@libs/platform/access';
import { IfMatch } from '@libs/platform/http';
import { DoneEachTime, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { SealedNotesService } from './sealed-notes.service.ts';

@ApiTags('Sealed notes')
@Controller('api/workspaces/:workspace')
export class SealedNotesController {
  constructor(private readonly notes: SealedNotesService) {}

  @Get('sealed-notes')
  @Allow('sealed_note.read')
  @ApiOperation({
    summary: 'List sealed notes',
    description: 'Newest first, without their words. A search looks into titles and tags only.',
  })
  @ApiResponse({ status: 200, standardSchema: SealedNotePage })
  list(@Tx() tx: WorkspaceTransaction, @Query({ schema: ListSealedNotes }) query: ListSealedNotes) {
    return this.notes.list(tx, query);
  }

  @Get('sealed-notes/:id')
  @Allow('sealed_note.read')
  @ApiOperation({ summary: 'Read what is plain of a sealed note', description: 'Its words are read by opening it.' })
  @ApiResponse({ status: 200, standardSchema: SealedNoteView })
  read(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.notes.read(tx, id);
  }

  @Post('sealed-notes/:id/open')
  @Allow('sealed_note.open')
  @DoneEachTime()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Open a sealed note',
    description:
      'Its words, or null where they were erased. The audit trail keeps who opened it. The server opens it with its ' +
      'keys: this is no end-to-end encryption.',
  })
  @ApiResponse({ status: 200, standardSchema: OpenedNoteView })
  open(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.notes.open(tx, id);
  }

  @Post('sources/:id/sealed-notes')
  @Allow('sealed_note.write')
  @ApiOperation({
    summary: 'Add a sealed note beside a source',
    description: 'It is for those who read the source. Title and tags are kept plain, the words encrypted.',
  })
  @ApiResponse({ status: 201, standardSchema: SealedNoteView })
  add(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AddSealedNote }) input: AddSealedNote,
  ) {
    return this.notes.add(tx, id, input);
  }

  @Patch('sealed-notes/:id')
  @Allow('sealed_note.write')
  @ApiOperation({
    summary: 'Change a sealed note',
    description: 'Earlier words are not kept. Refused with `words_erased` where they were erased.',
  })
  @ApiResponse({ status: 200, standardSchema: SealedNoteView })
  revise(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: sentOf(ReviseSealedNote) }) input: SentOf<typeof ReviseSealedNote>,
  ) {
    return this.notes.revise(tx, id, { ...input, version });
  }

  @Post('sources/:id/sealed-notes/destroy')
  @Allow('sealed_note.destroy')
  @FreshSignIn()
  @HttpCode(200)
  @ApiOperation({
    summary: "Erase the words of a source's sealed notes",
    description:
      'Destroys their data key and the encrypted words. It cannot be undone. Needs a sign-in or a confirmation within ' +
      'the last ten minutes (`fresh_sign_in_needed`). Refused with `nothing_sealed` where there is no key. A backup made ' +
      'before still holds the encrypted words with their key, sealed with a key of the key file.',
  })
  @ApiResponse({ status: 200, standardSchema: WordsDestroyed })
  destroy(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: DestroySealedWords }) { reason }: DestroySealedWords,
  ) {
    return this.notes.destroy(tx, id, reason);
  }
}
