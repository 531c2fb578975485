import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { MethodView } from '@libs/contracts';
import { NotFound } from '@libs/platform/errors';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { shippedMethods, type ShippedMethod } from './method-files.ts';
import { Method } from './scorecard.entities.ts';
import { methodViewOf } from './scorecard.view.ts';

const KIND = 'method';
const STARTER = 'starter';

@Injectable()
export class MethodsService {
  /**
   * Puts the shipped methods into the workspace, each version once. Called before a workspace gets a round or a case.
   * A version that is there stays as it was stored, whatever a newer program ships under its name.
   */
  async ensureShipped(tx: WorkspaceTransaction): Promise<void> {
    if ((await this.missing(tx)).length === 0) return;
    // Two first rounds at the same time: the second waits here, and then finds the method stored.
    await tx.query('select from app.workspace where workspace_id = $1 for update', [tx.workspaceId]);
    for (const { document, fileSha256 } of await this.missing(tx)) {
      const method = Object.assign(new Method(), {
        id: tx.newId(),
        key: document.id,
        methodVersion: document.version,
        title: document.title,
        status: document.status,
        document,
        fileSha256,
      });
      await tx.insert(Method, method, { kind: KIND, act: 'record' });
    }
  }

  /** The version of a method, or 404. */
  async require(tx: WorkspaceTransaction, key: string, version: string): Promise<Method> {
    const found = await tx.of(Method).findOneBy({ workspaceId: tx.workspaceId, key, methodVersion: version });
    if (!found) throw new NotFound(`method ${key} ${version}`);
    return found;
  }

  async requireById(tx: WorkspaceTransaction, id: string): Promise<Method> {
    return tx.require(Method, id, KIND);
  }

  /** The newest shipped version of the starter method, put into the workspace first. */
  async starter(tx: WorkspaceTransaction): Promise<Method> {
    await this.ensureShipped(tx);
    const newest = shippedMethods()
      .map(({ document }) => document)
      .filter(({ id }) => id === STARTER)
      .at(-1)!;
    return this.require(tx, newest.id, newest.version);
  }

  async byIds(tx: WorkspaceTransaction, ids: string[]): Promise<Map<string, Method>> {
    const found = await tx.of(Method).findBy({ workspaceId: tx.workspaceId, id: In([...new Set(ids)]) });
    return new Map(found.map((method) => [method.id, method]));
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<MethodView> {
    return methodViewOf(await this.requireById(tx, id));
  }

  async list(tx: WorkspaceTransaction): Promise<{ items: MethodView[] }> {
    const order = { title: 'ASC', methodVersion: 'ASC' } as const;
    const found = await tx.of(Method).find({ where: { workspaceId: tx.workspaceId }, order });
    return { items: found.map(methodViewOf) };
  }

  private async missing(tx: WorkspaceTransaction): Promise<ShippedMethod[]> {
    const known = await tx.of(Method).find({
      select: { key: true, methodVersion: true },
      where: { workspaceId: tx.workspaceId },
    });
    const names = new Set(known.map(({ key, methodVersion }) => `${key} ${methodVersion}`));
    return shippedMethods().filter(({ document }) => !names.has(`${document.id} ${document.version}`));
  }
}
