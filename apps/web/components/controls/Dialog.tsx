import { FocusTrap } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { dialogWords } from '../../words/dialogs.ts';
import { useLayer } from '../keyboard/keyboard.ts';
import { Button } from './Button.tsx';
import classes from './Dialog.module.css';

interface DialogProps {
  title: string;
  width?: number;
  /** Without a head the content brings its own first line, as the palette does. */
  bare?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Floats over the page: focus stays inside, Esc and a click beside it close it. */
export function Dialog({ title, width = 560, bare, onClose, children }: DialogProps) {
  const id = useId();
  useLayer(true, onClose);
  return createPortal(
    <div
      className={classes.overlay}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <FocusTrap>
        <div
          className={classes.dialog}
          style={{ maxWidth: width }}
          role="dialog"
          aria-modal="true"
          aria-labelledby={bare ? undefined : id}
          aria-label={bare ? title : undefined}
        >
          {bare ? (
            children
          ) : (
            <>
              <div className={classes.head}>
                <h2 id={id}>{title}</h2>
                <Button look="quiet" onClick={onClose}>
                  {dialogWords.close}
                </Button>
              </div>
              <div className={classes.body}>{children}</div>
            </>
          )}
        </div>
      </FocusTrap>
    </div>,
    document.body,
  );
}
