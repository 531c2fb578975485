import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  AskDifference,
  CaptureAgainView,
  CaptureFromFile,
  CaptureListView,
  DifferenceView,
  FetchFile,
  FileReading,
  FileView,
  Id,
  ReadFile,
  RecordFromFile,
  SourceDocumentView,
  SourceView,
} from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { InvalidInput } from '@libs/platform/errors';
import { CurrentActor, OwnTransactions, Tx, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { DifferencesService } from './differences.service.ts';
import { DocumentsService } from './documents.service.ts';
import { nameInHeader, offeredAs } from './file-name.ts';
import { FilesService } from './files.service.ts';
import { PagesService } from './pages.service.ts';
import { pageOf } from './rendered-page.ts';

/** Nothing is loaded, run or followed in a captured page, and only this program may frame it. */
const RENDERING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

interface Upload {
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

@ApiTags('Documents')
@Controller('api/workspaces/:workspace')
export class CapturesController {
  constructor(
    private readonly files: FilesService,
    private readonly documents: DocumentsService,
    private readonly pages: PagesService,
    private readonly differences: DifferencesService,
  ) {}

  @Put('files')
  @Allow('source.record')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Upload a document',
    description:
      'The bytes as they are, up to 30 MB: txt, md, html, pdf, docx or eml. Only you can read it until it is captured ' +
      'as a source; what is not captured within a day is dropped.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({
    name: 'Content-Disposition',
    required: true,
    description: 'The name of the file, as RFC 8187 writes it',
    example: "attachment; filename*=UTF-8''policy.pdf",
  })
  @ApiResponse({ status: 201, standardSchema: FileView })
  upload(@Tx() tx: WorkspaceTransaction, @Req() { headers, body }: Upload) {
    const named = nameInHeader(headers['content-disposition']);
    if ('problem' in named) throw new InvalidInput([named.problem]);
    if (!Buffer.isBuffer(body)) {
      throw new InvalidInput([{ path: 'file', code: 'empty', message: 'is missing: send its bytes as the body' }]);
    }
    return this.files.keep(tx, { name: named.name, bytes: body });
  }

  @Post('files/from-address')
  @Allow('source.record')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Fetch a page or a document from its address',
    description:
      'By http or https, from the public internet, within 20 seconds and 30 MB, over at most 5 redirects; where the ' +
      'operator has set a proxy, through it. The bytes, the address that answered, and its headers are kept. Like an ' +
      'upload, only you can read it until it is captured as a source.',
  })
  @ApiResponse({ status: 201, standardSchema: FileView })
  fetch(@CurrentActor() actor: Actor, @Body({ schema: FetchFile }) { address }: FetchFile) {
    return this.pages.fetch(actor, address);
  }

  @Post('files/:id/reading')
  @Allow('source.record')
  @OwnTransactions()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Read an uploaded document',
    description:
      'Its text, pages, and what it says of itself. Nothing is recorded. A scanned PDF says that it holds none.',
  })
  @ApiResponse({ status: 200, standardSchema: FileReading })
  look(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReadFile }) how: ReadFile,
  ) {
    return this.files.look(actor, id, how);
  }

  @Post('sources/from-file')
  @Allow('source.record')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Record a source from an uploaded document',
    description: 'The text is read from the kept bytes again. The file, its pages and a safe copy go with the source.',
  })
  @ApiResponse({ status: 201, standardSchema: SourceView })
  record(@CurrentActor() actor: Actor, @Body({ schema: RecordFromFile }) input: RecordFromFile) {
    return this.documents.record(actor, input);
  }

  @Post('sources/:id/captures/from-file')
  @Allow('source.capture')
  @OwnTransactions()
  @ApiOperation({
    summary: 'Capture a document again from a file',
    description: 'Makes a new source that points to this one, and says how every excerpt stands in the new text.',
  })
  @ApiResponse({ status: 201, standardSchema: CaptureAgainView })
  captureAgain(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CaptureFromFile }) input: CaptureFromFile,
  ) {
    return this.documents.captureAgain(actor, id, input);
  }

  @Get('sources/:id/captures')
  @Allow('source.read')
  @ApiOperation({ summary: 'Every capture of a document', description: 'The earliest first, withdrawn ones too.' })
  @ApiResponse({ status: 200, standardSchema: CaptureListView })
  captures(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.differences.captures(tx, id);
  }

  @Get('sources/:id/difference')
  @Allow('source.read')
  @OwnTransactions()
  @ApiOperation({
    summary: 'What changed since another capture, by words',
    description: 'Of the same document. Long stretches that are the same are left out, and their length is told.',
  })
  @ApiResponse({ status: 200, standardSchema: DifferenceView })
  difference(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: AskDifference }) { from }: AskDifference,
  ) {
    return this.differences.between(actor, id, from ?? null);
  }

  @Get('sources/:id/document')
  @Allow('source.read')
  @ApiOperation({ summary: 'The document behind a source', description: 'Its file, where it came from, its pages.' })
  @ApiResponse({ status: 200, standardSchema: SourceDocumentView })
  document(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.documents.document(tx, id);
  }

  @Get('sources/:id/original')
  @Allow('source.read')
  @ApiOperation({ summary: 'The bytes of a document', description: 'As they came, to be saved, never to be shown.' })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file' })
  async original(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    const { name, bytes } = await this.documents.original(tx, id);
    return new StreamableFile(bytes, { type: 'application/octet-stream', disposition: offeredAs(name) });
  }

  @Get('sources/:id/rendering')
  @Allow('source.read')
  @Header('content-security-policy', RENDERING_POLICY)
  @ApiOperation({
    summary: 'A copy of a document that is safe to show',
    description: 'Its structure and words. Nothing in it runs, loads or leads away.',
  })
  @ApiProduces('text/html')
  @ApiResponse({ status: 200, description: 'A page' })
  async rendering(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    const page = pageOf(await this.documents.rendering(tx, id));
    return new StreamableFile(Buffer.from(page, 'utf8'), { type: 'text/html; charset=utf-8' });
  }
}
