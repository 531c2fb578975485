import { AuditModule, type CheckpointOptions } from '@libs/audit';
import { WorkspacesModule } from '@libs/workspaces';
import { AudiencesModule } from '@libs/audiences';
import { AccountsModule } from '@libs/accounts';
import { FactorsModule } from '@libs/factors';
import { SingleSignOnModule } from '@libs/single-sign-on';
import { TokensModule } from '@libs/tokens';
import { PrivacyModule } from '@libs/privacy';
import { JobsRoomModule } from '@libs/jobs';
import { OrganisationsModule } from '@libs/organisations';
import { SourcesModule } from '@libs/sources';
import { CapturesModule } from '@libs/captures';
import { SealedNotesModule } from '@libs/sealed-notes';
import type { FetchProxy } from '@libs/platform/fetching';
import { CasesModule } from '@libs/cases';
import { StatementsModule } from '@libs/statements';
import { FindingsModule } from '@libs/findings';
import { AssessmentsModule } from '@libs/assessments';
import { ScorecardsModule } from '@libs/scorecards';
import { LettersModule } from '@libs/letters';
import { DeskModule } from '@libs/desk';

/** The rooms of the house, lowest first: the same for the server and the command line. */
export function roomModules(options: {
  demo: boolean;
  letterProcesses: number;
  checkpoints: CheckpointOptions;
  /** A proxy that documents are fetched through; left out, they are fetched from here. */
  fetchProxy?: FetchProxy | null;
}) {
  const workspaces = WorkspacesModule.forRoot({ demo: options.demo });
  return [
    workspaces,
    AudiencesModule,
    AccountsModule,
    FactorsModule,
    SingleSignOnModule,
    TokensModule,
    PrivacyModule,
    AuditModule.forRoot(workspaces, options.checkpoints),
    JobsRoomModule,
    OrganisationsModule,
    SourcesModule,
    CapturesModule.forRoot({ proxy: options.fetchProxy ?? null }),
    SealedNotesModule,
    StatementsModule,
    FindingsModule,
    AssessmentsModule,
    ScorecardsModule,
    LettersModule.forRoot({ processes: options.letterProcesses }),
    CasesModule,
    DeskModule,
  ];
}
