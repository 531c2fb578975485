import { evidenceWords } from '../../words/evidence.ts';
import { classList } from '../class-list.ts';
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
  return (
    <p lang={language} className={classList(classes.words, large && classes.large, clamp && classes.clamped)}>
      {verbatim ? `“${words}”` : <span className={form === 'indirect' ? classes.paraphrase : undefined}>{words}</span>}
    </p>
  );
}
