import { useState } from 'react';
import { addressWithName, mayUsePasskeys, PasskeyNotShown } from '../../client/passkeys.ts';
import { passkeyWords } from '../../words/passkeys.ts';
import { Button } from '../controls/Button.tsx';
import formClasses from '../forms/Forms.module.css';
import { Failure } from '../shell/PageFailure.tsx';

interface PasskeyButtonProps {
  label: string;
  look?: 'primary' | 'outlined';
  onPress: () => Promise<unknown>;
}

/** Asks the device, and says so where none was shown. */
export function PasskeyButton({ label, look = 'outlined', onPress }: PasskeyButtonProps) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    setError(null);
    try {
      await onPress();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  if (!mayUsePasskeys()) return null;
  return (
    <div>
      <Button look={look} disabled={busy} onClick={() => void press()}>
        {label}
      </Button>
      {error instanceof PasskeyNotShown ? (
        <p role="alert" className={formClasses.hint}>
          {passkeyWords.notShown}
        </p>
      ) : error ? (
        <Failure error={error} />
      ) : null}
    </div>
  );
}

/** At a bare number there are no passkeys: where the same page has a name. */
export function NameHint() {
  const address = addressWithName();
  if (mayUsePasskeys() || !address) return null;
  return (
    <p className={formClasses.hint}>
      {passkeyWords.needsName} <a href={address}>{address}</a>
    </p>
  );
}
