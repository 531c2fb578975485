import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access.guard.ts';
import { ActorsService } from './actors.service.ts';
import { ApiTokensService } from './api-tokens.service.ts';
import { CredentialsService } from './credentials.service.ts';
import { FrontDoor } from './front-door.ts';
import { IdentityStore } from './identity-store.ts';
import { LocalStrategy } from './local.strategy.ts';
import { SessionMemory } from './session-memory.ts';
import { sessionCookieFor, type SessionCookie } from './session-cookie.ts';
import { SessionsService } from './sessions.service.ts';
import { SignInSteps } from './sign-in-steps.service.ts';
import { SignInService } from './sign-in.service.ts';
import { TriesService } from './tries.service.ts';

export const SESSION_COOKIE = 'SESSION_COOKIE';
/** The address of the server as people type it: what links begin with. */
export const PUBLIC_ADDRESS = 'PUBLIC_ADDRESS';

@Global()
@Module({})
export class AccessModule {
  static forRoot(options: { identityUrl: string; publicUrl: string }): DynamicModule {
    return {
      module: AccessModule,
      imports: [PassportModule],
      providers: [
        { provide: IdentityStore, useFactory: () => new IdentityStore(options.identityUrl) },
        { provide: SESSION_COOKIE, useFactory: () => sessionCookieFor(options.publicUrl) },
        { provide: PUBLIC_ADDRESS, useValue: options.publicUrl.replace(/\/$/, '') },
        TriesService,
        SignInService,
        SignInSteps,
        CredentialsService,
        SessionMemory,
        SessionsService,
        ApiTokensService,
        ActorsService,
        LocalStrategy,
        {
          provide: FrontDoor,
          inject: [SessionsService, ApiTokensService, SESSION_COOKIE],
          useFactory: (sessions: SessionsService, tokens: ApiTokensService, cookie: SessionCookie) =>
            new FrontDoor(sessions, tokens, cookie),
        },
        {
          provide: APP_GUARD,
          inject: [Reflector, FrontDoor, ActorsService, SessionsService],
          useFactory: (...given: ConstructorParameters<typeof AccessGuard>) => new AccessGuard(...given),
        },
      ],
      exports: [
        IdentityStore,
        SESSION_COOKIE,
        PUBLIC_ADDRESS,
        FrontDoor,
        TriesService,
        SignInService,
        SignInSteps,
        CredentialsService,
        SessionsService,
        ApiTokensService,
        ActorsService,
      ],
    };
  }
}
