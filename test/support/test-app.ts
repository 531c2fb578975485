import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '@libs/domain/vocabulary';
import { IdentityStore, SessionsService } from '@libs/platform/access';
import { Tenancy, type Actor, type WorkspaceTransaction } from '@libs/platform/tenancy';
import { WorkspacesService } from '@libs/workspaces';
import { createApplication } from '../../apps/api/application.ts';
import { ResponseCheck } from './response-check.interceptor.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const PUBLIC_URL = 'http://127.0.0.1:4400';
const ROLES: Role[] = ['admin', 'lead', 'analyst', 'drafter', 'viewer'];

export interface Answer {
  status: number;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  headers: Record<string, string>;
  text: string;
  bytes: Buffer;
}

/** A member who is signed in, and the requests made as that person. `path` starts behind the workspace. */
export class Person {
  constructor(
    private readonly base: string,
    private readonly cookie: string,
    readonly workspace: string,
    readonly memberId: string,
    readonly role: Role,
  ) {}

  get = (path: string) => this.send('GET', path);
  post = (path: string, body?: unknown) => this.send('POST', path, body);
  patch = (path: string, body?: unknown) => this.send('PATCH', path, body);
  put = (path: string, body?: unknown) => this.send('PUT', path, body);

  async send(method: string, path: string, body?: unknown, workspace = this.workspace): Promise<Answer> {
    return this.sendWith({}, method, path, body, workspace);
  }

  /** Sends headers of the test's own too. A `version` in the body is what the person saw, and goes as `If-Match`. */
  async sendWith(
    headers: Record<string, string>,
    method: string,
    path: string,
    input?: unknown,
    workspace = this.workspace,
  ): Promise<Answer> {
    const { seen, body } = versionOf(input);
    return request(this.base, method, this.address(path, workspace), body, {
      cookie: this.cookie,
      ...seen,
      ...headers,
    });
  }

  /** Uploads bytes under a name. */
  async upload(name: string, bytes: Uint8Array | string, headers: Record<string, string> = {}): Promise<Answer> {
    return request(this.base, 'PUT', this.address('files'), bytes, {
      cookie: this.cookie,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      ...headers,
    });
  }

  /** The same action under the same key is done once. */
  async once(key: string, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.sendWith({ 'idempotency-key': key }, method, path, body);
  }

  private address(path: string, workspace = this.workspace): string {
    return path.startsWith('/api') ? path : `/api/workspaces/${workspace}/${path}`;
  }
}

function versionOf(input: unknown): { seen: Record<string, string>; body: unknown } {
  const isPlain = typeof input === 'object' && input !== null && !(input instanceof Uint8Array);
  if (!isPlain || !('version' in input)) return { seen: {}, body: input };
  const { version, ...body } = input;
  return {
    seen: typeof version === 'number' ? { 'if-match': `"${version}"` } : {},
    body,
  };
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

export async function request(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: bodyOf(body) }),
    redirect: 'manual',
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString('utf8');
  const isJson = /json\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    body: isJson && text !== '' ? JSON.parse(text) : null,
    headers: Object.fromEntries(response.headers),
    text,
    bytes,
  };
}

/** Checkpoints in a folder of the test, with a key that is made at the first. */
export function checkpointsIn(folder: string) {
  return { folder, keyFile: join(folder, 'key.pem'), makesKey: true, everyHour: false };
}

/** Keys that seal secrets, beside the checkpoints of a test. */
export function sealingIn(folder: string) {
  return { keyFile: join(folder, 'sealing-keys.txt'), makesKey: true };
}

export type People = Record<Role, Person>;

/** The real application on a database of its own, as the runtime login, with contracts checked on every answer. */
export class TestApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly base: string,
    readonly checkpointFolder: string,
  ) {}

  /**
   * @param options.worksJobs whether it works jobs itself, as the login `queue`
   * @param options.fetchProxy the proxy that it fetches documents through, which looks names up
   */
  static async start({
    worksJobs = false,
    fetchProxy,
  }: { worksJobs?: boolean; fetchProxy?: string } = {}): Promise<TestApp> {
    return TestApp.on(await openTestDatabase(), worksJobs, fetchProxy);
  }

  /** A second process on the database of the first, which works jobs too. Close its `app` alone. */
  static besides(first: TestApp): Promise<TestApp> {
    return TestApp.on(first.database, true);
  }

  private static async on(database: TestDatabase, worksJobs: boolean, fetchProxy?: string): Promise<TestApp> {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-checkpoints-'));
    const app = await createApplication({
      runtimeUrl: database.url('runtime'),
      identityUrl: database.url('identity'),
      queueUrl: worksJobs ? database.url('queue') : null,
      publicUrl: PUBLIC_URL,
      poolSize: 6,
      demo: false,
      letterProcesses: 1,
      ...(fetchProxy && { fetchProxy: { address: fetchProxy, names: 'proxy' } }),
      checkpoints: checkpointsIn(folder),
      sealing: sealingIn(folder),
      log: { error: (fields, message) => console.error(message, fields) },
      nestLog: false,
      webRoot: null,
      openDocs: true,
      interceptors: [new ResponseCheck()],
    });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new TestApp(app, database, `http://127.0.0.1:${port}`, folder);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    rmSync(this.checkpointFolder, { recursive: true, force: true });
  }

  anonymous(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return request(this.base, method, url, body, headers);
  }

  /** A workspace with one signed-in member of each role. */
  async workspace(slug: string): Promise<People> {
    const workspaces = this.app.get(WorkspacesService);
    const workspaceId = await workspaces.create({ slug, name: `Workspace ${slug}` }, 'test');
    const actor = await workspaces.actorFor(workspaceId, slug, 'test');
    const people: Partial<People> = {};
    for (const role of ROLES) people[role] = await this.member(actor, role);
    return people as People;
  }

  /** One more member, signed in. */
  async member(actor: Actor, role: Role): Promise<Person> {
    const store = this.app.get(IdentityStore);
    const userId = uuidv7();
    const email = `${role}-${userId}@example.org`;
    const name = `${role[0]!.toUpperCase()}${role.slice(1)} Example`;
    await store.query('insert into identity.user_account (id, email, name, created_at) values ($1, $2, $3, now())', [
      userId,
      email,
      name,
    ]);
    const { memberId } = await this.app.get(WorkspacesService).addUser(actor, { email, name, role });
    const token = await this.app.get(SessionsService).begin({ id: userId, email, name });
    return new Person(this.base, `plumbline_4400=${token}`, actor.slug, memberId, role);
  }

  /** Work on the tenant tables as the command line of a workspace would do it. */
  async inWorkspace<Result>(slug: string, work: (tx: WorkspaceTransaction) => Promise<Result>): Promise<Result> {
    const workspaces = this.app.get(WorkspacesService);
    const found = await workspaces.find(slug);
    const actor = await workspaces.actorFor(found!.workspaceId, slug, 'test');
    return this.app.get(Tenancy).inWorkspace(actor, work);
  }
}
