import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { listen, newNonce, proofOf, proves, send } from './control-channel.ts';
import type { SupervisorAddress, SupervisorMessage } from './control-channel.ts';
import { PostgresUnavailable } from './postgres.errors.ts';

export type Ready = Extract<SupervisorMessage, { kind: 'ready' }>;

export interface Connection {
  socket: Socket;
  ready: Ready;
  /** Replaced by whoever waits for the next message. */
  onMessage: (message: SupervisorMessage) => void;
}

function readAddress(path: string): SupervisorAddress | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SupervisorAddress;
  } catch {
    return null;
  }
}

/**
 * Connects to the supervisor whose address file is at `path` and waits until PostgreSQL is ready.
 * Null when none answers (not started, ending, killed); throws when it says that PostgreSQL cannot run.
 */
export function connect(path: string): Promise<Connection | null> {
  const address = readAddress(path);
  if (address === null) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: address.port });
    const nonce = newNonce();
    let connection: Connection | null = null;
    const fail = (error?: Error) => {
      socket.destroy();
      if (error) reject(error);
      else resolve(null);
    };
    socket.on('error', () => fail());
    socket.on('close', () => fail());
    socket.on('connect', () => send(socket, { kind: 'hello', nonce }));
    listen<SupervisorMessage>(socket, (message) => {
      if (connection) connection.onMessage(message);
      else if (message.kind === 'challenge') {
        // Whoever cannot prove the secret is a stranger that got the port of a killed supervisor.
        if (!proves(message.proof, proofOf(address.secret, 'supervisor', nonce))) return fail();
        const proof = proofOf(address.secret, 'program', message.nonce);
        send(socket, { kind: 'prove', proof, pid: process.pid });
      } else if (message.kind === 'failed') fail(new PostgresUnavailable(message.message));
      else if (message.kind === 'ready') {
        connection = { socket, ready: message, onMessage: () => undefined };
        resolve(connection);
      }
    });
  });
}
