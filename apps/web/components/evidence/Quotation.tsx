import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { evidenceWords } from '../../words/evidence.ts';
import { classList } from '../class-list.ts';
import { Button } from '../controls/Button.tsx';
import type { ArchivedWords } from './archived-words.ts';
import classes from './Quotation.module.css';

/** `direct` and `mixed` are a speaker's own words; `indirect` is a reporter's wording of them; `reported` is reporting on conduct. */
export type WordsForm = 'direct' | 'mixed' | 'indirect' | 'reported';

interface QuotationProps {
  words: ArchivedWords | null;
  form: WordsForm;
  language?: string | undefined;
  large?: boolean;
  clamp?: boolean;
}

/** Quotation marks stand only around a speaker's own words, never around paraphrase or reporting. */
export function Quotation({ words, form, language, large, clamp }: QuotationProps) {
  if (words === null) return <p className={classes.lost}>{evidenceWords.quotationLost}</p>;
  const verbatim = form === 'direct' || form === 'mixed';
  const text = verbatim ? (
    `“${words}”`
  ) : (
    <span className={form === 'indirect' ? classes.paraphrase : undefined}>{words}</span>
  );
  const className = classList(classes.words, large && classes.large);
  if (clamp) {
    return (
      <Clamped className={className} language={language}>
        {text}
      </Clamped>
    );
  }
  return (
    <p lang={language} className={className}>
      {text}
    </p>
  );
}

interface ClampedProps {
  className: string | undefined;
  language: string | undefined;
  children: ReactNode;
}

/** Seven lines; where there are more, the mark at the end says that the words go on and "more" shows them. */
function Clamped({ className, language, children }: ClampedProps) {
  const box = useRef<HTMLParagraphElement>(null);
  const [cut, setCut] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const paragraph = box.current;
    if (!paragraph || open) return;
    const measure = () => setCut(paragraph.scrollHeight > paragraph.clientHeight + 1);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(paragraph);
    return () => watch.disconnect();
  }, [open]);
  return (
    <>
      <p ref={box} lang={language} className={classList(className, !open && classes.clamped)}>
        {children}
      </p>
      {cut && !open ? (
        <Button
          look="text"
          className={classes.more}
          onClick={(event) => {
            event.stopPropagation();
            event.preventDefault();
            setOpen(true);
          }}
        >
          {evidenceWords.more}
        </Button>
      ) : null}
    </>
  );
}
