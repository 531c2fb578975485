import type { OpenAPIObject } from '@nestjs/swagger';
import { isScope, PERMISSIONS, Problem, type Permission } from '@libs/contracts';
import { z } from 'zod';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { 'x-permission'?: Permission | 'self' };
type Responses = Operation['responses'];
type Reference = { $ref: string };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every refusal that the program gives on purpose: its name in the document, why, and an answer as it is sent. */
const REFUSALS: Record<number, { name: string; why: string; title: string; code: string; detail: string }> = {
  400: {
    name: 'BadRequest',
    why: 'The body is no JSON, has a member that is not known here, or a token comes together with a cookie.',
    title: 'Unknown member',
    code: 'unknown_member',
    detail: 'owner: is not known here; check the spelling or leave it out',
  },
  401: {
    name: 'NotSignedIn',
    why: 'Nobody is signed in, or the address or password is wrong.',
    title: 'Not signed in',
    code: 'not_signed_in',
    detail: 'Sign in first.',
  },
  403: {
    name: 'NotAllowed',
    why: 'The role may not do this, the token has no such scope, or the request comes from a page of another site.',
    title: 'Not allowed',
    code: 'not_allowed',
    detail: 'Your role here is viewer. It may not do this (claim.record).',
  },
  404: {
    name: 'NotFound',
    why: 'There is no such record here: it does not exist, may not be seen, or belongs to another workspace.',
    title: 'Not found',
    code: 'not_found',
    detail: 'There is no such claim in this workspace.',
  },
  409: {
    name: 'RuleBroken',
    why: 'A rule refuses this as things stand; `code` names it.',
    title: 'Refused by a rule',
    code: 'still_relied_on',
    detail: 'Other records rely on this claim: A-14. Withdraw or change them first.',
  },
  412: {
    name: 'Stale',
    why: 'Somebody has written since the version in `If-Match`. Nothing was changed; `problems` names the fields that differ.',
    title: 'Changed meanwhile',
    code: 'stale_version',
    detail: 'You changed version 1 of this record. It is at version 2 now. Read it again and repeat the change.',
  },
  422: {
    name: 'InvalidInput',
    why: 'A value is missing, of the wrong type, or not accepted. Every problem is listed by path.',
    title: 'Invalid input',
    code: 'invalid_input',
    detail: 'publishedOn: 2019-02-30 is not in the calendar',
  },
  428: {
    name: 'VersionMissing',
    why: 'A change needs the version that its writer saw, in `If-Match`.',
    title: 'Version missing',
    code: 'version_missing',
    detail: 'Send the ETag of the record as you read it in If-Match, so that nobody’s change is written over.',
  },
  429: {
    name: 'TooManyTries',
    why: 'Too many failed sign-ins. `Retry-After` says when to try again.',
    title: 'Too many tries',
    code: 'too_many_tries',
    detail: 'Too many tries. Wait 15 minutes.',
  },
  503: {
    name: 'NotReady',
    why: 'The database is busy, out of reach or starting. `Retry-After` says when to try again; nothing was written.',
    title: 'Database not ready',
    code: 'database_down',
    detail: 'The database does not answer. Try again in a second.',
  },
};

/** Answers without the database. */
const ALWAYS_READY = '/api/health/live';

function statusesOf(path: string, method: string, operation: Operation): number[] {
  const changes = method !== 'get';
  const isTenant = path.includes('{workspace}');
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  const isLink = ['/api/invitations/look', '/api/invitations/join', '/api/me/invitations', '/api/resets'].includes(
    path,
  );
  const isSignIn = method === 'post' && /^\/api\/(session|session\/second-step|me\/confirmation)$/.test(path);
  return [
    ...(takesInput ? [400, 422] : []),
    ...(operation['x-permission'] || isSignIn ? [401] : []),
    ...(isTenant || changes ? [403] : []),
    ...(isTenant || isLink ? [404] : []),
    ...((isTenant || isLink) && changes ? [409] : []),
    ...versionStatuses(operation),
    ...(isSignIn ? [429] : []),
    ...(path === ALWAYS_READY ? [] : [503]),
  ];
}

function versionStatuses({ parameters = [] }: Operation): number[] {
  const header = parameters.find((one) => !('$ref' in one) && one.name === 'If-Match');
  if (!header || '$ref' in header) return [];
  return header.required ? [412, 428] : [412];
}

function whoMay(permission: Permission | 'self' | undefined): string {
  if (permission === undefined) return 'Needs no sign-in.';
  if (permission === 'self') return 'For whoever is signed in.';
  return `For the roles ${PERMISSIONS[permission].join(', ')}.`;
}

/** A token opens a workspace; the own account is for the person alone. */
function securityOf(permission: Permission | 'self' | undefined): Record<string, string[]>[] {
  if (permission === undefined) return [];
  return isScope(permission) ? [{ session: [] }, { token: [] }] : [{ session: [] }];
}

function nameWorkspace(path: string, operation: Operation): void {
  if (!path.includes('{workspace}')) return;
  const workspace = {
    name: 'workspace',
    in: 'path' as const,
    required: true,
    description: 'Slug or id of the workspace',
    schema: { type: 'string' },
  };
  const others = (operation.parameters ?? []).filter((one) => '$ref' in one || one.name !== 'workspace');
  operation.parameters = [workspace, ...others];
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'A name of your own for this action, new for each. Sent again with it within 24 hours, the action is not done ' +
    'again: the first answer is repeated, with `Idempotent-Replayed: true`. 409 `still_running` while it is worked ' +
    'on, 422 `idempotency_key_reused` for another request. What was refused is not kept.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '5f0c1c5e-8a0b-4a51-9d0c-8b2b4f1f6d8e',
};

function describeAnswers(responses: Responses): void {
  for (const [status, response] of Object.entries(responses)) {
    if (!response || '$ref' in response) continue;
    if (response.description === '') response.description = status === '201' ? 'What was recorded.' : 'As asked for.';
    if (Number(status) >= 400) response.content ??= problemContent();
  }
}

function problemContent() {
  return { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
}

/** What the framework does not know of a route: the workspace in its address, who may call it, and how it refuses. */
export function addRefusals(document: OpenAPIObject): OpenAPIObject {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = operations[method] as Operation | undefined;
      if (!operation) continue;
      const refused = statusesOf(path, method, operation);
      nameWorkspace(path, operation);
      if (path.includes('{workspace}') && method !== 'get') {
        operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
      }
      operation.description = [operation.description, whoMay(operation['x-permission'])].filter(Boolean).join(' ');
      operation.security = securityOf(operation['x-permission']);
      describeAnswers(operation.responses);
      for (const status of refused) {
        const reference: Reference = { $ref: `#/components/responses/${REFUSALS[status]!.name}` };
        operation.responses[String(status)] ??= reference;
      }
    }
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema() },
    responses: Object.fromEntries(
      Object.entries(REFUSALS).map(([status, { name }]) => [name, refusal(Number(status))]),
    ),
  };
  return document;
}

function problemSchema() {
  return z.toJSONSchema(Problem, { target: 'openapi-3.0', io: 'output' }) as never;
}

function refusal(status: number) {
  const { why, title, code, detail } = REFUSALS[status]!;
  const type = `urn:plumbline:problem:${code}`;
  const example: Problem = { type, title, status, detail, code, requestId: '01930000-0000-7000-8000-00000000000a' };
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description: why, content: { 'application/problem+json': { schema, example } } };
}
