import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { IdentityStore, SignInSteps, type Account, type Session } from '@libs/platform/access';
import { ExpectedError, NotAllowed } from '@libs/platform/errors';
import type { Actor } from '@libs/platform/tenancy';
import { insertAccount } from '@libs/workspaces';
import { Providers, type Expected, type Person } from './providers.service.ts';
import { SettingsService, type SignOnRules } from './settings.service.ts';
import { WorkspaceDoors } from './workspace-doors.service.ts';

/** One answer for a workspace that does not exist and for one without a provider. */
export class NoSignOn extends ExpectedError {
  readonly status = 404;
  readonly title = 'No sign-on';
  constructor() {
    super('no_single_sign_on', 'No workspace of this name lets people sign on through their organisation.');
  }
}

/** The provider did not say who came, or what it said was not for us. */
export class SignOnFailed extends ExpectedError {
  readonly status = 401;
  readonly title = 'Not signed in';
  constructor() {
    super('sign_on_failed', 'The provider did not confirm who you are. Begin again.');
  }
}

/** Somebody who came through the provider of one workspace. */
export interface Arrived {
  account: Account;
  workspaceId: string;
}

/** Sign-on through the provider of a workspace. A person is issuer and subject, never an e-mail address alone (A10). */
@Injectable()
export class SignOnService {
  constructor(
    private readonly store: IdentityStore,
    private readonly steps: SignInSteps,
    private readonly settings: SettingsService,
    private readonly providers: Providers,
    private readonly rooms: WorkspaceDoors,
  ) {}

  /** @returns where to send the browser, and the secret that it comes back with */
  async begin(workspace: string): Promise<{ address: string; token: string }> {
    const { actor, rules } = await this.rulesOf(workspace);
    const { address, expected } = await this.providers.begin(rules).catch(() => {
      throw new SignOnFailed();
    });
    const token = await this.steps.begin('single_sign_on', null, { ...expected, workspaceId: actor.workspaceId });
    return { address, token };
  }

  /**
   * Who came back.
   * @param session of the same browser, by which an account is tied to its person at the provider
   */
  async finish(
    token: string | undefined,
    query: string,
    session: { own: Session; isFresh: boolean } | null,
  ): Promise<Arrived> {
    const { detail } = await this.steps.use('single_sign_on', token);
    const { workspaceId, ...expected } = detail as unknown as Expected & { workspaceId: string };
    const { actor, rules } = await this.rulesOf(workspaceId);
    const person = await this.providers.finish(rules, expected, query).catch(() => {
      throw new SignOnFailed();
    });
    const account = (await this.known(person)) ?? (await this.admit(person, rules, actor, session));
    await this.requireMember(account.id, workspaceId);
    return { account, workspaceId };
  }

  private async rulesOf(workspace: string): Promise<{ actor: Actor; rules: SignOnRules }> {
    const actor = await this.rooms.actorOf(workspace);
    const rules = actor ? await this.settings.find(actor) : null;
    if (!actor || !rules) throw new NoSignOn();
    return { actor, rules };
  }

  /** The account of a person at a provider; one that is disabled comes in by no way (A7). */
  private async known({ issuer, subject }: Person): Promise<Account | null> {
    const rows = await this.store.query<Account & { disabled: boolean }>(
      `select u.id, u.email, u.name, u.disabled_at is not null as disabled from identity.federated_identity f
       join identity.user_account u on u.id = f.user_id where f.issuer = $1 and f.subject = $2`,
      [issuer, subject],
    );
    const [row] = rows;
    if (row?.disabled) throw new SignOnFailed();
    return row ? { id: row.id, email: row.email, name: row.name } : null;
  }

  /**
   * Somebody who comes for the first time: a new account, or the one that is signed in here freshly under the same
   * address. An account that only has the same address is tied to nobody.
   */
  private async admit(
    person: Person,
    rules: SignOnRules,
    actor: Actor,
    session: { own: Session; isFresh: boolean } | null,
  ): Promise<Account> {
    const { email } = person;
    if (!email || !person.isVerified) {
      throw new NotAllowed('The provider has not verified your e-mail address.', 'email_not_verified');
    }
    if (!rules.domains.includes(email.split('@').at(-1)!.toLowerCase())) {
      throw new NotAllowed('Addresses of this domain do not come into the workspace this way.', 'domain_not_allowed');
    }
    const rows = await this.store.query<Account>(
      'select id, email, name from identity.user_account where lower(email) = lower($1)',
      [email],
    );
    const [owner] = rows;
    if (!owner) return this.join(person, email, rules, actor);
    if (session?.own.account.id !== owner.id || !session.isFresh || session.own.boundTo !== null) {
      const message =
        'An account has this address already. Sign in to it first, then come this way again within ten minutes: ' +
        'that ties the two together.';
      throw new NotAllowed(message, 'account_exists');
    }
    await this.requireMember(owner.id, actor.workspaceId);
    await this.store.together((query) => this.tie(query, owner.id, person));
    return owner;
  }

  private async join(person: Person, email: string, { role }: SignOnRules, actor: Actor): Promise<Account> {
    const name = person.name ?? email.split('@')[0]!;
    const userId = uuidv7();
    await this.rooms.memberships.join({ ...actor, name }, { userId, name, role }, async (query) => {
      await insertAccount(query, { userId, email, name, passwordHash: null });
      await this.tie(query, userId, person);
    });
    return { id: userId, email, name };
  }

  private async tie(query: IdentityStore['query'], userId: string, { issuer, subject }: Person): Promise<void> {
    await query(
      `insert into identity.federated_identity (id, user_id, issuer, subject, created_at) values ($1, $2, $3, $4, now())`,
      [uuidv7(), userId, issuer, subject],
    );
    await query(
      `insert into identity.security_event (id, at, kind, user_id) values ($1, now(), 'single_sign_on_tied', $2)`,
      [uuidv7(), userId],
    );
  }

  private async requireMember(userId: string, workspaceId: string): Promise<void> {
    const rows = await this.store.query(
      'select from identity.user_workspace where user_id = $1 and workspace_id = $2',
      [userId, workspaceId],
    );
    if (rows.length === 0) {
      throw new NotAllowed('Your account is no member of this workspace. Ask for an invitation.', 'not_a_member');
    }
  }
}
