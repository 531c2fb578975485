import { useEffect } from 'react';
import { Button } from '../../components/controls/Button.tsx';
import { useLayer } from '../../components/keyboard/keyboard.ts';
import { sourceWords } from '../../words/source.ts';
import type { PickStep } from './pick-range.ts';
import type { SourceReading } from './useSourceReading.ts';
import classes from './Source.module.css';

const stepOf = (event: KeyboardEvent): PickStep | null => {
  if (event.key === 'ArrowDown') return 'next';
  if (event.key === 'ArrowUp') return 'previous';
  if (event.key === 'ArrowRight') return event.shiftKey ? 'start-later' : 'longer';
  if (event.key === 'ArrowLeft') return event.shiftKey ? 'start-earlier' : 'shorter';
  return null;
};

/** Stands over the page while words are picked. By keyboard the arrows move the range; dragging is never the only way. */
export function PickBar({ reading, text }: { reading: SourceReading; text: string }) {
  const { range, byKeyboard, step, record, leave } = reading;
  useLayer(true, leave, false);
  useEffect(() => {
    if (!byKeyboard) return;
    const answer = (event: KeyboardEvent) => {
      const wanted = stepOf(event);
      if (wanted) step(wanted);
      else if (event.key === 'Enter') record();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', answer, true);
    return () => window.removeEventListener('keydown', answer, true);
  }, [byKeyboard, step, record]);
  useEffect(() => {
    document.querySelector('[data-picked]')?.scrollIntoView({ block: 'nearest' });
  }, [range]);
  return (
    <div className={classes.floating} onMouseDown={(event) => event.preventDefault()}>
      <span role="status" className="visually-hidden">
        {range ? sourceWords.pickedWords(text.slice(range.start, range.end)) : ''}
      </span>
      {byKeyboard ? <span>{sourceWords.pickHint}</span> : null}
      <Button look="primary" letter={byKeyboard ? '↵' : 'S'} onClick={() => record(range ?? undefined)}>
        {sourceWords.recordThese}
      </Button>
      <Button look="quiet" onClick={leave}>
        {sourceWords.close}
      </Button>
    </div>
  );
}
