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
    if (request.url.startsWith('/api/')) {
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      const policy = request.url.startsWith('/api/docs') ? DOCS_POLICY : API_POLICY;
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
  return host === publicUrl.host || LOOPBACK.has(name) || request.url.startsWith('/api/health/');
}

function refuseHost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem: Problem = {
    type: 'urn:plumbline:problem:wrong_host',
    title: 'Wrong host',
    status: 421,
    detail: 'This server does not answer to that name. PUBLIC_URL says which one it has.',
    code: 'wrong_host',
    requestId: String(request.id),
  };
  return reply.status(421).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
}
