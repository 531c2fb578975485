import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Id, ListingAnswer, ListingQuestion } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { ListingService } from './listing.service.ts';

@ApiTags('Findings')
@Controller('api/workspaces/:workspace/organisations')
export class ListingController {
  constructor(private readonly listing: ListingService) {}

  @Get(':id/listing')
  @Allow('finding.read')
  @ApiOperation({
    summary: 'Was it listed on that day?',
    description: 'By the listings recorded here. A day or date that spans the effective date gives "unknown".',
  })
  @ApiResponse({ status: 200, standardSchema: ListingAnswer })
  answer(
    @Tx() tx: WorkspaceTransaction,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ListingQuestion }) question: ListingQuestion,
  ) {
    return this.listing.answer(tx, id, question.on);
  }
}
