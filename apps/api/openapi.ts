import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { examples } from '@libs/contracts';
import { addRefusals } from './openapi-refusals.ts';

/** The whole API as OpenAPI 3.0: every route with its contract, an example body, who may call it and how it refuses. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('Plumbline')
    .setDescription(
      'Holds what companies say against what they do. Errors are application/problem+json and list every problem by ' +
        'path. Sign in with POST /api/session; the session is a cookie. A program sends a token of its own instead, made ' +
        'with POST /api/me/tokens: it opens one workspace, for the permissions that are its scopes.',
    )
    .setVersion('1')
    .addSecurity('session', { type: 'apiKey', in: 'cookie', name: 'plumbline' })
    .addSecurity('token', { type: 'http', scheme: 'bearer', bearerFormat: 'pl_live_…' })
    .build();
  const bodies = new Map<unknown, unknown>(examples().map(({ schema, taken, body }) => [taken ?? schema, body]));
  const document = SwaggerModule.createDocument(app, outline, {
    standardSchemaConverter: (schema, { schemaType }) => {
      if (schemaType !== 'input' || !bodies.has(schema)) return undefined;
      const described = z.toJSONSchema(schema as z.ZodType, { target: 'openapi-3.0', io: 'input' });
      return { schema: { ...described, example: bodies.get(schema) } };
    },
  });
  return addRefusals(document);
}

/** Serves the description of the API, with a page to read it where the web app is served: `/api/docs`, `/api/openapi.json`. */
export function documentApi(app: NestFastifyApplication, options: { page: boolean }): void {
  SwaggerModule.setup('api/docs', app, () => openApiOf(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    ui: options.page,
    customSiteTitle: 'Plumbline API',
  });
}
