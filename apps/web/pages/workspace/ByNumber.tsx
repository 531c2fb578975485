import type { SearchHit } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { searchQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import classes from '../../components/shell/Page.module.css';
import { PageFailure } from '../../components/shell/PageFailure.tsx';
import { PageMissing } from '../../components/shell/PageMissing.tsx';
import { stateWords } from '../../words/states.ts';
import { hitWithNumber, isShortNumber } from './short-number.ts';

interface ByNumberProps {
  kind: SearchHit['kind'];
  children: ReactNode;
}

/** Lets people write /claim/C-115 as they say it: the short number leads to the lasting address of the record. */
export function ByNumber({ kind, children }: ByNumberProps) {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  const written = params[`${kind}Id`] ?? params.recordId ?? '';
  return isShortNumber(written) ? <LookUp kind={kind} number={written} /> : children;
}

function LookUp({ kind, number }: { kind: SearchHit['kind']; number: string }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data, error, isPlaceholderData } = useQuery(searchQuery(slug, number.toUpperCase()));
  const hit = data && !isPlaceholderData ? hitWithNumber(data, kind, number) : undefined;
  // Once for each record found: as an element it would start again with every change of the address it makes.
  useEffect(() => {
    if (hit) void navigate({ to: pathname.replace(`/${number}`, `/${hit.id}`), search: true, replace: true });
  }, [hit?.id]);
  if (error) return <PageFailure error={error} />;
  if (!data || isPlaceholderData) {
    return (
      <div className={classes.page}>
        <Loading what={stateWords.record(number)} />
      </div>
    );
  }
  return hit ? null : <PageMissing />;
}
