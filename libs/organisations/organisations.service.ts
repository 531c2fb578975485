import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type {
  ListOrganisations,
  OrganisationRef,
  OrganisationView,
  RecordOrganisation,
  ReviseOrganisation,
  Withdraw,
} from '@libs/contracts';
import { InvalidInput, RuleBroken } from '@libs/platform/errors';
import { forgetInSearch, indexForSearch } from '@libs/platform/search';
import type { WorkspaceTransaction } from '@libs/platform/tenancy';
import { Organisation } from './organisation.entity.ts';
import { aliasProblems, refuseWithdrawal } from './organisation.rules.ts';
import { refOf, viewOf, type OrganisationLists } from './organisation.view.ts';
import {
  companiesNamed,
  listsOf,
  namesOf,
  referencesTo,
  replaceLists,
  type NamedOrganisation,
} from './organisations.queries.ts';

const KIND = 'organisation';

@Injectable()
export class OrganisationsService {
  async record(tx: WorkspaceTransaction, input: RecordOrganisation): Promise<OrganisationView> {
    const { aliases, identifiers, ...fields } = input;
    refuseAliases(aliases);
    const organisation = Object.assign(new Organisation(), fields, {
      id: tx.newId(),
      deletedAt: null,
      deletedReason: null,
    });
    const lists = { aliases, identifiers };
    await tx.insert(Organisation, organisation, { kind: KIND, act: 'record', links: { ...lists } });
    await replaceLists(tx, organisation.id, lists);
    await this.index(tx, organisation, lists);
    return viewOf(organisation, lists);
  }

  async revise(tx: WorkspaceTransaction, id: string, input: ReviseOrganisation): Promise<OrganisationView> {
    const organisation = await this.requireLive(tx, id);
    const { version, aliases, identifiers, ...fields } = input;
    refuseAliases(aliases ?? []);
    Object.assign(organisation, fields);
    const known = (await listsOf(tx, [id])).get(id)!;
    const lists = { aliases: aliases ?? known.aliases, identifiers: identifiers ?? known.identifiers };
    await tx.update(Organisation, organisation, version, { kind: KIND, act: 'revise', links: { ...lists } });
    if (aliases || identifiers) await replaceLists(tx, id, lists);
    await this.index(tx, organisation, lists);
    return viewOf(organisation, lists);
  }

  /** Takes an organisation out of the working set. Refused with a list while anything refers to it. */
  async withdraw(tx: WorkspaceTransaction, id: string, input: Withdraw): Promise<OrganisationView> {
    const organisation = await this.requireLive(tx, id);
    const refusal = refuseWithdrawal(await referencesTo(tx, id));
    if (refusal) throw new RuleBroken('still_referenced', refusal);
    organisation.deletedAt = tx.now;
    organisation.deletedReason = input.reason;
    const lists = (await listsOf(tx, [id])).get(id)!;
    const writing = { kind: KIND, act: 'withdraw', reason: input.reason, links: { ...lists } };
    await tx.update(Organisation, organisation, input.version, writing);
    await forgetInSearch(tx, KIND, id);
    return viewOf(organisation, lists);
  }

  async read(tx: WorkspaceTransaction, id: string): Promise<OrganisationView> {
    const organisation = await tx.require(Organisation, id, KIND);
    return viewOf(organisation, (await listsOf(tx, [id])).get(id)!);
  }

  async list(
    tx: WorkspaceTransaction,
    query: ListOrganisations,
  ): Promise<{ items: OrganisationView[]; total: number }> {
    const ids = query.ids?.split(',').filter((id) => id !== '');
    const [found, total] = await tx.of(Organisation).findAndCount({
      where: {
        workspaceId: tx.workspaceId,
        deletedAt: IsNull(),
        ...(query.kind && { kind: query.kind }),
        ...(ids && { id: In(ids) }),
      },
      order: { legalName: 'ASC', id: 'ASC' },
      take: query.limit,
      skip: query.offset,
    });
    const lists = await listsOf(
      tx,
      found.map((organisation) => organisation.id),
    );
    return { items: found.map((organisation) => viewOf(organisation, lists.get(organisation.id)!)), total };
  }

  /** Short references by id, for the views of other rooms. Withdrawn ones are included: records still name them. */
  async refs(tx: WorkspaceTransaction, ids: (string | null)[]): Promise<Map<string, OrganisationRef>> {
    const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
    if (wanted.length === 0) return new Map();
    const found = await tx.of(Organisation).findBy({ workspaceId: tx.workspaceId, id: In(wanted) });
    return new Map(found.map((organisation) => [organisation.id, refOf(organisation)]));
  }

  /** The id of the live company with this legal or short name, or alias, in any case of letters. */
  async requireCompanyNamed(tx: WorkspaceTransaction, name: string): Promise<string> {
    const rows = await companiesNamed(tx, name);
    if (rows.length === 1) return rows[0]!.id;
    const known = (await this.list(tx, { kind: 'company', limit: 20, offset: 0 })).items.map((company) => company.name);
    const message =
      rows.length === 0
        ? `there is no company ${name}; there are, among others: ${known.join(', ') || 'none'}`
        : `${name} fits several: ${rows.map((row) => row.name).join(', ')}`;
    throw new InvalidInput([{ path: '--company', code: 'company', message }]);
  }

  /** Every company and investor with all the ways to write its name that are long enough to be told apart. */
  async names(tx: WorkspaceTransaction): Promise<NamedOrganisation[]> {
    return namesOf(tx);
  }

  /** The live organisation, or 404. Other rooms call it before they refer to one. */
  async requireLive(tx: WorkspaceTransaction, id: string): Promise<Organisation> {
    const organisation = await tx.require(Organisation, id, KIND);
    if (organisation.deletedAt !== null) {
      throw new RuleBroken('withdrawn', `${organisation.legalName} was withdrawn: ${organisation.deletedReason}`);
    }
    return organisation;
  }

  private async index(tx: WorkspaceTransaction, organisation: Organisation, lists: OrganisationLists): Promise<void> {
    await indexForSearch(tx, {
      kind: KIND,
      recordId: organisation.id,
      audienceId: tx.actor.everyoneAudienceId,
      fields: {
        name: organisation.legalName,
        shortName: organisation.shortName,
        alias: lists.aliases.map((alias) => alias.text).join(' · '),
        identifier: lists.identifiers.map((identifier) => identifier.value).join(' '),
      },
    });
  }
}

function refuseAliases(aliases: RecordOrganisation['aliases']): void {
  const problems = aliasProblems(aliases);
  if (problems.length > 0) throw new InvalidInput(problems);
}
