import { FocusTrap } from '@mantine/core';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { dialogWords } from '../../words/dialogs.ts';
import { mayLeave } from '../forms/unsaved.ts';
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

const firstField = '[data-autofocus], input, select, textarea';

/** Floats over the page: focus stays inside, Esc and a click beside it close it once typed text may be given up. */
export function Dialog({ title, width = 560, bare, onClose, children }: DialogProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const close = () => void mayLeave(panel.current).then((leave) => (leave ? onClose() : undefined));
  useLayer(true, close);
  // The trap looks for this mark after the first paint; without it the way out would have the focus.
  useLayoutEffect(() => {
    panel.current?.querySelector(firstField)?.setAttribute('data-autofocus', '');
  }, []);
  return createPortal(
    <div
      className={classes.overlay}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <FocusTrap innerRef={panel}>
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
                <Button look="quiet" onClick={close}>
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
