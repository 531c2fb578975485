import type { FastifyReply } from 'fastify';
import { STEP_MINUTES, type StepKind } from './sign-in-steps.service.ts';

/** Name and flags of the session cookie. Plain http is only served on the own machine. */
export interface SessionCookie {
  name: string;
  secure: boolean;
}

export function sessionCookieFor(publicUrl: string): SessionCookie {
  const url = new URL(publicUrl);
  if (url.protocol === 'https:') return { name: '__Host-plumbline', secure: true };
  return { name: `plumbline_${url.port === '' ? '80' : url.port}`, secure: false };
}

export type CookieReply = FastifyReply & { setCookie(name: string, value: string, options: object): void };

/** Hands a session to the browser: the only way in which its token leaves the server (security bar S5). */
export function giveSession(reply: CookieReply, cookie: SessionCookie, token: string): void {
  reply.setCookie(cookie.name, token, flagsOf(cookie));
}

/** Takes the session out of the browser. */
export function takeSession(reply: CookieReply, cookie: SessionCookie): void {
  reply.setCookie(cookie.name, '', { ...flagsOf(cookie), maxAge: 0 });
}

/** The cookie of something that waits for its next step. */
export function stepCookieOf(cookie: SessionCookie, kind: StepKind): string {
  return `${cookie.name}_${kind}`;
}

export function giveStep(reply: CookieReply, cookie: SessionCookie, kind: StepKind, token: string): void {
  reply.setCookie(stepCookieOf(cookie, kind), token, { ...flagsOf(cookie), maxAge: STEP_MINUTES * 60 });
}

export function takeStep(reply: CookieReply, cookie: SessionCookie, kind: StepKind): void {
  reply.setCookie(stepCookieOf(cookie, kind), '', { ...flagsOf(cookie), maxAge: 0 });
}

function flagsOf(cookie: SessionCookie) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: cookie.secure };
}
