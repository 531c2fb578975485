import { RequestRefused, ServerUnreachable } from '../../client/request.ts';
import { stateWords } from '../../words/states.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import classes from './Page.module.css';
import { PageMissing } from './PageMissing.tsx';

interface FailureProps {
  error: unknown;
  what?: string;
  /** True where it stands in the place of the whole page, so that nothing fetched earlier is shown. */
  whole?: boolean;
  onRetry?: () => void;
}

/** What happened, what was kept, what to do, and a reference. */
export function Failure({ error, what, whole, onRetry }: FailureProps) {
  const refused = error instanceof RequestRefused ? error.problem : null;
  const lost = error instanceof ServerUnreachable;
  const title = lost
    ? stateWords.connectionLost
    : what
      ? stateWords.couldNotFetch(what)
      : (refused?.title ?? String(error));
  const hint = whole ? stateWords.connectionNothing : stateWords.connectionHint;
  const text = lost ? hint : (refused?.detail ?? (error instanceof Error ? error.message : ''));
  return (
    <Notice
      role="alert"
      title={title}
      acts={onRetry ? <Button onClick={onRetry}>{stateWords.tryAgain}</Button> : undefined}
    >
      {text} {refused?.requestId ? stateWords.reference(refused.requestId) : stateWords.nothingLost}
    </Notice>
  );
}

export function PageFailure({ error, what, reset }: { error: unknown; what?: string; reset?: () => void }) {
  if (error instanceof RequestRefused && error.problem.status === 404) return <PageMissing />;
  return (
    <div className={classes.page}>
      <Failure error={error} whole {...(what ? { what } : {})} onRetry={reset ?? (() => location.reload())} />
    </div>
  );
}
