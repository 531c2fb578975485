import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Permission } from '@libs/contracts';
import { ALLOW, PUBLIC } from '@libs/platform/access';

/** One operation of the program, with what it asks of a caller. */
export interface Route {
  method: string;
  path: string;
  name: string;
  permission: Permission | 'self' | null;
  isPublic: boolean;
}

/** Every operation, read from the running application: no list is kept by hand. */
export function routesOf(app: NestFastifyApplication): Route[] {
  const routes: Route[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (!metatype) continue;
      const prefix = String(Reflect.getMetadata('path', metatype) ?? '');
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function' || !Reflect.hasMetadata('method', handler)) continue;
        const path = `/${prefix}/${String(Reflect.getMetadata('path', handler))}`
          .replace(/\/+/g, '/')
          .replace(/(.)\/$/, '$1');
        routes.push({
          method: RequestMethod[Reflect.getMetadata('method', handler) as number]!,
          path,
          name: `${metatype.name}.${name}`,
          permission: (Reflect.getMetadata(ALLOW, handler) ??
            Reflect.getMetadata(ALLOW, metatype) ??
            null) as Route['permission'],
          isPublic: Boolean(Reflect.getMetadata(PUBLIC, handler) ?? Reflect.getMetadata(PUBLIC, metatype)),
        });
      }
    }
  }
  return routes.sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
}
