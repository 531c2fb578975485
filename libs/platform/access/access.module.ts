import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard } from './access.guard.ts';
import { ActorsService } from './actors.service.ts';
import { IdentityStore } from './identity-store.ts';
import { LocalStrategy } from './local.strategy.ts';
import { sessionCookieFor, type SessionCookie } from './session-cookie.ts';
import { SessionsService } from './sessions.service.ts';
import { SignInService } from './sign-in.service.ts';

export const SESSION_COOKIE = 'SESSION_COOKIE';

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
        SignInService,
        SessionsService,
        ActorsService,
        LocalStrategy,
        {
          provide: APP_GUARD,
          inject: [Reflector, SessionsService, ActorsService, SESSION_COOKIE],
          useFactory: (reflector: Reflector, sessions: SessionsService, actors: ActorsService, cookie: SessionCookie) =>
            new AccessGuard(reflector, sessions, actors, cookie),
        },
      ],
      exports: [IdentityStore, SESSION_COOKIE, SignInService, SessionsService, ActorsService],
    };
  }
}
