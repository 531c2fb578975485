import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import type { Permission } from '@libs/contracts';
import type { Session } from './sessions.service.ts';

export const ALLOW = 'plumbline:allow';
export const PUBLIC = 'plumbline:public';

/**
 * Which permission a route needs. `self` is the signed-in person's own account. A route without it is refused. The
 * description of the API carries it as `x-permission`.
 */
export const Allow = (permission: Permission | 'self'): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(ALLOW, permission), ApiExtension('x-permission', permission));

/** A route that needs no sign-in, told to the guard and to the door. The list is short and stands in the access test. */
export const Public = (): MethodDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), RouteConfig({ isPublic: true }));

export const FRESH = 'plumbline:fresh';

/** A route for whoever has shown within ten minutes who they are: by signing in, or by confirming (security bar A3). */
export const FreshSignIn = (): MethodDecorator =>
  applyDecorators(SetMetadata(FRESH, true), ApiExtension('x-fresh-sign-in', true));

export interface SignedInRequest {
  session?: Session;
  sessionToken?: string;
}

export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): Session => {
  const { session } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!session) throw new Error('this route has no session: is it public?');
  return session;
});
