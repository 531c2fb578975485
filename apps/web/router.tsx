import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { JOB_STATES } from '@libs/contracts';
import { z } from 'zod';
import { queryClient } from './client/query-client.ts';
import { meQuery } from './client/session.ts';
import { PageFailure } from './components/shell/PageFailure.tsx';
import { PageMissing } from './components/shell/PageMissing.tsx';
import { AccountPage } from './pages/account/AccountPage.tsx';
import { AuditPage } from './pages/audit/AuditPage.tsx';
import { CompaniesPage } from './pages/companies/CompaniesPage.tsx';
import { CompanyPage } from './pages/company/CompanyPage.tsx';
import { PermanentAddress } from './pages/company/PermanentAddress.tsx';
import { HistoryAddress } from './pages/history/HistoryAddress.tsx';
import { InvitationPage } from './pages/invitation/InvitationPage.tsx';
import { JobsPage } from './pages/jobs/JobsPage.tsx';
import { LetterPage } from './pages/letter/LetterPage.tsx';
import { LettersPage } from './pages/letters/LettersPage.tsx';
import { ResetPage } from './pages/reset/ResetPage.tsx';
import { ScorecardPage } from './pages/scorecard/ScorecardPage.tsx';
import { ScorecardsPage } from './pages/scorecards/ScorecardsPage.tsx';
import { SettingsPage } from './pages/settings/SettingsPage.tsx';
import { SignInPage } from './pages/sign-in/SignInPage.tsx';
import { SignOnDonePage } from './pages/sign-in/SignOnDonePage.tsx';
import { CapturesPage } from './pages/captures/CapturesPage.tsx';
import { SealedNotesPage } from './pages/sealed-notes/SealedNotesPage.tsx';
import { ExcerptAddress } from './pages/source/ExcerptAddress.tsx';
import { RecordSourcePage } from './pages/source/RecordSourcePage.tsx';
import { SourcePage } from './pages/source/SourcePage.tsx';
import { SourcesPage } from './pages/sources/SourcesPage.tsx';
import { ByNumber } from './pages/workspace/ByNumber.tsx';
import { Shell } from './pages/workspace/Shell.tsx';
import { WorkspaceDoor } from './pages/workspace/WorkspaceDoor.tsx';

const text = z.string().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing, errorComponent: PageFailure });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/sign-in' });
    const first = me.workspaces[0];
    if (first) throw redirect({ to: '/w/$workspace/companies', params: { workspace: first.slug } });
  },
  component: WorkspaceDoor,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: text }),
  component: SignInPage,
});

const signOnDone = createRoute({ getParentRoute: () => root, path: '/sign-in/done', component: SignOnDonePage });

const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: InvitationPage });

const reset = createRoute({ getParentRoute: () => root, path: '/reset', component: ResetPage });

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  beforeLoad: async () => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/sign-in', search: { next: '/account' } });
  },
  component: AccountPage,
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  component: WorkspaceDoor,
});

/** Pages with the navigation beside them. */
const shell = createRoute({ getParentRoute: () => workspace, id: 'shell', component: Shell });

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/companies', params });
  },
});

const companies = createRoute({ getParentRoute: () => shell, path: '/companies', component: CompaniesPage });

const company = createRoute({
  getParentRoute: () => shell,
  path: '/company/$companyId',
  validateSearch: z.object({
    pair: text,
    look: z.enum(['claim', 'finding']).optional().catch(undefined),
    group: z.enum(['year', 'month', 'day']).optional().catch(undefined),
  }),
  component: CompanyPage,
});

const permanent = (['claim', 'finding', 'assessment'] as const).map((kind) =>
  createRoute({
    getParentRoute: () => shell,
    path: `/${kind}/$recordId`,
    component: () => (
      <ByNumber kind={kind}>
        <PermanentAddress kind={kind} />
      </ByNumber>
    ),
  }),
);

const sources = createRoute({ getParentRoute: () => shell, path: '/sources', component: SourcesPage });
const recordSource = createRoute({ getParentRoute: () => shell, path: '/sources/record', component: RecordSourcePage });
const captures = createRoute({
  getParentRoute: () => shell,
  path: '/sources/$sourceId/captures',
  validateSearch: z.object({ from: text }),
  component: () => (
    <ByNumber kind="source">
      <CapturesPage />
    </ByNumber>
  ),
});
const sealedNotes = createRoute({
  getParentRoute: () => shell,
  path: '/sources/$sourceId/sealed-notes',
  component: () => (
    <ByNumber kind="source">
      <SealedNotesPage />
    </ByNumber>
  ),
});
const history = createRoute({
  getParentRoute: () => shell,
  path: '/history/$kind/$recordId',
  validateSearch: z.object({ on: day, version: z.int().min(1).optional().catch(undefined) }),
  component: HistoryAddress,
});
const excerpt = createRoute({
  getParentRoute: () => shell,
  path: '/excerpt/$excerptId',
  component: () => (
    <ByNumber kind="excerpt">
      <ExcerptAddress />
    </ByNumber>
  ),
});

const scorecards = createRoute({ getParentRoute: () => shell, path: '/scorecards', component: ScorecardsPage });

const scorecard = createRoute({
  getParentRoute: () => shell,
  path: '/scorecard/$round',
  validateSearch: z.object({
    cell: text,
    pair: text,
    sort: z.enum(['name', 'difference']).optional().catch(undefined),
  }),
  component: ScorecardPage,
});

const settings = createRoute({ getParentRoute: () => shell, path: '/settings', component: SettingsPage });

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/settings/audit',
  validateSearch: z.object({
    view: z.enum(['security']).optional().catch(undefined),
    by: text,
    act: text,
    kind: text,
    record: text,
    from: day,
    until: day,
  }),
  component: AuditPage,
});

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/settings/jobs',
  validateSearch: z.object({ state: z.enum(JOB_STATES).optional().catch(undefined) }),
  component: JobsPage,
});

const letters = createRoute({ getParentRoute: () => shell, path: '/letters', component: LettersPage });

const source = createRoute({
  getParentRoute: () => workspace,
  path: '/source/$sourceId',
  validateSearch: z.object({ show: text }),
  component: () => (
    <ByNumber kind="source">
      <SourcePage />
    </ByNumber>
  ),
});

const letter = createRoute({
  getParentRoute: () => workspace,
  path: '/letter/$letterId',
  component: () => (
    <ByNumber kind="letter">
      <LetterPage />
    </ByNumber>
  ),
});

const routes = root.addChildren([
  home,
  signIn,
  signOnDone,
  invitation,
  reset,
  account,
  workspace.addChildren([
    workspaceHome,
    shell.addChildren([
      companies,
      company,
      ...permanent,
      excerpt,
      sources,
      recordSource,
      captures,
      sealedNotes,
      history,
      scorecards,
      scorecard,
      letters,
      settings,
      audit,
      jobs,
    ]),
    source,
    letter,
  ]),
]);

export const router = createRouter({ routeTree: routes, scrollRestoration: true, defaultPreload: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
