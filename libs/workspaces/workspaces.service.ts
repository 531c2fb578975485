import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Line, type ReviseWorkspace, type WorkspaceView } from '@libs/contracts';
import type { Role } from '@libs/domain/vocabulary';
import { ActorsService, hashNewPassword, IdentityStore, SessionsService } from '@libs/platform/access';
import { CHAIN_START } from '@libs/platform/audit';
import { InvalidInput, NotFound, RuleBroken } from '@libs/platform/errors';
import { staleVersion, Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { insertAccount, MembershipsService } from './memberships.service.ts';

export interface NewWorkspace {
  slug: string;
  name: string;
  sample?: boolean;
}

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  legal?: boolean;
  /** Left out, a password is made up and returned. */
  password?: string;
}

interface WorkspaceRow {
  slug: string;
  name: string;
  sample: boolean;
  version: number;
  created_at: Date;
}

/** A name as it is kept: one line, not blank. */
function lineOf(path: string, text: string): string {
  const line = Line.safeParse(text);
  if (line.success) return line.data;
  const message = text.trim() === '' ? 'is empty' : 'is one line of at most 500 characters';
  throw new InvalidInput([{ path, code: 'line', message }]);
}

/** Use-cases on workspaces, their members and their accounts. */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: IdentityStore,
    private readonly sessions: SessionsService,
    private readonly actors: ActorsService,
    private readonly memberships: MembershipsService,
  ) {}

  /** Makes a workspace with its one audience of everybody and the start of its audit chain. */
  async create(workspace: NewWorkspace, auditName: string): Promise<string> {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(workspace.slug)) {
      throw new InvalidInput([{ path: 'slug', code: 'slug', message: 'use small letters, digits and hyphens' }]);
    }
    const name = lineOf('name', workspace.name);
    if (await this.find(workspace.slug))
      throw new RuleBroken('already_recorded', `There is a workspace ${workspace.slug} already.`);
    const workspaceId = uuidv7();
    const audienceId = uuidv7();
    const actor = { ...commandLineActor(workspaceId, workspace.slug, auditName), everyoneAudienceId: audienceId };
    await this.tenancy.inWorkspace(actor, async (tx) => {
      await tx.query('insert into app.workspace_directory (workspace_id, slug) values ($1, $2)', [
        workspaceId,
        workspace.slug,
      ]);
      await tx.query(
        'insert into app.workspace (workspace_id, slug, name, sample, created_at) values ($1, $2, $3, $4, $5)',
        [workspaceId, workspace.slug, name, workspace.sample ?? false, tx.now],
      );
      await tx.query(
        `insert into app.audience (workspace_id, id, name, kind) values ($1, $2, 'Everyone', 'workspace')`,
        [workspaceId, audienceId],
      );
      await tx.query('insert into app.audit_head (workspace_id, seq, hash) values ($1, 0, $2)', [
        workspaceId,
        CHAIN_START,
      ]);
      tx.audit('create', 'workspace', workspaceId, { slug: workspace.slug });
    });
    return workspaceId;
  }

  async find(slugOrId: string): Promise<{ workspaceId: string; slug: string } | null> {
    const rows = await this.tenancy.queryDirectory<{ workspace_id: string; slug: string }>(
      'select workspace_id, slug from app.workspace_directory where slug = $1 or workspace_id::text = $1',
      [slugOrId],
    );
    return rows[0] ? { workspaceId: rows[0].workspace_id, slug: rows[0].slug } : null;
  }

  async list(): Promise<{ workspaceId: string; slug: string }[]> {
    const rows = await this.tenancy.queryDirectory<{ workspace_id: string; slug: string }>(
      'select workspace_id, slug from app.workspace_directory order by slug',
      [],
    );
    return rows.map((row) => ({ workspaceId: row.workspace_id, slug: row.slug }));
  }

  /** Does something in each workspace, one short transaction after the other, seeing what everybody there sees. */
  async inEach(auditName: string, work: (tx: WorkspaceTransaction, slug: string) => Promise<void>): Promise<void> {
    for (const { workspaceId, slug } of await this.list()) {
      const actor = await this.actorFor(workspaceId, slug, auditName);
      await this.tenancy.inWorkspace(actor, (tx) => work(tx, slug));
    }
  }

  /** The workspace itself. */
  async read(tx: WorkspaceTransaction): Promise<WorkspaceView> {
    const rows = await tx.query<WorkspaceRow>(
      'select slug, name, sample, version, created_at from app.workspace where workspace_id = $1',
      [tx.workspaceId],
    );
    const row = rows[0];
    if (!row) throw new NotFound('workspace');
    const { slug, name, sample, version } = row;
    return { workspaceId: tx.workspaceId, slug, name, sample, version, createdAt: row.created_at.toISOString() };
  }

  /** Gives the workspace another name. Its name in addresses stays. */
  async rename(actor: Actor, { name, version }: ReviseWorkspace): Promise<WorkspaceView> {
    const renamed = await this.tenancy.inWorkspace(actor, async (tx) => {
      const before = await this.read(tx);
      const written = await tx.query(
        `update app.workspace set name = $3, version = version + 1
         where workspace_id = $1 and version = $2 returning version`,
        [tx.workspaceId, version, name],
      );
      if (written.length !== 1) throw staleVersion(before.version, version);
      tx.audit('rename', 'workspace', tx.workspaceId, { from: before.name, to: name });
      return this.read(tx);
    });
    this.actors.forget(actor.workspaceId);
    return renamed;
  }

  /** An actor for the command line: works as admin and sees what everybody in the workspace sees. */
  async actorFor(workspaceId: string, slug: string, auditName: string): Promise<Actor> {
    const actor = commandLineActor(workspaceId, slug, auditName);
    const rows = await this.tenancy.inWorkspace(actor, (tx) =>
      tx.query<{ id: string }>(`select id from app.audience where workspace_id = $1 and kind = 'workspace'`, [
        workspaceId,
      ]),
    );
    const everyone = rows[0];
    if (!everyone) throw new NotFound('workspace');
    return { ...actor, audiences: [everyone.id], everyoneAudienceId: everyone.id };
  }

  /**
   * Adds an account to a workspace as a member; the account is made where the address is new.
   * @returns the password that was made up, or null where one was given or the account existed
   */
  async addUser(actor: Actor, user: NewUser): Promise<{ memberId: string; madeUpPassword: string | null }> {
    if (!/^[^\s@]+@[^\s@]+$/.test(user.email) || user.email.length > 320) {
      throw new InvalidInput([{ path: 'email', code: 'email', message: 'is not an e-mail address' }]);
    }
    const name = lineOf('name', user.name);
    const known = await this.store.query<{ id: string }>(
      'select id from identity.user_account where lower(email) = lower($1)',
      [user.email],
    );
    const madeUp = user.password === undefined && !known[0] ? randomBytes(15).toString('base64url') : null;
    const names = [actor.slug, await this.nameOf(actor), ...namesIn(user.email)];
    const passwordHash = known[0] ? null : await hashNewPassword(user.password ?? madeUp!, names);
    const userId = known[0]?.id ?? uuidv7();
    const memberId = await this.memberships.join(actor, { userId, ...user, name }, async (query) => {
      if (passwordHash) await insertAccount(query, { userId, email: user.email, name, passwordHash });
    });
    return { memberId, madeUpPassword: madeUp };
  }

  /** Adds a user where the account is not a member yet. */
  async ensureUser(actor: Actor, user: NewUser): Promise<void> {
    const rows = await this.store.query(
      `select from identity.user_workspace uw join identity.user_account u on u.id = uw.user_id
       where lower(u.email) = lower($1) and uw.workspace_id = $2`,
      [user.email, actor.workspaceId],
    );
    if (rows.length === 0) await this.addUser(actor, user);
  }

  /** Gives an account a new password and ends its sessions. */
  async resetPassword(email: string, password?: string): Promise<string | null> {
    const madeUp = password === undefined ? randomBytes(15).toString('base64url') : null;
    const passwordHash = await hashNewPassword(password ?? madeUp!, await this.namesAround(email));
    const userId = await this.store.together(async (query) => {
      const rows = await query<{ id: string }>(
        'update identity.user_account set password_hash = $2 where lower(email) = lower($1) returning id',
        [email, passwordHash],
      );
      if (!rows[0]) throw new NotFound('account');
      await query(
        `insert into identity.security_event (id, at, kind, user_id) values ($1, now(), 'password_reset', $2)`,
        [uuidv7(), rows[0].id],
      );
      return rows[0].id;
    });
    await this.sessions.endAll(userId);
    return madeUp;
  }

  private async nameOf(actor: Actor): Promise<string> {
    const rows = await this.tenancy.inWorkspace(actor, (tx) =>
      tx.query<{ name: string }>('select name from app.workspace where workspace_id = $1', [tx.workspaceId]),
    );
    return rows[0]?.name ?? '';
  }

  /** Names that a guess at the password of an account would start with. */
  async namesAround(email: string): Promise<string[]> {
    const memberships = await this.store.query<{ workspace_id: string; member_id: string }>(
      `select uw.workspace_id, uw.member_id from identity.user_workspace uw
       join identity.user_account u on u.id = uw.user_id where lower(u.email) = lower($1)`,
      [email],
    );
    const names = namesIn(email);
    for (const { workspace_id: workspaceId, member_id: memberId } of memberships) {
      const member = await this.actors.member(workspaceId, memberId);
      if (member) names.push(member.actor.slug, member.workspaceName);
    }
    return names;
  }
}

/** The address, and what stands before and behind its sign: `anna@example.org` also names anna and example. */
export function namesIn(email: string): string[] {
  const [local = '', domain = ''] = email.split('@');
  return [email, local, domain, domain.replace(/\.[^.]*$/, '')];
}

function commandLineActor(workspaceId: string, slug: string, auditName: string): Actor {
  return {
    workspaceId,
    slug,
    memberId: null,
    name: auditName,
    role: 'admin',
    legal: false,
    auditName,
    audiences: [],
    everyoneAudienceId: '',
  };
}
