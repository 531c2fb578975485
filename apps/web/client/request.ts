import { Problem } from '@libs/contracts';
import type { z } from 'zod';

/** The server answered and refused. `problem.problems` lists what is wrong by path. */
export class RequestRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'RequestRefused';
  }
}

/** No answer came: the server is down, or the line is. */
export class ServerUnreachable extends Error {
  constructor(cause: unknown) {
    super('The server does not answer.', { cause });
    this.name = 'ServerUnreachable';
  }
}

/** An answer came that is not what the contract says: the page and the server are of different versions. */
export class AnswerNotUnderstood extends Error {
  constructor(path: string, where: string) {
    super(
      `The answer of ${path} is not as agreed at “${where}”. Load the page again; it may be older than the server.`,
    );
    this.name = 'AnswerNotUnderstood';
  }
}

async function parsed<Schema extends z.ZodType>(path: string, response: Response, schema: Schema) {
  const answer = schema.safeParse(await response.json());
  if (answer.success) return answer.data;
  throw new AnswerNotUnderstood(path, answer.error.issues[0]?.path.join('.') ?? '');
}

/** Keys of actions that no answer came to: the same action tried again is the same action to the server. */
const unanswered = new Map<string, string>();
const WAITS_MS = [300, 1500];

async function fetchOnce(path: string, init: RequestInit): Promise<Response> {
  const action = JSON.stringify([init.method, path, init.headers, init.body]);
  const key = unanswered.get(action) ?? crypto.randomUUID();
  unanswered.set(action, key);
  const keyed = { ...init, headers: { ...init.headers, 'idempotency-key': key } };
  for (const wait of WAITS_MS) {
    const response = await fetch(path, keyed).catch(() => null);
    if (response) return answered(action, response);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  return answered(action, await fetch(path, keyed));
}

function answered(action: string, response: Response): Response {
  unanswered.delete(action);
  return response;
}

/**
 * The version that was seen travels beside the body. Every other program does the same with the `ETag` of what it read.
 */
function partsOf(body: unknown): { headers: Record<string, string>; body: unknown } {
  if (typeof body !== 'object' || body === null || !('version' in body)) return { headers: {}, body };
  const { version, ...rest } = body;
  return {
    headers: typeof version === 'number' ? { 'if-match': `"${version}"` } : {},
    body: rest,
  };
}

/**
 * Sends a body whose answer says nothing, or reads it by hand. What changes a workspace is done once, however often it
 * has to be sent.
 */
export async function send(method: string, path: string, input?: unknown): Promise<Response> {
  const { headers, body } = partsOf(input);
  const init: RequestInit = { method, headers: { accept: 'application/json', ...headers }, credentials: 'same-origin' };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }
  const isAction = method !== 'GET' && path.startsWith('/api/workspaces/');
  return deliver(path, init, isAction);
}

async function deliver(path: string, init: RequestInit, isAction: boolean): Promise<Response> {
  let response: Response;
  try {
    response = await (isAction ? fetchOnce(path, init) : fetch(path, init));
  } catch (cause) {
    throw new ServerUnreachable(cause);
  }
  if (response.ok) return response;
  throw new RequestRefused(await readProblem(response));
}

async function readProblem(response: Response): Promise<Problem> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: `The server answered ${response.status} without saying why.`,
    code: 'no_problem_given',
    requestId: response.headers.get('x-request-id') ?? '',
  };
}

/** Reads one address and checks the answer against its contract. */
export async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const response = await send('GET', path);
  return parsed(path, response, schema);
}

/** Sends a body and checks the answer against its contract. */
export async function write<Schema extends z.ZodType>(
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: unknown,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const response = await send(method, path, body);
  return parsed(path, response, schema);
}

/** Sends a file as it is, under its name, and checks the answer against its contract. */
export async function sendFile<Schema extends z.ZodType>(
  path: string,
  file: File,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  };
  const response = await deliver(path, { method: 'PUT', headers, credentials: 'same-origin', body: file }, false);
  return parsed(path, response, schema);
}

export async function remove(path: string): Promise<void> {
  await send('DELETE', path);
}

export const isRefusedAs = (error: unknown, status: number): boolean =>
  error instanceof RequestRefused && error.problem.status === status;

/** Somebody wrote the record after it was read here. */
export const isStale = (error: unknown): boolean =>
  error instanceof RequestRefused && error.problem.code === 'stale_version';
