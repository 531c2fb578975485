import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { excerptQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import classes from '../../components/shell/Page.module.css';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { sourceWords } from '../../words/source.ts';

/** The lasting address of an excerpt: its source, with the passage shown. */
export function ExcerptAddress() {
  const { slug } = useWorkspace();
  const { excerptId = '' } = useParams({ strict: false });
  const { data, error } = useQuery(excerptQuery(slug, excerptId));
  if (error) return <PageFailure error={error} />;
  if (!data) {
    return (
      <div className={classes.page}>
        <Loading what={sourceWords.what} />
      </div>
    );
  }
  return (
    <Navigate
      to="/w/$workspace/source/$sourceId"
      params={{ workspace: slug, sourceId: data.sourceId }}
      search={{ show: data.number }}
      replace
    />
  );
}
