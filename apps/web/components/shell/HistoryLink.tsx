import { Link } from '@tanstack/react-router';
import type { KeptKind } from '../../client/history.ts';
import { useWorkspace } from '../../client/session.ts';
import { historyWords } from '../../words/history.ts';

/** To every kept version of a record. */
export function HistoryLink({ kind, id, name }: { kind: KeptKind; id: string; name: string }) {
  const { slug } = useWorkspace();
  return (
    <Link to="/w/$workspace/history/$kind/$recordId" params={{ workspace: slug, kind, recordId: id }} search={{}}>
      {historyWords.of(name)}
    </Link>
  );
}
