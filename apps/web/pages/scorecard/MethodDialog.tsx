import type { MethodView } from '@libs/contracts';
import type { EvidenceGrade } from '@libs/domain/vocabulary';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { useEffect, useRef } from 'react';
import { gradeWords } from '../../words/kinds.ts';
import { scorecardWords } from '../../words/scorecard.ts';
import { bareIndicator, qualified } from './league-model.ts';
import classes from './Scorecard.module.css';

interface MethodDialogProps {
  method: MethodView;
  /** The indicator of the selected cell: it is marked and brought into sight. */
  chosen: string | undefined;
  onClose: () => void;
}

/** The method as the round uses it: threshold, floor, pairs, indicators with their points, hash of the file. */
export function MethodDialog({ method, chosen, onClose }: MethodDialogProps) {
  const mark = useRef<HTMLTableRowElement>(null);
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), []);
  const isChosen = (id: string) => chosen !== undefined && bareIndicator(chosen) === id;
  return (
    <Dialog title={`${method.title}, ${method.version}`} width={860} onClose={onClose}>
      {method.note ? <p>{method.note}</p> : null}
      <p>{scorecardWords.threshold(`${Math.round(method.coverageThreshold * 100)} %`)}</p>
      <p>{scorecardWords.floor(gradeWords[method.evidenceFloor as EvidenceGrade])}</p>
      <p>
        {scorecardWords.pairs}:{' '}
        {method.pairs
          .map(
            ({ policy, conduct, label }) => `${qualified(method, policy)} and ${qualified(method, conduct)}, ${label}`,
          )
          .join('; ')}
      </p>
      <table className={classes.methodTable}>
        <thead>
          <tr>
            <th scope="col">{scorecardWords.indicator}</th>
            <th scope="col">{scorecardWords.question}</th>
            <th scope="col">{scorecardWords.rubric}</th>
          </tr>
        </thead>
        <tbody>
          {method.indicators.map((indicator) => (
            <tr
              key={indicator.id}
              ref={isChosen(indicator.id) ? mark : undefined}
              aria-current={isChosen(indicator.id) || undefined}
            >
              <th scope="row">{indicator.qualifiedId}</th>
              <td>
                {indicator.question} {indicator.reversed ? scorecardWords.reversed : ''}
              </td>
              <td>
                {indicator.rubric.map(({ key, points, meaning }) => (
                  <div key={key}>
                    <b>{points}</b> {meaning}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.hash}>
        {scorecardWords.methodFile} {method.fileSha256}
      </p>
    </Dialog>
  );
}
