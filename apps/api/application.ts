import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { LoggerService, NestInterceptor } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { contractPipe, ProblemFilter, type ErrorLog } from '@libs/platform/http';
import { ApiModule, type ApiOptions } from './api.module.ts';
import { documentApi } from './openapi.ts';

const BODY_LIMIT = 16 * 1024 * 1024;

export interface ApplicationOptions extends ApiOptions {
  log: ErrorLog;
  nestLog: LoggerService | false;
  /** Folder of the built web app; null serves the API alone. */
  webRoot: string | null;
  /** Looks at every answer before it is sent. */
  interceptors?: NestInterceptor[];
}

/** The HTTP application: used by the server and by the tests, which differ in nothing but the database. */
export async function createApplication(options: ApplicationOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, genReqId: () => randomUUID(), trustProxy: false });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(options), adapter, {
    logger: options.nestLog,
    abortOnError: false,
    // The framework would add a parser for forms.
    bodyParser: false,
    forceCloseConnections: true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(cookie as never);
  // JSON is the only body there is: forms and plain text are refused with 415, which also closes a way of forgery.
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-content-type-options', 'nosniff');
    void reply.header('referrer-policy', 'no-referrer');
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
  app.useGlobalPipes(contractPipe());
  if (options.interceptors) app.useGlobalInterceptors(...options.interceptors);
  app.useGlobalFilters(new ProblemFilter(options.log));
  documentApi(app, { page: options.webRoot !== null });
  if (options.webRoot) {
    const { serveWeb } = await import('./web.ts');
    await serveWeb(app, options.webRoot);
  }
  await app.init();
  await fastify.ready();
  return app;
}
