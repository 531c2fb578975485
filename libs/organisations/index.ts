export { OrganisationsModule } from './organisations.module.ts';
export { OrganisationsService } from './organisations.service.ts';
export type { NamedOrganisation } from './organisations.queries.ts';
