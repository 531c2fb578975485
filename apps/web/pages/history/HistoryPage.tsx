import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { historyQuery, namesQuery, type KeptKind } from '../../client/history.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { TextField } from '../../components/forms/Fields.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { momentInWords } from '../../words/dates.ts';
import { historyWords as words } from '../../words/history.ts';
import { asKnownOn, idsIn, type KeptVersion } from './history-model.ts';
import { VersionBody } from './VersionBody.tsx';
import classes from './History.module.css';

const ROUTE = '/w/$workspace/shell/history/$kind/$recordId';

/** Any record over time: each kept version, what it changed, and what stood on a day. */
export function HistoryPage({ kind }: { kind: KeptKind }) {
  const { slug } = useWorkspace();
  const { recordId } = useParams({ from: ROUTE });
  const { on, version } = useSearch({ from: ROUTE });
  const { data, error, refetch } = useQuery(historyQuery(slug, kind, recordId));
  const ids = data ? [recordId, ...idsIn(data.items)] : [];
  const { data: names } = useQuery(namesQuery(slug, [...new Set(ids)]));
  if (error) return <PageFailure error={error} what={words.what} reset={() => void refetch()} />;
  if (!data) {
    return (
      <Page title={words.what}>
        <Loading what={words.what} lines={8} />
      </Page>
    );
  }
  const nameOf = (id: string) => names?.get(id)?.name;
  const shown = on ? asKnownOn(data.items, on) : (data.items.find((one) => one.version === version) ?? data.items[0]);
  return (
    <Page title={words.title(kind, nameOf(recordId) ?? '')} lede={words.lede}>
      <div className={classes.columns}>
        <div>
          <AsKnownOn on={on} />
          <nav aria-label={words.list}>
            <ol className={classes.list} reversed>
              {data.items.map((one) => (
                <li key={one.version}>
                  <VersionEntry one={one} isShown={one === shown} />
                </li>
              ))}
            </ol>
          </nav>
        </div>
        <div>
          {on ? (
            <p className={classes.note} role="status">
              {shown ? words.asKnown(on, shown.version) : words.notYet(on)}
            </p>
          ) : null}
          {shown ? <VersionBody shown={shown} versions={data.items} nameOf={nameOf} /> : null}
        </div>
      </div>
    </Page>
  );
}

function AsKnownOn({ on }: { on: string | undefined }) {
  const navigate = useNavigate();
  const go = (value: string) => void navigate({ to: '.', search: value ? { on: value } : {}, replace: true });
  return <TextField path="on" type="date" label={words.asKnownOn} value={on ?? ''} onChange={go} />;
}

function VersionEntry({ one, isShown }: { one: KeptVersion; isShown: boolean }) {
  return (
    <Link to="." search={{ version: one.version }} activeProps={{}} aria-current={isShown ? 'page' : undefined}>
      <strong>{words.version(one.version)}</strong>
      <span>{momentInWords(one.changedAt)}</span>
      <span>{words.by(one.changedBy)}</span>
    </Link>
  );
}
