import { Injectable } from '@nestjs/common';
import type { SetSingleSignOn, SingleSignOnView } from '@libs/contracts';
import type { Role } from '@libs/domain/vocabulary';
import { InvalidInput, NotFound } from '@libs/platform/errors';
import { Sealing } from '@libs/platform/sealing';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { Providers, type Provider } from './providers.service.ts';

interface Row {
  issuer: string;
  client_id: string;
  client_secret: Buffer;
  domains: string[];
  role: Role;
}

/** The provider of a workspace, and whom it lets in. */
export interface SignOnRules extends Provider {
  domains: string[];
  role: Role;
}

/** How a workspace lets people sign on through their organisation. The client's secret is stored sealed. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly sealing: Sealing,
    private readonly providers: Providers,
  ) {}

  async view(actor: Actor): Promise<SingleSignOnView> {
    const row = await this.tenancy.inWorkspace(actor, rowOf);
    const set = row && { issuer: row.issuer, clientId: row.client_id, domains: row.domains, role: row.role };
    return { redirectAddress: this.providers.redirectAddress, set };
  }

  /** @throws InvalidInput where no provider answers at the address, or it calls itself otherwise */
  async set(actor: Actor, given: SetSingleSignOn): Promise<SingleSignOnView> {
    const { issuer, clientId, clientSecret, role } = given;
    const domains = [...new Set(given.domains)];
    await this.providers.find({ issuer, clientId, clientSecret }).catch(() => {
      const message = 'no OpenID provider of this name answers there; write the issuer exactly as the provider does';
      throw new InvalidInput([{ path: 'issuer', code: 'issuer', message }]);
    });
    await this.tenancy.inWorkspace(actor, async (tx) => {
      const sealed = this.sealing.sealText(clientSecret, placeOf(tx.workspaceId));
      await tx.query(
        `insert into app.single_sign_on as s (workspace_id, issuer, client_id, client_secret, domains, role)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
           client_secret = excluded.client_secret, domains = excluded.domains, role = excluded.role`,
        [tx.workspaceId, issuer, clientId, sealed, domains, role],
      );
      tx.audit('set', 'single_sign_on', null, { issuer, clientId, domains, role });
    });
    return this.view(actor);
  }

  async remove(actor: Actor): Promise<void> {
    await this.tenancy.inWorkspace(actor, async (tx) => {
      const rows = await tx.query('delete from app.single_sign_on where workspace_id = $1 returning workspace_id', [
        tx.workspaceId,
      ]);
      if (rows.length === 0) throw new NotFound('single sign-on');
      tx.audit('remove', 'single_sign_on', null);
    });
  }

  /** The rules of a workspace with the secret opened; null where there are none. */
  async find(actor: Actor): Promise<SignOnRules | null> {
    const row = await this.tenancy.inWorkspace(actor, rowOf);
    if (!row) return null;
    const clientSecret = this.sealing.openText(row.client_secret, placeOf(actor.workspaceId));
    return { issuer: row.issuer, clientId: row.client_id, clientSecret, domains: row.domains, role: row.role };
  }
}

async function rowOf(tx: WorkspaceTransaction): Promise<Row | null> {
  const rows = await tx.query<Row>(
    'select issuer, client_id, client_secret, domains, role from app.single_sign_on where workspace_id = $1',
    [tx.workspaceId],
  );
  return rows[0] ?? null;
}

function placeOf(workspaceId: string) {
  return { workspaceId, table: 'app.single_sign_on', column: 'client_secret', rowId: workspaceId };
}
