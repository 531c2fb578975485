import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CasesService } from '@libs/cases';
import { LettersService } from '@libs/letters';
import { OrganisationsService } from '@libs/organisations';
import { packageRoot } from '@libs/platform/config';
import { Tenancy, type Actor } from '@libs/platform/tenancy';
import { DemoSignIns, WorkspacesService } from '@libs/workspaces';

const SLUG = 'demo';
const PACKS = ['founding', 'sample'];

/**
 * Loads the demonstration workspace where it is missing: the founding case, the invented companies, and one sign-in
 * for each kind of user. Each step is skipped where an earlier start finished it, so a killed first start goes on.
 * A server and a command that start together take turns.
 */
export async function loadDemo(rooms: INestApplicationContext, report: (line: string) => void): Promise<void> {
  await rooms.get(Tenancy).inTurn('plumbline:demo', () => load(rooms, report));
}

async function load(rooms: INestApplicationContext, report: (line: string) => void): Promise<void> {
  const workspaces = rooms.get(WorkspacesService);
  const known = await workspaces.find(SLUG);
  const workspaceId =
    known?.workspaceId ?? (await workspaces.create({ slug: SLUG, name: 'Sample Stewardship', sample: true }, 'demo'));
  const actor = await workspaces.actorFor(workspaceId, SLUG, 'demo');
  for (const { email, password, name, role } of rooms.get(DemoSignIns).list()) {
    await workspaces.ensureUser(actor, { email, password, name, role });
  }
  const tenancy = rooms.get(Tenancy);
  const cases = rooms.get(CasesService);
  const loaded = await tenancy.inWorkspace(actor, (tx) => cases.list(tx));
  for (const pack of PACKS) {
    const content: unknown = JSON.parse(readFileSync(join(packageRoot(), 'libs/cases/packs', `${pack}.json`), 'utf8'));
    const { key } = content as { key: string };
    if (loaded.some((one) => one.key === key)) continue;
    report(`loading the demonstration case ${key}`);
    await tenancy.inWorkspace(actor, (tx) => cases.importPack(tx, content));
  }
  await draftDemoLetter(rooms, actor);
}

/** One letter to read on the first visit: the sample profile's, to Intel's board. */
async function draftDemoLetter(rooms: INestApplicationContext, actor: Actor): Promise<void> {
  const letters = rooms.get(LettersService);
  const tenancy = rooms.get(Tenancy);
  const companyId = await tenancy.inWorkspace(actor, async (tx) => {
    const drafted = await tx.query('select from app.letter where workspace_id = $1 limit 1', [tx.workspaceId]);
    return drafted.length > 0 ? null : rooms.get(OrganisationsService).requireCompanyNamed(tx, 'Intel Corp.');
  });
  if (companyId)
    await letters.draft(actor, {
      companyId,
      template: 'first-contact',
      profile: 'sample-steward',
      letterDate: null,
      findingIds: null,
    });
}
