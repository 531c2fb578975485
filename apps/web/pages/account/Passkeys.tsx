import type { PasskeyView } from '@libs/contracts';
import { useState } from 'react';
import { mayUsePasskeys, useRemovePasskey } from '../../client/passkeys.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Dialog } from '../../components/controls/Dialog.tsx';
import { NameHint } from '../../components/sign-in/PasskeyButton.tsx';
import { dateInWords } from '../../words/dates.ts';
import { passkeyWords } from '../../words/passkeys.ts';
import classes from './Account.module.css';
import { AddPasskeyDialog, RenamePasskeyDialog } from './PasskeyDialogs.tsx';

interface PasskeysProps {
  passkeys: PasskeyView[];
  /** Does what needs a fresh sign-in. */
  run: (act: () => Promise<unknown>) => void;
  onCodes: (codes: string[]) => void;
}

/** The account's passkeys, as lines of its second factors. */
export function Passkeys({ passkeys, run, onCodes }: PasskeysProps) {
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<PasskeyView | null>(null);
  const [removing, setRemoving] = useState<PasskeyView | null>(null);
  const done = (codes: string[] | null) => {
    setAdding(false);
    if (codes) onCodes(codes);
  };
  return (
    <>
      <ul className={classes.factors}>
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span className={classes.device}>{passkey.name}</span>
            <span className={classes.quiet}>{aboutOf(passkey)}</span>
            <span className={classes.acts}>
              <Button aria-label={passkeyWords.renameOf(passkey.name)} onClick={() => setRenaming(passkey)}>
                {passkeyWords.rename}
              </Button>
              <Button aria-label={passkeyWords.removeOf(passkey.name)} onClick={() => setRemoving(passkey)}>
                {passkeyWords.remove}
              </Button>
            </span>
          </li>
        ))}
        <li>
          <span className={classes.device}>{passkeyWords.title}</span>
          <span className={classes.quiet}>{passkeys.length === 0 ? passkeyWords.none : ''}</span>
          {mayUsePasskeys() ? (
            <Button onClick={() => run(async () => setAdding(true))}>{passkeyWords.add}</Button>
          ) : (
            <NameHint />
          )}
        </li>
      </ul>
      {adding ? <AddPasskeyDialog onDone={done} onClose={() => setAdding(false)} /> : null}
      {renaming ? <RenamePasskeyDialog passkey={renaming} onClose={() => setRenaming(null)} /> : null}
      {removing ? <RemovePasskeyDialog passkey={removing} run={run} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}

function aboutOf({ createdAt, lastUsedAt, isBackedUp }: PasskeyView): string {
  const parts = [passkeyWords.since(dateInWords(createdAt))];
  if (lastUsedAt) parts.push(passkeyWords.used(dateInWords(lastUsedAt)));
  if (isBackedUp) parts.push(passkeyWords.backedUp);
  return parts.join(', ');
}

interface RemoveDialogProps {
  passkey: PasskeyView;
  run: PasskeysProps['run'];
  onClose: () => void;
}

function RemovePasskeyDialog({ passkey, run, onClose }: RemoveDialogProps) {
  const remove = useRemovePasskey();
  const act = () => {
    onClose();
    run(() => remove.mutateAsync(passkey.id));
  };
  return (
    <Dialog title={passkeyWords.removeOf(passkey.name)} width={440} onClose={onClose}>
      <p className={classes.quiet}>{passkeyWords.removeHint}</p>
      <div className={classes.acts}>
        <Button look="primary" onClick={act}>
          {passkeyWords.removeReally}
        </Button>
        <Button onClick={onClose}>{passkeyWords.keep}</Button>
      </div>
    </Dialog>
  );
}
