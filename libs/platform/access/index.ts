export { FactorRequired } from './access.guard.ts';
export { AccessModule, PUBLIC_ADDRESS, SESSION_COOKIE } from './access.module.ts';
export { ActorsService, type KnownMember } from './actors.service.ts';
export { Allow, ALLOW, CurrentSession, FreshSignIn, Public, PUBLIC, type SignedInRequest } from './allow.decorator.ts';
export { ApiTokensService, TOKEN_PREFIX, type ApiToken } from './api-tokens.service.ts';
export { CredentialsService, LinkNotValid, type Credential } from './credentials.service.ts';
export { deviceHint } from './device-hint.ts';
export { FrontDoor } from './front-door.ts';
export { hasFactor } from './has-factor.ts';
export { IdentityStore, type IdentityQuery } from './identity-store.ts';
export { LocalSignInGuard } from './local.strategy.ts';
export { hashNewPassword, refusePassword } from './passwords.ts';
export {
  giveSession,
  giveStep,
  sessionCookieFor,
  stepCookieOf,
  takeSession,
  takeStep,
  type CookieReply,
  type SessionCookie,
} from './session-cookie.ts';
export { SessionsService, type Beginning, type LiveSession, type Session } from './sessions.service.ts';
export { SignInSteps, StepOver } from './sign-in-steps.service.ts';
export { SignInRefused, SignInService, type Account } from './sign-in.service.ts';
export { TooManyTries, TriesService, Try } from './tries.service.ts';
