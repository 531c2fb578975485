import { useParams } from '@tanstack/react-router';
import { KEPT_KINDS, type KeptKind } from '../../client/history.ts';
import { PageMissing } from '../../components/shell/PageMissing.tsx';
import { ByNumber } from '../workspace/ByNumber.tsx';
import { HistoryPage } from './HistoryPage.tsx';

/** The history at /history/claim/C-115, or at the lasting address with the id. */
export function HistoryAddress() {
  const { kind } = useParams({ from: '/w/$workspace/shell/history/$kind/$recordId' });
  if (!isKept(kind)) return <PageMissing />;
  return (
    <ByNumber kind={kind}>
      <HistoryPage kind={kind} />
    </ByNumber>
  );
}

const isKept = (kind: string): kind is KeptKind => KEPT_KINDS.some((one) => one === kind);
