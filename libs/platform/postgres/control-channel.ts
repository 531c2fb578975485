import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';

const LONGEST_LINE = 16_384;

/** What a program tells the supervisor. */
export type ProgramMessage =
  | { kind: 'hello'; nonce: string }
  | { kind: 'prove'; proof: string; pid: number }
  | { kind: 'take-server' }
  | { kind: 'announce'; address: string };

/** What the supervisor tells a program. */
export type SupervisorMessage =
  | { kind: 'challenge'; proof: string; nonce: string }
  | { kind: 'ready'; port: number; user: string; password: string }
  | { kind: 'failed'; message: string }
  | { kind: 'server-granted' }
  | { kind: 'server-refused'; address: string | null; pid: number };

export interface SupervisorAddress {
  port: number;
  secret: string;
  pid: number;
}

export function send(socket: Socket, message: ProgramMessage | SupervisorMessage): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls `onMessage` for every line; a peer that does not speak the protocol is cut off. */
export function listen<Message>(socket: Socket, onMessage: (message: Message) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) return void socket.destroy();
    for (const line of lines) {
      const message = messageIn(line);
      if (message === null) return void socket.destroy();
      onMessage(message as Message);
    }
  });
}

/** The message of a line, or null. Messages have plain members only: anyone on this machine may write to the port. */
function messageIn(line: string): object | null {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null) return null;
  const isPlain = Object.values(message).every((member) => typeof member !== 'object' || member === null);
  return isPlain ? message : null;
}

export function newNonce(): string {
  return randomBytes(24).toString('base64url');
}

/** Both sides prove that they know the secret without sending it: a stranger on a reused port learns nothing. */
export function proofOf(secret: string, side: 'supervisor' | 'program', nonce: string): string {
  return createHmac('sha256', secret).update(`${side}:${nonce}`).digest('base64url');
}

export function proves(proof: unknown, expected: string): boolean {
  const given = Buffer.from(String(proof));
  const wanted = Buffer.from(expected);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
