import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../../client/session.ts';
import { ownTokensQuery, useRevokeOwnToken } from '../../client/tokens.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { TokenTable } from '../../components/tables/TokenTable.tsx';
import { tokensWords } from '../../words/tokens.ts';
import classes from './Account.module.css';
import { MakeTokenDialog } from './MakeTokenDialog.tsx';

/** The person's own tokens, in every workspace. */
export function OwnTokens() {
  const { data: me } = useQuery(meQuery);
  const { data, error, refetch } = useQuery(ownTokensQuery);
  const revoke = useRevokeOwnToken();
  const [making, setMaking] = useState(false);
  const workspaces = me?.workspaces ?? [];
  const make = workspaces.length > 0 ? <Button onClick={() => setMaking(true)}>{tokensWords.make}</Button> : null;
  return (
    <Section title={tokensWords.title} hint={tokensWords.ownHint} acts={make}>
      {error && !data ? (
        <Failure error={error} what={tokensWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={tokensWords.what} lines={1} />
      ) : data.items.length === 0 ? (
        <p className={classes.quiet}>{tokensWords.none}</p>
      ) : (
        <TokenTable rows={data.items} of="workspace" busy={revoke.isPending} onRevoke={(id) => revoke.mutate(id)} />
      )}
      {revoke.error ? <Failure error={revoke.error} /> : null}
      {making ? <MakeTokenDialog workspaces={workspaces} onClose={() => setMaking(false)} /> : null}
    </Section>
  );
}
