import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { companiesQuery, lettersQuery, sourcesQuery } from '../../client/records.ts';
import { meQuery, useSignOut, useWorkspace } from '../../client/session.ts';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { PlumbMark } from '../../components/marks/Brand.tsx';
import { KeyCap, SampleMark } from '../../components/marks/Marks.tsx';
import classes from '../../components/shell/Shell.module.css';
import { shellWords } from '../../words/shell.ts';
import { useOverlays } from './Overlays.tsx';

const rooms = [
  { to: '/w/$workspace/companies', label: shellWords.companies, paths: ['companies', 'company'], counts: 'companies' },
  { to: '/w/$workspace/sources', label: shellWords.sources, paths: ['sources', 'source'], counts: 'sources' },
  { to: '/w/$workspace/scorecards', label: shellWords.scorecards, paths: ['scorecards', 'scorecard'], counts: null },
  { to: '/w/$workspace/letters', label: shellWords.letters, paths: ['letters', 'letter'], counts: 'letters' },
] as const;

function Rooms() {
  const { slug } = useWorkspace();
  const { pathname } = useLocation();
  const room = pathname.split('/')[3] ?? '';
  const counts = {
    companies: useQuery(companiesQuery(slug)).data?.items.length,
    sources: useQuery(sourcesQuery(slug)).data?.total,
    letters: useQuery(lettersQuery(slug)).data?.total,
  };
  return (
    <nav className={classes.rooms} aria-label={shellWords.navigation}>
      {rooms.map((entry) => (
        <Link
          key={entry.to}
          to={entry.to}
          params={{ workspace: slug }}
          activeProps={{}}
          aria-current={(entry.paths as readonly string[]).includes(room) ? 'page' : undefined}
        >
          {entry.label}
          {entry.counts && counts[entry.counts] !== undefined ? (
            <span className={classes.count}>{counts[entry.counts]}</span>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}

function Foot() {
  const workspace = useWorkspace();
  const { data: me } = useQuery(meQuery);
  const { openKeys } = useOverlays();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const leave = () => signOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/sign-in' }) });
  return (
    <div className={classes.foot}>
      <Link className={classes.own} to="/account" title={shellWords.account}>
        {workspace.memberName}
      </Link>
      {me && me.workspaces.length > 1 ? (
        <select
          aria-label={shellWords.workspace}
          value={workspace.slug}
          onChange={(event) =>
            void navigate({ to: '/w/$workspace/companies', params: { workspace: event.target.value } })
          }
        >
          {me.workspaces.map((other) => (
            <option key={other.slug} value={other.slug}>
              {other.name}
            </option>
          ))}
        </select>
      ) : (
        <span>{workspace.name}</span>
      )}
      {workspace.sample ? <SampleMark /> : null}
      <Link className={classes.footAct} to="/w/$workspace/settings" params={{ workspace: workspace.slug }}>
        {shellWords.settings}
      </Link>
      <button type="button" className={classes.footAct} onClick={openKeys}>
        {shellWords.keys} <KeyCap>?</KeyCap>
      </button>
      <button type="button" className={classes.footAct} onClick={leave}>
        {shellWords.signOut}
      </button>
    </div>
  );
}

const Brand = ({ slug }: { slug: string }) => (
  <Link className={classes.brand} to="/w/$workspace/companies" params={{ workspace: slug }} activeProps={{}}>
    <PlumbMark /> {shellWords.product}
  </Link>
);

/** Navigation in words at the left; on narrow screens behind "Menu". */
export function Shell() {
  const { slug } = useWorkspace();
  const { openSearch } = useOverlays();
  const { pathname } = useLocation();
  const [menuAt, setMenuAt] = useState<string | null>(null);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        {shellWords.skip}
      </a>
      <header className={classes.topBar}>
        <button type="button" onClick={() => setMenuAt(pathname)}>
          {shellWords.menu}
        </button>
        <Brand slug={slug} />
        <button type="button" onClick={openSearch}>
          {shellWords.search}
        </button>
      </header>
      <div className={classes.navigation}>
        <Brand slug={slug} />
        <button type="button" className={classes.search} onClick={openSearch}>
          {shellWords.search} <KeyCap>/</KeyCap>
        </button>
        <Rooms />
        <Foot />
      </div>
      <main id="page" tabIndex={-1} className={classes.page}>
        <Outlet />
      </main>
      {menuAt === pathname ? (
        <Dialog title={shellWords.menu} onClose={() => setMenuAt(null)}>
          <div className={classes.menu}>
            <Rooms />
            <Foot />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
