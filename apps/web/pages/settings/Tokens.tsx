import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '../../client/session.ts';
import { useRevokeToken, workspaceTokensQuery } from '../../client/tokens.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { TokenTable } from '../../components/tables/TokenTable.tsx';
import { tokensWords } from '../../words/tokens.ts';
import classes from './Settings.module.css';

/** Every token that opens this workspace, whoever made it. */
export function Tokens() {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(workspaceTokensQuery(slug));
  const revoke = useRevokeToken(slug);
  return (
    <Section title={tokensWords.title} hint={tokensWords.allHint}>
      {error && !data ? (
        <Failure error={error} what={tokensWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={tokensWords.what} lines={1} />
      ) : data.items.length === 0 ? (
        <p className={classes.quiet}>{tokensWords.none}</p>
      ) : (
        <TokenTable rows={data.items} of="member" busy={revoke.isPending} onRevoke={(id) => revoke.mutate(id)} />
      )}
      {revoke.error ? <Failure error={revoke.error} /> : null}
    </Section>
  );
}
