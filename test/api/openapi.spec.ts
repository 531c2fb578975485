import { examples, PERMISSIONS } from '@libs/contracts';
import { TestApp } from '../support/test-app.ts';

interface Operation {
  summary?: string;
  description: string;
  'x-permission'?: string;
  requestBody?: { content: Record<string, { schema: { $ref?: string; example?: unknown } }> };
  responses: Record<string, { $ref?: string; description?: string }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, unknown>; schemas: Record<string, { example?: unknown }> };
}

let server: TestApp;
let document: Document;
let operations: { name: string; operation: Operation }[];

beforeAll(async () => {
  server = await TestApp.start();
  document = (await server.anonymous('GET', '/api/openapi.json')).body as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
}, 60_000);
afterAll(() => server.close());

const namesOf = (wrong: { name: string }[]) => wrong.map(({ name }) => name);

describe('the description of the API', () => {
  it('says in words what each operation does and who may call it', () => {
    expect(operations.length).toBeGreaterThan(40);
    expect(namesOf(operations.filter(({ operation }) => !operation.summary))).toEqual([]);
    const silent = operations.filter(
      ({ operation }) => !/For the roles|signed in|no sign-in/.test(operation.description),
    );
    expect(namesOf(silent)).toEqual([]);
    const unknown = operations.filter(({ operation: { 'x-permission': permission } }) => {
      return permission !== undefined && permission !== 'self' && !(permission in PERMISSIONS);
    });
    expect(namesOf(unknown)).toEqual([]);
  });

  it('shows a body as somebody would send it for each operation that records something', () => {
    const withoutExample = operations.filter(({ name, operation: { requestBody } }) => {
      if (!name.startsWith('POST') || !requestBody) return false;
      const { schema } = requestBody.content['application/json']!;
      const described = schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!] : schema;
      return described?.example === undefined;
    });
    expect(namesOf(withoutExample)).toEqual([]);
  });

  it('shows examples that the contracts take', () => {
    for (const { schema, body } of examples()) expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
  });

  it('lists how each operation refuses, and refers to nothing that is not there', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(100);
    const missing = references.filter(([, part, name]) => !(name! in document.components[part as 'schemas']));
    expect(missing.map(([whole]) => whole)).toEqual([]);
    const tenant = operations.filter(({ name }) => name.includes('{workspace}'));
    const unguarded = tenant.filter(({ operation: { responses } }) => !('401' in responses && '404' in responses));
    expect(namesOf(unguarded)).toEqual([]);
  });
});
