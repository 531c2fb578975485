import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NONCE_PLACE = /__CSP_NONCE__/g;

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves the built web app: hashed assets for a year, and the one page for every address that is not the API's. */
export async function serveWeb(app: NestFastifyApplication, webRoot: string): Promise<void> {
  const pageFile = join(webRoot, 'index.html');
  if (!existsSync(pageFile)) throw new Error(`the web app is not built: ${pageFile} is missing. Run npm run build.`);
  const page = readFileSync(pageFile, 'utf8');
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic as never, {
    root: webRoot,
    index: false,
    wildcard: false,
    globIgnore: ['index.html'],
    setHeaders: (reply: { header(name: string, value: string): unknown }, path: string) => {
      const hashed = path.includes('/assets/');
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const sendPage = (_request: FastifyRequest, reply: FastifyReply): void => {
    const nonce = randomBytes(16).toString('base64');
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
      .send(page.replaceAll(NONCE_PLACE, nonce));
  };
  for (const path of ['/', '/sign-in', '/sign-in/done', '/invitation', '/reset', '/account', '/w/*'])
    fastify.get(path, sendPage);
  // An address that is mistyped in a browser is told by the page; to everything else it is a problem like any other.
  fastify.get('/*', (request, reply) => {
    const isTyped = request.headers.accept?.includes('text/html') && !/^\/(api|assets)(\/|$)/.test(request.url);
    if (isTyped) sendPage(request, reply.status(404));
    else reply.callNotFound();
  });
}
