import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { CheckpointPage, ListCheckpoints } from '@libs/contracts';
import {
  CHECKPOINT_FORMAT,
  CheckpointFile,
  publicKeysIn,
  trustedCheckpoints,
  type Checkpoint,
  type CheckpointPlaces,
  type TrustedCheckpoints,
} from '@libs/platform/audit';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';

export interface CheckpointOptions extends CheckpointPlaces {
  /** Whether this process writes checkpoints by the clock. */
  everyHour: boolean;
}

export const CHECKPOINT_OPTIONS = Symbol('where checkpoints are kept');

const HOUR = 3_600_000;
const FIRST_LOOK = 10_000;
const LOOK_EVERY = 5 * 60_000;

/** The lock under which processes take turns at the file. Any number does that nothing else here uses. */
const WRITING_CHECKPOINTS = 4_711_032;

/** Signed checkpoints of the trails, kept outside the database (security-bar U2). */
@Injectable()
export class CheckpointsService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly file: CheckpointFile;
  private readonly log = new Logger('Checkpoints');
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly workspaces: WorkspacesService,
    @Inject(CHECKPOINT_OPTIONS) private readonly options: CheckpointOptions,
  ) {
    this.file = new CheckpointFile(options);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.everyHour) return;
    await this.file.prepare();
    this.lookAgain(FIRST_LOOK);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.looking;
  }

  /** Signs where the workspace's trail stands now. A state that was signed already gives that checkpoint again. */
  take(actor: Actor): Promise<Checkpoint> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [WRITING_CHECKPOINTS]);
      return this.signHead(tx);
    });
  }

  /**
   * Signs every trail that has events since its last checkpoint, where that is an hour old. What is due is read from
   * the file, so it outlives a restart, and whoever finds another process at it leaves it to that one.
   * @returns how many were written
   */
  async takeDue(now = new Date()): Promise<number> {
    let written = 0;
    for (const { workspaceId, slug } of await this.workspaces.list()) {
      const latest = await this.file.latest(workspaceId);
      if (latest && now.getTime() - Date.parse(latest.at) < HOUR) continue;
      const actor = await this.workspaces.actorFor(workspaceId, slug, 'system:checkpoints');
      written += await this.tenancy.inWorkspace(actor, async (tx) => {
        const locks = await tx.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [
          WRITING_CHECKPOINTS,
        ]);
        if (!locks[0]!.free) return 0;
        const before = await this.file.latest(workspaceId);
        return before?.signature === (await this.signHead(tx)).signature ? 0 : 1;
      });
    }
    return written;
  }

  /** Puts a new signing key in the place of the old one. Checkpoints of the old one stay good. */
  changeKey(actor: Actor): Promise<{ from: string; to: string }> {
    return this.tenancy.inWorkspace(actor, async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [WRITING_CHECKPOINTS]);
      const changed = await this.file.changeKey(tx.now.toISOString());
      tx.audit('change_key', 'checkpoint', null, changed);
      return changed;
    });
  }

  /** Checkpoints of the workspace, newest first, with the keys that they are checked with. */
  async page({ workspaceId }: Actor, { limit, offset }: ListCheckpoints): Promise<CheckpointPage> {
    const items: Checkpoint[] = [];
    for await (const { record } of this.file.lines(workspaceId)) {
      if (record.format === CHECKPOINT_FORMAT) items.push(record);
    }
    items.reverse();
    return {
      items: items.slice(offset, offset + limit),
      total: items.length,
      publicKeys: await this.file.publicKeys(),
    };
  }

  /** The workspace's checkpoints that carry a good signature of a key of ours, and what is wrong with the others. */
  async trusted(workspaceId: string): Promise<TrustedCheckpoints> {
    const keys = publicKeysIn(await this.file.publicKeys(), 'public-key.pem');
    return trustedCheckpoints(textsOf(this.file.lines(workspaceId)), keys, workspaceId);
  }

  /** The workspace's lines of the file as they were written, for keeping elsewhere. */
  async *download({ workspaceId }: Actor): AsyncIterable<string> {
    for await (const { line } of this.file.lines(workspaceId)) yield `${line}\n`;
  }

  /** Reads the head without holding it: what is appended meanwhile waits for the next checkpoint. */
  private async signHead(tx: WorkspaceTransaction): Promise<Checkpoint> {
    const heads = await tx.query<{ seq: string; hash: string }>(
      'select seq::text, hash from app.audit_head where workspace_id = $1',
      [tx.workspaceId],
    );
    const place = { workspace: tx.workspaceId, seq: Number(heads[0]!.seq), head: heads[0]!.hash };
    const latest = await this.file.latest(tx.workspaceId);
    if (latest?.seq === place.seq && latest.head === place.head) return latest;
    return this.file.add({ ...place, at: tx.now.toISOString() });
  }

  private lookAgain(after: number): void {
    this.timer = setTimeout(() => {
      this.looking = this.takeDue()
        .catch((error: unknown) => this.log.error(`no checkpoint was written: ${String(error)}`))
        .then(() => this.timer && this.lookAgain(LOOK_EVERY));
    }, after);
    this.timer.unref();
  }
}

async function* textsOf(lines: AsyncIterable<{ line: string }>): AsyncIterable<string> {
  for await (const { line } of lines) yield line;
}
