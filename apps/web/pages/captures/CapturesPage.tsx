import type { CaptureListView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { capturesQuery } from '../../client/documents.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { Notice } from '../../components/controls/Notice.tsx';
import { SelectField } from '../../components/forms/Fields.tsx';
import { Page } from '../../components/shell/Page.tsx';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { captureWords as words } from '../../words/captures.ts';
import { momentInWords } from '../../words/dates.ts';
import { sourceWords } from '../../words/source.ts';
import { Difference } from './Difference.tsx';
import classes from './Captures.module.css';

type Capture = CaptureListView['items'][number];

/** A document over time: its captures, and what changed from one to another. */
export function CapturesPage() {
  const { slug } = useWorkspace();
  const { sourceId } = useParams({ from: '/w/$workspace/shell/sources/$sourceId/captures' });
  const { data, error, refetch } = useQuery(capturesQuery(slug, sourceId));
  const shown = data?.items.find(({ id }) => id === sourceId);
  if (error) return <PageFailure error={error} what={sourceWords.what} reset={() => void refetch()} />;
  if (!data || !shown) {
    return (
      <Page title={sourceWords.what}>
        <Loading what={words.what} lines={8} />
      </Page>
    );
  }
  return (
    <Page
      title={words.title(shown.number)}
      lede={words.lede}
      acts={
        <Link to="/w/$workspace/source/$sourceId" params={{ workspace: slug, sourceId }} search={{}}>
          {words.open(shown.number)}
        </Link>
      }
    >
      <div className={classes.columns}>
        <nav aria-label={words.list}>
          <ol className={classes.list} reversed>
            {data.items.toReversed().map((capture) => (
              <li key={capture.id}>
                <CaptureEntry capture={capture} isShown={capture.id === sourceId} />
              </li>
            ))}
          </ol>
        </nav>
        {data.items.length === 1 ? (
          <Notice title={words.first}>{words.onlyOne}</Notice>
        ) : (
          <Comparison shown={shown} captures={data.items} />
        )}
      </div>
    </Page>
  );
}

function CaptureEntry({ capture, isShown }: { capture: Capture; isShown: boolean }) {
  const { slug } = useWorkspace();
  const { id, number, status, retrievedAt, textSha256, sameAsBefore } = capture;
  const told = [
    textSha256 === null
      ? words.noText
      : sameAsBefore === null
        ? words.first
        : sameAsBefore
          ? words.same
          : words.changed,
    ...(status === 'withdrawn' ? [words.withdrawn] : []),
  ];
  return (
    <Link
      to="/w/$workspace/sources/$sourceId/captures"
      params={{ workspace: slug, sourceId: id }}
      search={{}}
      activeProps={{}}
      aria-current={isShown ? 'page' : undefined}
    >
      <strong>{number}</strong>
      <span>{retrievedAt ? words.captured(momentInWords(retrievedAt)) : words.notKnown}</span>
      <span>{told.join(', ')}</span>
    </Link>
  );
}

function Comparison({ shown, captures }: { shown: Capture; captures: Capture[] }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/w/$workspace/shell/sources/$sourceId/captures' });
  const others = captures.filter(({ id }) => id !== shown.id);
  const before = others.find(({ id }) => id === from) ?? captures[captures.indexOf(shown) - 1] ?? others[0]!;
  return (
    <section aria-label={words.difference}>
      <div className={classes.head}>
        <h2>{words.against(shown.number, before.number)}</h2>
        <SelectField
          path="from"
          label={words.compare}
          value={before.id}
          options={others.map(({ id, number }) => ({ value: id, label: number }))}
          onChange={(id) =>
            void navigate({
              to: '/w/$workspace/sources/$sourceId/captures',
              params: { workspace: slug, sourceId: shown.id },
              search: { from: id },
              replace: true,
            })
          }
        />
      </div>
      <Difference sourceId={shown.id} from={before.id} />
    </section>
  );
}
