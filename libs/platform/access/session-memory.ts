import { Injectable } from '@nestjs/common';
import type { Session } from './sessions.service.ts';

/** What has ended is refused everywhere within this time, and at once in the process that ended it (S3). */
const MILLISECONDS = 10_000;
const SIZE = 5_000;

/** Remembers for a moment whom a secret belongs to, by the hash of the secret. A wrong one is remembered as nobody's. */
@Injectable()
export class SessionMemory {
  private readonly known = new Map<string, { session: Session | null; until: number }>();

  async find(hash: Buffer, read: () => Promise<Session | null>): Promise<Session | null> {
    const key = hash.toString('hex');
    const remembered = this.known.get(key);
    if (remembered && remembered.until > Date.now()) return remembered.session;
    const session = await read();
    if (this.known.size >= SIZE) this.known.clear();
    this.known.set(key, { session, until: Date.now() + MILLISECONDS });
    return session;
  }

  forgetSecret(hash: Buffer): void {
    this.known.delete(hash.toString('hex'));
  }

  /** Forgets every session and token of an account. */
  forget(userId: string): void {
    for (const [key, { session }] of this.known) if (session?.account.id === userId) this.known.delete(key);
  }
}
