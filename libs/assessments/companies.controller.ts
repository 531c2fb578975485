import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CompanyList, ComparisonView, Id } from '@libs/contracts';
import { Allow } from '@libs/platform/access';
import { Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { ComparisonService } from './comparison.service.ts';

@ApiTags('Companies')
@Controller('api/workspaces/:workspace/companies')
export class CompaniesController {
  constructor(private readonly comparison: ComparisonService) {}

  @Get()
  @Allow('assessment.read')
  @ApiOperation({
    summary: 'List companies',
    description: 'By legal name, with the number of claims, findings by evidence grade, and assessments.',
  })
  @ApiResponse({ status: 200, standardSchema: CompanyList })
  list(@Tx() tx: WorkspaceTransaction) {
    return this.comparison.companies(tx);
  }

  @Get(':id/comparison')
  @Allow('assessment.read')
  @ApiOperation({
    summary: 'Said and Reported of one company',
    description: 'Acts of others stand apart: they follow from a finding on the company and count in nobody’s conduct.',
  })
  @ApiResponse({ status: 200, standardSchema: ComparisonView })
  compare(@Tx() tx: WorkspaceTransaction, @Param('id', { schema: Id }) id: string) {
    return this.comparison.compare(tx, id);
  }
}
