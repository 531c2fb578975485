import { WorkspacesModule } from '@libs/workspaces';
import { OrganisationsModule } from '@libs/organisations';
import { SourcesModule } from '@libs/sources';

/** The rooms of the house, lowest first: the same for the server and the command line. */
export function roomModules(options: { demo: boolean }) {
  return [WorkspacesModule.forRoot({ demo: options.demo }), OrganisationsModule, SourcesModule];
}
