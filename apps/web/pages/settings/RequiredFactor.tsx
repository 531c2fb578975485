import { useQuery } from '@tanstack/react-query';
import { requiredFactorQuery, useRequireFactor } from '../../client/factors.ts';
import { useWorkspace } from '../../client/session.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { requiredFactorWords } from '../../words/factors.ts';

/** Whether the workspace lets only those in who have shown a second factor. */
export function RequiredFactor() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(requiredFactorQuery(slug));
  const change = useRequireFactor(slug);
  const act = data ? (
    <Button disabled={change.isPending} onClick={() => change.mutate(!data.required)}>
      {data.required ? requiredFactorWords.leave : requiredFactorWords.require}
    </Button>
  ) : null;
  return (
    <Section title={requiredFactorWords.title} hint={requiredFactorWords.hint} acts={act}>
      {error && !data ? (
        <Failure error={error} what={requiredFactorWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={requiredFactorWords.what} lines={1} />
      ) : (
        <p role="status">
          {data.required ? requiredFactorWords.isRequired : requiredFactorWords.isNotRequired}{' '}
          {requiredFactorWords.without(data.membersWithout)}
        </p>
      )}
      {change.error ? <Failure error={change.error} /> : null}
    </Section>
  );
}
