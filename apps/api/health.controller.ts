import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@libs/platform/access';
import { Tenancy } from '@libs/platform/tenancy';

@ApiTags('Health')
@Controller('api/health')
export class HealthController {
  constructor(private readonly tenancy: Tenancy) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Is the process alive', description: 'Answers without the database.' })
  @ApiResponse({ status: 200, description: 'The process answers.' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Can it serve', description: 'Answers 503 while the database does not answer.' })
  @ApiResponse({ status: 200, description: 'The database answers.' })
  @ApiResponse({ status: 503, description: 'The database does not answer.' })
  async ready(): Promise<{ status: 'ready' }> {
    if (!(await this.tenancy.answers())) throw new ServiceUnavailableException('The database does not answer.');
    return { status: 'ready' };
  }
}
