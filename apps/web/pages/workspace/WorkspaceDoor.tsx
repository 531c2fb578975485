import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { meQuery, WorkspaceContext, type Workspace } from '../../client/session.ts';
import { buttonClasses } from '../../components/controls/Button.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { PageMissing } from '../../components/shell/PageMissing.tsx';
import classes from '../../components/shell/Page.module.css';
import { shellWords } from '../../words/shell.ts';
import { OverlaysProvider } from './Overlays.tsx';

/** Finds the workspace of the address among the person's own; any other one does not exist for them. */
export function WorkspaceDoor() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { workspace: slug } = useParams({ strict: false });
  const membership = me?.workspaces.find((candidate) => candidate.slug === slug || candidate.workspaceId === slug);
  const workspace = useMemo<Workspace | null>(() => {
    if (!membership) return null;
    const permissions = new Set(membership.permissions);
    return {
      slug: membership.slug,
      name: membership.name,
      sample: membership.sample,
      memberName: membership.memberName,
      memberId: membership.memberId,
      may: (permission) => permissions.has(permission),
    };
  }, [membership]);

  if (me && me.workspaces.length === 0) {
    return (
      <main className={classes.page}>
        <Notice title={shellWords.noWorkspace}>{shellWords.noWorkspaceHint}</Notice>
      </main>
    );
  }
  if (!workspace) return <PageMissing />;
  if (membership?.needsFactor) return <FactorNeeded workspace={membership.name} />;
  return (
    <WorkspaceContext.Provider value={workspace}>
      <OverlaysProvider>
        <Outlet />
      </OverlaysProvider>
    </WorkspaceContext.Provider>
  );
}

/** The way to what the workspace asks for, and nothing of the workspace. */
function FactorNeeded({ workspace }: { workspace: string }) {
  return (
    <main className={classes.page}>
      <Notice
        title={shellWords.needsFactor(workspace)}
        acts={
          <Link to="/account" className={buttonClasses.primary}>
            {shellWords.toFactors}
          </Link>
        }
      >
        {shellWords.needsFactorHint}
      </Notice>
    </main>
  );
}
