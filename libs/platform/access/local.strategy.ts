import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import type { FastifyRequest } from 'fastify';
import { SignIn } from '@libs/contracts';
import { problemsOf } from '@libs/platform/http';
import { SignInService, type Account } from './sign-in.service.ts';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly signIns: SignInService) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
  }

  async validate(request: FastifyRequest, email: string, password: string): Promise<Account> {
    return this.signIns.signIn(email, password, request.ip, 'password_accepted');
  }
}

/** Checks the body before passport sees it, so that a malformed one gets the same errors as everywhere. */
@Injectable()
export class LocalSignInGuard extends AuthGuard('local') {
  override async canActivate(
    context: Parameters<InstanceType<ReturnType<typeof AuthGuard>>['canActivate']>[0],
  ): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const parsed = SignIn.safeParse(request.body);
    if (!parsed.success) throw problemsOf(parsed.error.issues);
    return (await super.canActivate(context)) as boolean;
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error;
    if (!user) throw new Error('the local strategy gave neither an account nor an error');
    return user;
  }
}
