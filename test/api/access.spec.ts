import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { may, PERMISSIONS, type Permission } from '@libs/contracts';
import { ROLES } from '@libs/domain/vocabulary';
import { routesOf, type Route } from '../support/routes.ts';
import { TestApp, type People, type Person } from '../support/test-app.ts';

let server: TestApp;
let people: People;
let stranger: Person;
let routes: Route[];

beforeAll(async () => {
  server = await TestApp.start();
  people = await server.workspace('ours');
  stranger = (await server.workspace('theirs')).admin;
  routes = routesOf(server.app);
}, 60_000);
afterAll(() => server.close());

const PUBLIC_ROUTES = [
  'GET /api/health/live',
  'GET /api/health/ready',
  'GET /api/session/options',
  'POST /api/invitations/join',
  'POST /api/invitations/look',
  'POST /api/resets',
  'POST /api/session',
  'POST /api/session/passkey',
  'POST /api/session/passkey/options',
  'POST /api/session/second-step',
  'POST /api/session/sign-on',
  'POST /api/session/sign-on/finish',
];

function addressOf(route: Route, workspace: string): string {
  return route.path.replace(':workspace', workspace).replace(/:\w+/g, '018f0000-0000-7000-8000-000000000000');
}

const bodyFor = (route: Route) => (route.method === 'GET' || route.method === 'DELETE' ? undefined : {});

describe('the permission table', () => {
  it('covers every route: each names a permission, is the caller’s own, or is on the short public list', () => {
    const named = (wanted: (route: Route) => boolean) =>
      routes
        .filter(wanted)
        .map((route) => `${route.method} ${route.path}`)
        .sort();
    expect(named((route) => route.permission === null)).toEqual(PUBLIC_ROUTES);
    expect(named((route) => route.isPublic)).toEqual(PUBLIC_ROUTES);
    expect(routes.length).toBeGreaterThan(PUBLIC_ROUTES.length);
  });

  it('holds no permission that no route asks for', () => {
    const asked = new Set(routes.map((route) => route.permission));
    const unused = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => !asked.has(permission));
    expect(unused).toEqual([]);
  });

  it('is the same for routes and for the OpenAPI document, which describes each operation', () => {
    const document = SwaggerModule.createDocument(server.app, new DocumentBuilder().build());
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, { summary?: string }>).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        summary: operation.summary ?? '',
      })),
    );
    expect(documented.map(({ route }) => route).sort()).toEqual(
      routes.map((route) => `${route.method} ${route.path}`).sort(),
    );
    expect(documented.filter(({ summary }) => summary === '')).toEqual([]);
  });

  it('decides for every route and every role', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      if (route.permission === null || route.permission === 'self') continue;
      for (const role of ROLES) {
        const answer = await people[role].send(route.method, addressOf(route, 'ours'), bodyFor(route));
        const refused = answer.status === 403;
        if (refused === may(role, route.permission) || answer.status === 401) {
          wrong.push(`${role} ${route.method} ${route.path} (${route.permission}): ${answer.status}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers 401 to nobody and 404 to a member of another workspace, on every route', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      if (route.permission === null) continue;
      const nobody = await server.anonymous(route.method, addressOf(route, 'ours'), bodyFor(route));
      if (nobody.status !== 401) wrong.push(`nobody ${route.method} ${route.path}: ${nobody.status}`);
      if (route.permission === 'self') continue;
      const foreign = await stranger.send(route.method, addressOf(route, 'ours'), bodyFor(route));
      if (foreign.status !== 404) wrong.push(`stranger ${route.method} ${route.path}: ${foreign.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('lets a viewer change nothing', () => {
    const changing = routes.filter(
      (route) => route.method !== 'GET' && route.permission !== null && route.permission !== 'self',
    );
    expect(changing.filter((route) => may('viewer', route.permission as Permission))).toEqual([]);
  });
});

describe('requests', () => {
  it('from another site are refused when they change something', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await server.anonymous('POST', '/api/session', {}, headers)).body.code).toBe('foreign_origin');
    const origin = { origin: 'https://elsewhere.example' };
    expect((await server.anonymous('POST', '/api/session', {}, origin)).body.code).toBe('foreign_origin');
  });

  it('with another body than JSON are refused with 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await server.anonymous('POST', '/api/session', 'email=a', { 'content-type': type });
      expect({ type, status: answer.status }).toEqual({ type, status: 415 });
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('to an address that does not exist get a problem, not a page', async () => {
    expect(await server.anonymous('GET', '/api/nowhere')).toMatchObject({
      status: 404,
      body: { code: 'no_such_route' },
    });
  });

  it('find a workspace by slug and by id, and no other', async () => {
    const me = await people.viewer.get('/api/me');
    const { workspaceId } = me.body.workspaces[0];
    expect((await people.viewer.get(`/api/workspaces/${workspaceId}/organisations`)).status).toBe(200);
    expect((await people.viewer.get('/api/workspaces/nowhere/organisations')).status).toBe(404);
  });
});
