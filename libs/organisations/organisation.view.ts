import type { OrganisationRef, OrganisationView, RecordOrganisation } from '@libs/contracts';
import type { Organisation } from './organisation.entity.ts';

export interface OrganisationLists {
  aliases: RecordOrganisation['aliases'];
  identifiers: RecordOrganisation['identifiers'];
}

export function refOf(organisation: Organisation): OrganisationRef {
  return {
    id: organisation.id,
    name: organisation.legalName,
    shortName: organisation.shortName,
    kind: organisation.kind,
    sample: organisation.sample,
  };
}

export function viewOf(organisation: Organisation, lists: OrganisationLists): OrganisationView {
  return {
    // Field by field: lists make a hundred of these, and a spread costs more than all the rest.
    id: organisation.id,
    name: organisation.legalName,
    shortName: organisation.shortName,
    kind: organisation.kind,
    sample: organisation.sample,
    legalName: organisation.legalName,
    country: organisation.country,
    note: organisation.note,
    aliases: lists.aliases,
    identifiers: lists.identifiers,
    version: organisation.version,
    withdrawn: organisation.deletedAt !== null,
    withdrawnReason: organisation.deletedReason,
  };
}
