import { Injectable } from '@nestjs/common';
import { may, type MakeToken, type TokenMade, type TokenView } from '@libs/contracts';
import {
  ActorsService,
  ApiTokensService,
  FactorRequired,
  IdentityStore,
  SignInService,
  type ApiToken,
  type KnownMember,
  type Session,
} from '@libs/platform/access';
import { InvalidInput, NotFound } from '@libs/platform/errors';
import { Tenancy, type Actor } from '@libs/platform/tenancy';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Tokens by which programs work in a workspace as one of its members. */
@Injectable()
export class TokensService {
  constructor(
    private readonly store: IdentityStore,
    private readonly tenancy: Tenancy,
    private readonly actors: ActorsService,
    private readonly tokens: ApiTokensService,
    private readonly signIns: SignInService,
  ) {}

  /**
   * Makes a token for a workspace of the person's own.
   * @throws NotFound for another workspace; InvalidInput for a scope that the role does not have
   */
  async make(
    session: Session,
    { workspace, name, scopes: given, days }: MakeToken,
    address: string,
  ): Promise<TokenMade> {
    const known = await this.actors.ownMember(session.memberships, workspace);
    if (!known) throw new NotFound('workspace');
    if (known.requiresFactor && !session.hasFactor) throw new FactorRequired();
    const { actor } = known;
    const scopes = [...new Set(given)];
    const beyond = given.flatMap((scope, at) => (may(actor.role, scope) ? [] : [{ scope, at }]));
    if (beyond.length > 0) {
      throw new InvalidInput(
        beyond.map(({ scope, at }) => {
          const message = `${scope} is more than your role (${actor.role}) may do here`;
          return { path: `scopes.${at}`, code: 'scope', message };
        }),
      );
    }
    const expiresAt = new Date(Date.now() + days * DAY_MILLISECONDS);
    const { id: userId } = session.account;
    const { workspaceId, memberId } = actor;
    const { id, token } = await this.store.together(async (query) => {
      const of = { userId, workspaceId, memberId: memberId!, name, scopes, expiresAt };
      const issued = await this.tokens.issue(query, of);
      await this.signIns.note('token_made', userId, address, query);
      await this.tenancy.inWorkspace(actor, async (tx) =>
        tx.audit('make', 'token', issued.id, { name, scopes, expiresAt: expiresAt.toISOString() }),
      );
      return issued;
    });
    const made = await this.tokens.findById(id);
    return { token, made: viewOf(made!, known) };
  }

  /** The tokens of a person, in every workspace. */
  async ofAccount(session: Session): Promise<TokenView[]> {
    const tokens = await this.tokens.list({ userId: session.account.id });
    return this.shown(tokens.filter((token) => opens(session, token)));
  }

  /** The tokens of all members of a workspace. */
  async ofWorkspace(actor: Actor): Promise<TokenView[]> {
    return this.shown(await this.tokens.list({ workspaceId: actor.workspaceId }));
  }

  async revokeOwn(session: Session, id: string, address: string): Promise<void> {
    const token = await this.tokens.findById(id);
    if (token?.userId !== session.account.id || !opens(session, token)) throw new NotFound('token');
    const known = await this.actors.member(token.workspaceId, token.memberId);
    if (!known) throw new NotFound('token');
    await this.revoke(token, known.actor, address);
  }

  async revokeIn(actor: Actor, id: string, address: string): Promise<void> {
    const token = await this.tokens.findById(id);
    if (token?.workspaceId !== actor.workspaceId) throw new NotFound('token');
    await this.revoke(token, actor, address);
  }

  private async revoke(token: ApiToken, actor: Actor, address: string): Promise<void> {
    await this.store.together(async (query) => {
      await this.tokens.revoke(query, token.id);
      await this.signIns.note('token_revoked', token.userId, address, query);
      await this.tenancy.inWorkspace(actor, async (tx) => tx.audit('revoke', 'token', token.id));
    });
    // Afterwards: a request in between would have remembered the token as one that works.
    this.tokens.forget(token.userId);
  }

  /** Those of members who still are: others' open nothing. */
  private async shown(tokens: ApiToken[]): Promise<TokenView[]> {
    const views: TokenView[] = [];
    for (const token of tokens) {
      const known = await this.actors.member(token.workspaceId, token.memberId);
      if (known) views.push(viewOf(token, known));
    }
    return views;
  }
}

function viewOf(token: ApiToken, { actor, workspaceName }: KnownMember): TokenView {
  return {
    id: token.id,
    workspace: actor.slug,
    workspaceName,
    memberName: actor.name,
    name: token.name,
    scopes: token.scopes,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  };
}

/** Whether a session sees the workspace of a token: one that is bound to another does not. */
function opens({ memberships }: Session, { workspaceId }: ApiToken): boolean {
  return memberships.some((one) => one.workspaceId === workspaceId);
}
