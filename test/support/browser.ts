import type { Answer } from './test-app.ts';

/** A browser without a window: keeps the cookies that it is given, and sends them along. */
export class Browser {
  static readonly password = 'a long sample password ☂';

  readonly cookies = new Map<string, string>();

  constructor(private readonly base: string) {}

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    const isJson = /json\b/.test(response.headers.get('content-type') ?? '');
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, body: isJson && text ? JSON.parse(text) : null, text, bytes, headers };
  }

  get = (path: string) => this.send('GET', path);
  post = (path: string, body?: unknown) => this.send('POST', path, body);
  signIn = (name: string, password = Browser.password) =>
    this.post('/api/session', { email: `${name}@example.org`, password });
  second = (method: string, code: string) => this.post('/api/session/second-step', { method, code });
  status = async () => (await this.get('/api/me')).status;
}
