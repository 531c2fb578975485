import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ListSecurityEvents, SecurityEventPage } from '@libs/contracts';
import { Allow, IdentityStore } from '@libs/platform/access';
import { namesOf, Tx, type WorkspaceTransaction } from '@libs/platform/tenancy';

interface EventRow {
  id: string;
  at: Date;
  kind: string;
  address: string | null;
  memberId: string;
}

/** Sign-ins, refusals and new passwords of the members. They belong to accounts, not to a workspace's chain. */
@ApiTags('Audit')
@Controller('api/workspaces/:workspace/security-events')
export class SecurityEventsController {
  constructor(private readonly store: IdentityStore) {}

  @Get()
  @Allow('security_event.read')
  @ApiOperation({
    summary: 'List security events',
    description:
      'Newest first: sign-ins, refused tries, new passwords, second factors and tokens of those who are members of this ' +
      'workspace today.',
  })
  @ApiResponse({ status: 200, standardSchema: SecurityEventPage })
  async list(
    @Tx() tx: WorkspaceTransaction,
    @Query({ schema: ListSecurityEvents }) { limit, before, member }: ListSecurityEvents,
  ): Promise<SecurityEventPage> {
    const rows = await this.store.query<EventRow>(
      `select e.id, e.at, e.kind, e.address, m.member_id as "memberId"
       from identity.security_event e join identity.user_workspace m on m.user_id = e.user_id and m.workspace_id = $1
       where ($2::uuid is null or m.member_id = $2)
         and ($3::uuid is null or (e.at, e.id) < (select b.at, b.id from identity.security_event b where b.id = $3))
       order by e.at desc, e.id desc limit $4`,
      [tx.workspaceId, member ?? null, before ?? null, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const nameOf = await namesOf(
      tx,
      shown.map(({ memberId }) => `member:${memberId}`),
    );
    return {
      items: shown.map(({ id, at, kind, address, memberId }) => ({
        id,
        at: at.toISOString(),
        kind,
        address,
        member: { id: memberId, name: nameOf(`member:${memberId}`) },
      })),
      next: rows.length > limit ? shown.at(-1)!.id : null,
    };
  }
}
