import type { EntityTarget, ObjectLiteral } from 'typeorm';

const registered: EntityTarget<ObjectLiteral>[] = [];

/** Rooms name their entities here, in their module file; the one DataSource is built from the list. */
export function registerEntities(...entities: EntityTarget<ObjectLiteral>[]): void {
  for (const entity of entities) if (!registered.includes(entity)) registered.push(entity);
}

export function registeredEntities(): EntityTarget<ObjectLiteral>[] {
  return [...registered];
}
