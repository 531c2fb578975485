import type { FindingView } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { companyWords } from '../../words/company.ts';

interface ChooseFindingsProps {
  findings: FindingView[];
  onChoose: (findingIds: string[]) => void;
  onClose: () => void;
}

/** Which findings a letter asks about: a letter has room for some, not for all. */
export function ChooseFindings({ findings, onChoose, onClose }: ChooseFindingsProps) {
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <Dialog title={companyWords.chooseFindings} onClose={onClose}>
      <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
        <legend>{companyWords.chooseHint}</legend>
        {findings.map(({ id, number, excerpts }) => (
          <p key={id}>
            <label>
              <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} /> {number}:{' '}
              {excerpts[0]!.exact}
            </label>
          </p>
        ))}
      </fieldset>
      <Button disabled={chosen.length === 0} onClick={() => onChoose(chosen)}>
        {companyWords.draftOn(chosen.length)}
      </Button>
    </Dialog>
  );
}
