export { AccessModule, SESSION_COOKIE } from './access.module.ts';
export { ActorsService, type KnownMember } from './actors.service.ts';
export { Allow, ALLOW, CurrentSession, Public, PUBLIC, type SignedInRequest } from './allow.decorator.ts';
export { IdentityStore } from './identity-store.ts';
export { LocalSignInGuard } from './local.strategy.ts';
export { hashPassword, refusePassword } from './passwords.ts';
export { sessionCookieFor, type SessionCookie } from './session-cookie.ts';
export { SessionsService, type Session } from './sessions.service.ts';
export { SignInService, type Account } from './sign-in.service.ts';
