import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { assessmentQuery, claimQuery, findingQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import classes from '../../components/shell/Page.module.css';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { companyWords } from '../../words/company.ts';

/** The lasting address of a claim, finding or assessment: the company page with it selected. */
export function PermanentAddress({ kind }: { kind: 'claim' | 'finding' | 'assessment' }) {
  const { slug } = useWorkspace();
  const { recordId = '' } = useParams({ strict: false });
  const claim = useQuery({ ...claimQuery(slug, recordId), enabled: kind === 'claim' });
  const finding = useQuery({ ...findingQuery(slug, recordId), enabled: kind === 'finding' });
  const assessment = useQuery({ ...assessmentQuery(slug, recordId), enabled: kind === 'assessment' });
  const error = claim.error ?? finding.error ?? assessment.error;
  const record = claim.data ?? finding.data ?? assessment.data;
  if (error) return <PageFailure error={error} />;
  if (!record) {
    return (
      <div className={classes.page}>
        <Loading what={companyWords.thisPage} />
      </div>
    );
  }
  const companyId = 'company' in record ? record.company.id : record.subject.id;
  return (
    <Navigate
      to="/w/$workspace/company/$companyId"
      params={{ workspace: slug, companyId }}
      search={{ pair: record.number, look: kind === 'finding' ? 'finding' : 'claim' }}
      replace
    />
  );
}
