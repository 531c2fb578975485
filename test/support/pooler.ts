import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, runUser } from './external-postgres.ts';

const PROGRAM = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(existsSync);

export function hasPooler(): boolean {
  return PROGRAM !== undefined && runUser() !== null;
}

export interface Pooler {
  /** The same address through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

/**
 * PgBouncer in transaction mode before a server, with fewer connections than its clients open. It is told to let no
 * start-up parameter pass by: a program that sends one is refused.
 */
export async function startPooler(addresses: string[]): Promise<Pooler> {
  const user = runUser()!;
  const place = mkdtempSync(join(tmpdir(), 'plumbline-pooler-'));
  const port = await freePort();
  const [first] = addresses.map((address) => new URL(address));
  const users = addresses.map((address) => {
    const { username, password } = new URL(address);
    return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"`;
  });
  const settings = `
[databases]
* = host=${first!.hostname} port=${first!.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(place, 'users')}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
logfile = ${join(place, 'log')}
`;
  for (const [name, text] of Object.entries({ users: users.join('\n'), settings })) {
    writeFileSync(join(place, name), text, { mode: 0o600 });
    chownSync(join(place, name), user.uid, user.gid);
  }
  chownSync(place, user.uid, user.gid);
  chmodSync(place, 0o700);
  const child = spawn(PROGRAM!, ['-q', join(place, 'settings')], { ...user, cwd: '/', stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await answersAt(port, ended);
  return {
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(place, { recursive: true, force: true });
    },
  };
}

async function answersAt(port: number, ended: Promise<void>): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    if (over) throw new Error('PgBouncer ended before it was ready');
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
