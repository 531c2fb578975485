import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { LoggerService, NestInterceptor } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { FrontDoor } from '@libs/platform/access';
import { contractPipe, EtagInterceptor, ProblemFilter, type ErrorLog } from '@libs/platform/http';
import { ApiModule, type ApiOptions } from './api.module.ts';
import { limitBodies } from './bodies.ts';
import { documentApi } from './openapi.ts';
import { protect, refuseAddress } from './protection.ts';
import { Readiness } from './readiness.ts';

export interface ApplicationOptions extends ApiOptions {
  log: ErrorLog;
  nestLog: LoggerService | false;
  /** Folder of the built web app; null serves the API alone. */
  webRoot: string | null;
  /** Whether anybody may read the description of the API; left out, nobody. */
  openDocs?: boolean;
  /** Addresses of proxies whose word on the caller's address is taken; left out, the caller is who connects. */
  trustedProxies?: string[];
  /** Looks at every answer before it is sent. */
  interceptors?: NestInterceptor[];
}

/** A request has to come in whole within a minute, its body too; a connection on which nothing moves is ended. */
const TIMEOUTS = { requestTimeout: 60_000, connectionTimeout: 120_000 };

/** The HTTP application: used by the server and by the tests, which differ in nothing but the database. */
export async function createApplication(options: ApplicationOptions): Promise<NestFastifyApplication> {
  const { trustedProxies = [] } = options;
  const trustProxy = trustedProxies.length > 0 ? trustedProxies : false;
  const adapter = new FastifyAdapter({
    ...TIMEOUTS,
    genReqId: () => randomUUID(),
    trustProxy,
    frameworkErrors: refuseAddress as never,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(options), adapter, {
    logger: options.nestLog,
    abortOnError: false,
    // The framework would add a parser for forms.
    bodyParser: false,
    forceCloseConnections: true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(cookie as never);
  limitBodies(fastify as never);
  app.get(Readiness).watch(fastify as never);
  protect(fastify as never, options.publicUrl, app.get(FrontDoor));
  app.useGlobalPipes(contractPipe());
  app.useGlobalInterceptors(new EtagInterceptor());
  if (options.interceptors) app.useGlobalInterceptors(...options.interceptors);
  app.useGlobalFilters(new ProblemFilter(options.log));
  if (options.openDocs) documentApi(app, { page: options.webRoot !== null });
  if (options.webRoot) {
    const { serveWeb } = await import('./web.ts');
    await serveWeb(app, options.webRoot);
  }
  await app.init();
  await fastify.ready();
  return app;
}
