import { request, type IncomingMessage } from 'node:http';
import { createApplication } from '../../apps/api/application.ts';
import { checkpointsIn, sealingIn, TestApp } from '../support/test-app.ts';

let server: TestApp;

beforeAll(async () => {
  server = await TestApp.start();
}, 60_000);
afterAll(() => server.close());

/** Asks by a name of one's own choosing, as a browser does for a page whose name was pointed at this machine. */
function ask(base: string, path: string, host: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer);
    });
    sent.on('error', reject).end();
  });
}

const statusFor = async (host: string, path: string) => (await ask(server.base, path, host)).statusCode;

describe('the server', () => {
  it('answers to its own name and those of this machine only, except for probes (S7)', async () => {
    for (const host of ['127.0.0.1:4400', 'localhost:1234', '[::1]', 'LOCALHOST']) {
      expect({ host, status: await statusFor(host, '/api/session/options') }).toEqual({ host, status: 200 });
    }
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:4400', '192.0.2.7']) {
      expect({ host, status: await statusFor(host, '/api/session/options') }).toEqual({ host, status: 421 });
    }
    expect(await statusFor('10.0.0.7:8080', '/api/health/live')).toBe(200);
  });

  it('forbids an answer of the API to be shown as a page or in a frame (section 5, Output)', async () => {
    for (const path of ['/api/health/live', '/api/me', '/%61pi/me', '/api/nowhere', '/%61pi/nowhere', '/nowhere']) {
      const { headers } = await server.anonymous('GET', path);
      expect(headers).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
    }
  });

  it('refuses an address that is none as it refuses everything', async () => {
    for (const path of ['/api/%zz', '/%']) {
      const { status, headers, body } = await server.anonymous('GET', path);
      expect({ path, status, code: body.code }).toEqual({ path, status: 400, code: 'bad_request' });
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
    }
  });

  it('describes its API to nobody unless told to, and asks browsers for https where it has it (L6)', async () => {
    const app = await createApplication({
      runtimeUrl: server.database.url('runtime'),
      identityUrl: server.database.url('identity'),
      publicUrl: 'https://plumbline.example',
      poolSize: 2,
      demo: false,
      letterProcesses: 1,
      checkpoints: checkpointsIn(server.checkpointFolder),
      sealing: sealingIn(server.checkpointFolder),
      log: { error: (fields, message) => console.error(message, fields) },
      nestLog: false,
      webRoot: null,
      trustedProxies: ['127.0.0.1'],
    });
    await app.listen(0, '127.0.0.1');
    const base = await app.getUrl();
    const get = (path: string, host = 'plumbline.example') => ask(base, path, host);
    for (const path of ['/api/docs', '/api/openapi.json', '/api/openapi.yaml']) {
      expect({ path, status: (await get(path)).statusCode }).toEqual({ path, status: 404 });
    }
    const answer = await get('/api/session/options');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await get('/api/session/options', 'plumbline.example.evil.test')).statusCode).toBe(421);
    await app.close();
  });
});
