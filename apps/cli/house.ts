import 'reflect-metadata';
import { userInfo } from 'node:os';
import { Module } from '@nestjs/common';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '@libs/platform/access';
import { publicUrlOf, readConfig, type Config } from '@libs/platform/config';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { JobsModule } from '@libs/platform/jobs';
import { openDatabase, type OpenDatabase } from '@libs/platform/opening';
import { SealingModule } from '@libs/platform/sealing';
import { Tenancy, TenancyModule, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';
import { MIGRATIONS } from '../../migrations/index.ts';
import { loadDemo } from '../demo.ts';
import { roomModules } from '../rooms.ts';

@Module({})
class CommandLineModule {
  static forRoot(config: Config, urls: { runtimeUrl: string; identityUrl: string }): DynamicModule {
    return {
      module: CommandLineModule,
      imports: [
        TenancyModule.forRoot({ runtimeUrl: urls.runtimeUrl, poolSize: 4 }),
        SealingModule.forRoot(config.sealing),
        AccessModule.forRoot({ identityUrl: urls.identityUrl, publicUrl: publicUrlOf(config) }),
        // What a command causes is written down for the server or a worker.
        JobsModule.forRoot({ queueUrl: null }),
        ...roomModules({
          demo: config.demo,
          letterProcesses: config.letterProcesses,
          fetchProxy: config.fetchProxy,
          checkpoints: { ...config.checkpoints, everyHour: false },
        }),
      ],
    };
  }
}

/** The rooms without HTTP, on the database that the configuration names. */
export class House {
  private constructor(
    readonly rooms: INestApplicationContext,
    readonly config: Config,
    readonly database: OpenDatabase,
  ) {}

  /** Opens everything, runs the work, and closes everything, whatever happens. */
  static async open<Result>(message: (line: string) => void, work: (house: House) => Promise<Result>): Promise<Result> {
    const config = readConfig();
    const database = await openDatabase(config, MIGRATIONS, message);
    try {
      const rooms = await NestFactory.createApplicationContext(CommandLineModule.forRoot(config, database), {
        logger: false,
        abortOnError: false,
      });
      try {
        if (config.demo) await loadDemo(rooms, message);
        return await work(new House(rooms, config, database));
      } finally {
        await rooms.close();
      }
    } finally {
      await database.close();
    }
  }

  get auditName(): string {
    return `cli:${userInfo().username}`;
  }

  /** The workspace that is named, or the only one there is. */
  async actor(named: string | undefined): Promise<Actor> {
    const workspaces = this.rooms.get(WorkspacesService);
    const all = await workspaces.list();
    const found = named
      ? all.find((one) => one.slug === named || one.workspaceId === named)
      : all.length === 1
        ? all[0]
        : undefined;
    if (!found)
      throw this.noWorkspace(
        named,
        all.map((one) => one.slug),
      );
    return workspaces.actorFor(found.workspaceId, found.slug, this.auditName);
  }

  async inWorkspace<Result>(
    named: string | undefined,
    work: (tx: WorkspaceTransaction) => Promise<Result>,
  ): Promise<Result> {
    return this.rooms.get(Tenancy).inWorkspace(await this.actor(named), work);
  }

  private noWorkspace(named: string | undefined, slugs: string[]): Error {
    if (slugs.length === 0)
      return new RuleBroken('no_workspace', 'There is no workspace yet: plumbline workspace create');
    const known = slugs.join(', ');
    const message = named ? `there is no workspace ${named}; there are: ${known}` : `say which workspace: ${known}`;
    return new InvalidInput([{ path: '--workspace', code: 'workspace', message }]);
  }
}
