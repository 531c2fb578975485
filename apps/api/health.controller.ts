import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@libs/platform/access';
import { Tenancy } from '@libs/platform/tenancy';
import { Readiness } from './readiness.ts';

@ApiTags('Health')
@Controller('api/health')
export class HealthController {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly readiness: Readiness,
  ) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Is the process alive', description: 'Answers without the database.' })
  @ApiResponse({ status: 200, description: 'The process answers.' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({
    summary: 'Can it serve',
    description: 'Answers 503 while the database does not answer, and from the moment when the server is told to end.',
  })
  @ApiResponse({ status: 200, description: 'The database answers.' })
  @ApiResponse({ status: 503, description: 'The database does not answer.' })
  async ready(): Promise<{ status: 'ready' }> {
    if (this.readiness.isStopping) throw new ServiceUnavailableException('The server is about to end.');
    if (!(await this.tenancy.answers())) throw new ServiceUnavailableException('The database does not answer.');
    return { status: 'ready' };
  }
}
