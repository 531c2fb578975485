import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Problem } from '@libs/contracts';

/** Bytes of a body, by the last part of its route that says something; a captured text has 2,000,000 characters. */
export const LARGEST_BODY = 16 * 1024 * 1024;
const BODY_LIMIT = 1024 * 1024;
const SIGN_IN_LIMIT = 16 * 1024;
const TAKES_LARGE_BODIES = /\/(cases|sources|captures)$/;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Nothing of the API is a page. What is looked at in a browser sets a policy of its own. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The page that describes the API, which comes with styles in its text. */
const DOCS_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Headers of every answer, the hosts that are answered, and how much a body may hold. Comes before the routes. */
export function protect(fastify: FastifyInstance, publicUrl: string): void {
  const url = new URL(publicUrl);
  fastify.addHook('onRoute', (route: RouteOptions) => {
    if (route.url === '/api/session') route.bodyLimit = SIGN_IN_LIMIT;
    else route.bodyLimit = TAKES_LARGE_BODIES.test(route.url) ? LARGEST_BODY : BODY_LIMIT;
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (isOurHost(request, url)) return;
    return refuseHost(request, reply);
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
