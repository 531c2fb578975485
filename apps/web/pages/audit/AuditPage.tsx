import { TRAIL_FORMATS } from '@libs/contracts';
import { Link, useSearch } from '@tanstack/react-router';
import { checkpointsAddress, exportAddress, publicKeyAddress } from '../../client/audit.ts';
import { useWorkspace } from '../../client/session.ts';
import { buttonClasses } from '../../components/controls/Button.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageMissing } from '../../components/shell/PageMissing.tsx';
import { auditWords, exportWords } from '../../words/audit.ts';
import classes from './Audit.module.css';
import { ChainState } from './ChainState.tsx';
import { SecurityEvents } from './SecurityEvents.tsx';
import { Trail } from './Trail.tsx';

/** The audit trail, the state of its chain, and the sign-ins of the members: for those who may read them. */
export function AuditPage() {
  const { slug, may } = useWorkspace();
  const { view } = useSearch({ from: '/w/$workspace/shell/settings/audit' });
  if (!may('audit.read')) return <PageMissing />;
  const isSecurity = view === 'security' && may('security_event.read');
  return (
    <Page title={auditWords.title} lede={auditWords.lede}>
      {may('security_event.read') ? (
        <nav className={classes.views} aria-label={auditWords.views}>
          <Link
            to="/w/$workspace/settings/audit"
            params={{ workspace: slug }}
            search={{}}
            activeProps={{}}
            activeOptions={{ exact: true }}
            aria-current={isSecurity ? undefined : 'page'}
          >
            {auditWords.trail}
          </Link>
          <Link
            to="/w/$workspace/settings/audit"
            params={{ workspace: slug }}
            search={{ view: 'security' }}
            activeProps={{}}
            activeOptions={{ exact: true }}
            aria-current={isSecurity ? 'page' : undefined}
          >
            {auditWords.security}
          </Link>
        </nav>
      ) : null}
      {isSecurity ? (
        <SecurityEvents />
      ) : (
        <>
          <ChainState>{may('audit.export') ? <Exports /> : null}</ChainState>
          <Trail />
        </>
      )}
    </Page>
  );
}

/** Files are fetched by the browser itself: a long trail is never held by the page. */
function Exports() {
  const { slug } = useWorkspace();
  return (
    <div className={classes.exports}>
      {TRAIL_FORMATS.map((format) => (
        <a key={format} className={buttonClasses.outlined} href={exportAddress(slug, format)} download>
          {exportWords.formats[format]}
        </a>
      ))}
      <a className={buttonClasses.outlined} href={checkpointsAddress(slug)} download>
        {exportWords.checkpoints}
      </a>
      <a className={buttonClasses.outlined} href={publicKeyAddress(slug)} download>
        {exportWords.publicKey}
      </a>
    </div>
  );
}
