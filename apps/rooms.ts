import { AuditModule, type CheckpointOptions } from '@libs/audit';
import { WorkspacesModule } from '@libs/workspaces';
import { AudiencesModule } from '@libs/audiences';
import { AccountsModule } from '@libs/accounts';
import { FactorsModule } from '@libs/factors';
import { TokensModule } from '@libs/tokens';
import { PrivacyModule } from '@libs/privacy';
import { OrganisationsModule } from '@libs/organisations';
import { SourcesModule } from '@libs/sources';
import { CasesModule } from '@libs/cases';
import { StatementsModule } from '@libs/statements';
import { FindingsModule } from '@libs/findings';
import { AssessmentsModule } from '@libs/assessments';
import { ScorecardsModule } from '@libs/scorecards';
import { LettersModule } from '@libs/letters';
import { DeskModule } from '@libs/desk';

/** The rooms of the house, lowest first: the same for the server and the command line. */
export function roomModules(options: { demo: boolean; letterProcesses: number; checkpoints: CheckpointOptions }) {
  const workspaces = WorkspacesModule.forRoot({ demo: options.demo });
  return [
    workspaces,
    AudiencesModule,
    AccountsModule,
    FactorsModule,
    TokensModule,
    PrivacyModule,
    AuditModule.forRoot(workspaces, options.checkpoints),
    OrganisationsModule,
    SourcesModule,
    StatementsModule,
    FindingsModule,
    AssessmentsModule,
    ScorecardsModule,
    LettersModule.forRoot({ processes: options.letterProcesses }),
    CasesModule,
    DeskModule,
  ];
}
