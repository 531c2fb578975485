import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '@libs/contracts';
import type { FrontDoor } from '@libs/platform/access';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Fastify reads no body of these. */
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** Nothing of the API is a page. What is looked at in a browser sets a policy of its own. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The page that describes the API, which comes with styles in its text. */
const DOCS_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Headers of every answer, the hosts that are answered, and who may send a body at all. Comes before the routes. */
export function protect(fastify: FastifyInstance, publicUrl: string, door: FrontDoor): void {
  const url = new URL(publicUrl);
  fastify.addHook('onRequest', async (request, reply) => {
    if (!isOurHost(request, url)) return refuseHost(request, reply);
    if (WITHOUT_BODY.has(request.method)) return undefined;
    if (request.is404) throw new NotFoundException(`Cannot ${request.method} ${request.url}`);
    await door.admit(request);
    return undefined;
  });
  fastify.addHook('onSend', async (request, reply, payload) => {
    void reply.header('x-content-type-options', 'nosniff');
    void reply.header('referrer-policy', 'no-referrer');
    void reply.header('cross-origin-resource-policy', 'same-origin');
    if (url.protocol === 'https:') void reply.header('strict-transport-security', 'max-age=31536000');
    // The route that was found, not the address as written: `/%61pi/me` is a way to write `/api/me`. An answer that
    // there is no such route is the API's as well.
    const route = request.routeOptions.url ?? '/api/';
    if (route.startsWith('/api/')) {
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      const policy = route.startsWith('/api/docs') ? DOCS_POLICY : API_POLICY;
      if (!reply.hasHeader('content-security-policy')) void reply.header('content-security-policy', policy);
    }
    return payload;
  });
}

/**
 * Whether a request names this server. A page elsewhere can point a name of its own at this machine, and its requests
 * would then count as the same origin (DNS rebinding): only the name gives it away. Probes ask by any address.
 */
function isOurHost(request: FastifyRequest, publicUrl: URL): boolean {
  const host = request.headers.host?.toLowerCase() ?? '';
  const name = host.replace(/:\d*$/, '');
  const isProbe = request.routeOptions.url?.startsWith('/api/health/') ?? false;
  return host === publicUrl.host || LOOPBACK.has(name) || isProbe;
}

/** An address that is none (`/api/%zz`) never reaches the hooks: its refusal brings the headers along. */
export function refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
  void reply.header('content-security-policy', API_POLICY);
  void sendProblem(reply, {
    type: 'urn:plumbline:problem:bad_request',
    title: 'Bad request',
    status: 400,
    detail: error.message,
    code: 'bad_request',
    requestId: String(request.id),
  });
}

function refuseHost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    type: 'urn:plumbline:problem:wrong_host',
    title: 'Wrong host',
    status: 421,
    detail: 'This server does not answer to that name. PUBLIC_URL says which one it has.',
    code: 'wrong_host',
    requestId: String(request.id),
  });
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
}
