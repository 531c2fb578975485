import type { ComparisonView } from '@libs/contracts';
import { useState } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { AssessDialog } from '../../components/assess/AssessDialog.tsx';
import { Button } from '../../components/controls/Button.tsx';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { HistoryLink } from '../../components/shell/HistoryLink.tsx';
import { companyWords, drawerWords } from '../../words/company.ts';
import type { Selection } from './comparison-model.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

interface DrawerActsProps {
  selection: Selection;
  view: ComparisonView;
  onRecorded: (number: string) => void;
}

/** What this role may do with the selection. Acts it may not do are not shown. */
export function DrawerActs({ selection, view, onRecorded }: DrawerActsProps) {
  const workspace = useWorkspace();
  const [open, setOpen] = useState<'assess' | 'confirm' | null>(null);
  const claim =
    selection.kind === 'claim' ? selection.claim : selection.kind === 'reading' ? selection.reading.claim : null;
  const assessment = selection.kind === 'reading' ? selection.reading.assessment : null;
  const mayAssess = claim !== null && workspace.may('assessment.record');
  const mayConfirm =
    assessment !== null &&
    ['draft', 'in_review'].includes(assessment.status) &&
    workspace.may('assessment.confirm') &&
    assessment.firstReader !== workspace.memberName;
  useKeys(companyWords.keys, mayAssess ? [{ keys: 'a', does: companyWords.assess, run: () => setOpen('assess') }] : []);
  return (
    <>
      {mayConfirm ? (
        <Button look="primary" onClick={() => setOpen('confirm')}>
          {drawerWords.confirm}
        </Button>
      ) : null}
      {mayAssess ? (
        <Button look={mayConfirm ? 'outlined' : 'primary'} letter="A" onClick={() => setOpen('assess')}>
          {assessment ? drawerWords.reassess : drawerWords.assess}
        </Button>
      ) : null}
      <HistoryLink {...keptOf(selection)} />
      {open === 'assess' && claim ? (
        <AssessDialog
          claim={claim}
          view={view}
          assessment={assessment}
          onRecorded={onRecorded}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'confirm' && assessment ? (
        <ConfirmDialog assessment={assessment} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

/** The record whose history the selection is. */
function keptOf(selection: Selection) {
  if (selection.kind === 'claim') return { kind: 'claim' as const, ...nameOf(selection.claim) };
  if (selection.kind === 'finding') return { kind: 'finding' as const, ...nameOf(selection.finding) };
  return { kind: 'assessment' as const, ...nameOf(selection.reading.assessment) };
}

const nameOf = ({ id, number }: { id: string; number: string }) => ({ id, name: number });
