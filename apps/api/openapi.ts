import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Describes every route as OpenAPI, with a page to read it where the web app is served: `/api/docs`, `/api/openapi.json`. */
export function documentApi(app: NestFastifyApplication, options: { page: boolean }): void {
  const outline = new DocumentBuilder()
    .setTitle('Plumbline')
    .setDescription(
      'Holds what companies say against what they do. Errors are application/problem+json and list every problem by ' +
        'path. Sign in with POST /api/session; the session is a cookie.',
    )
    .setVersion('1')
    .addCookieAuth('session')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, outline), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    ui: options.page,
    customSiteTitle: 'Plumbline API',
  });
}
