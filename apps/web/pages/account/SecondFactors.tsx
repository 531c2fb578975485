import type { FactorsView, TotpStarted } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { factorsQuery, startTotp, useRemoveTotp, useRenewRecoveryCodes } from '../../client/factors.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { Section } from '../../components/shell/Section.tsx';
import { dateInWords } from '../../words/dates.ts';
import { codesOnceWords, factorWords } from '../../words/factors.ts';
import classes from './Account.module.css';
import { CodesOnce } from './CodesOnce.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { EnrolDialog } from './EnrolDialog.tsx';
import { Passkeys } from './Passkeys.tsx';
import { useFreshly } from './useFreshly.ts';

/** What this account shows beside its password. */
export function SecondFactors() {
  const { data, error, refetch } = useQuery(factorsQuery);
  return (
    <Section title={factorWords.title} hint={factorWords.hint}>
      {error && !data ? (
        <Failure error={error} what={factorWords.what} onRetry={() => void refetch()} />
      ) : !data ? (
        <Loading what={factorWords.what} />
      ) : (
        <FactorList factors={data} />
      )}
    </Section>
  );
}

function FactorList({ factors }: { factors: FactorsView }) {
  const freshly = useFreshly();
  const renew = useRenewRecoveryCodes();
  const [started, setStarted] = useState<TotpStarted | null>(null);
  const [removing, setRemoving] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [showing, setShowing] = useState(false);
  const hasAny = factors.totp !== null || factors.passkeys.length > 0;
  const isUnshown = hasAny && !factors.isShown;
  const close = () => setShowing(false);
  const enrol = async () => setStarted(await startTotp());
  const renewCodes = async () => setCodes((await renew.mutateAsync()).codes);
  return (
    <>
      <ul className={classes.factors}>
        <li>
          <span className={classes.device}>{factorWords.app}</span>
          <span className={classes.quiet}>
            {factors.totp ? factorWords.since(dateInWords(factors.totp.confirmedAt)) : factorWords.none}
          </span>
          {factors.totp ? (
            <Button aria-label={factorWords.removeApp} onClick={() => setRemoving(true)}>
              {factorWords.remove}
            </Button>
          ) : (
            <Button disabled={freshly.isBusy} onClick={() => freshly.run(enrol)}>
              {factorWords.add}
            </Button>
          )}
        </li>
      </ul>
      <Passkeys passkeys={factors.passkeys} run={freshly.run} onCodes={setCodes} />
      {hasAny ? (
        <ul className={classes.factors}>
          <li>
            <span className={classes.device}>{factorWords.codes}</span>
            <span className={classes.quiet}>
              {factorWords.codesLeft(factors.recoveryCodesLeft)}. {factorWords.renewHint}
            </span>
            <Button disabled={freshly.isBusy} onClick={() => freshly.run(renewCodes)}>
              {factorWords.renew}
            </Button>
          </li>
          {isUnshown ? (
            <li>
              <span className={classes.device}>{factorWords.thisSession}</span>
              <span className={classes.quiet}>{factorWords.notShown}</span>
              <Button onClick={() => setShowing(true)}>{factorWords.show}</Button>
            </li>
          ) : null}
        </ul>
      ) : null}
      {freshly.error ? <Failure error={freshly.error} /> : null}
      {started ? <EnrolDialog started={started} onClose={() => setStarted(null)} /> : null}
      {removing ? <RemoveDialog run={freshly.run} onClose={() => setRemoving(false)} /> : null}
      {codes ? (
        <Dialog title={codesOnceWords.title} onClose={() => setCodes(null)}>
          <CodesOnce codes={codes} onDone={() => setCodes(null)} />
        </Dialog>
      ) : null}
      {showing ? <ConfirmDialog confirmBy={factors.confirmBy} onDone={close} onClose={close} /> : null}
      {freshly.asks ? (
        <ConfirmDialog confirmBy={factors.confirmBy} onDone={freshly.confirmed} onClose={freshly.giveUp} />
      ) : null}
    </>
  );
}

interface RemoveDialogProps {
  run: (act: () => Promise<unknown>) => void;
  onClose: () => void;
}

function RemoveDialog({ run, onClose }: RemoveDialogProps) {
  const remove = useRemoveTotp();
  const act = () => {
    onClose();
    run(() => remove.mutateAsync());
  };
  return (
    <Dialog title={factorWords.removeApp} width={440} onClose={onClose}>
      <p className={classes.quiet}>{factorWords.removeHint}</p>
      <div className={classes.acts}>
        <Button look="primary" onClick={act}>
          {factorWords.removeReally}
        </Button>
        <Button onClick={onClose}>{factorWords.keep}</Button>
      </div>
    </Dialog>
  );
}
