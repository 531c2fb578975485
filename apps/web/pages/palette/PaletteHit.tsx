import type { SearchHit } from '@libs/contracts';
import type { Verdict } from '@libs/domain/vocabulary';
import { VerdictGlyph } from '../../components/marks/VerdictGlyph.tsx';
import { dateInWords } from '../../words/dates.ts';
import { verdictWords } from '../../words/verdicts.ts';
import { hitText } from './hit-text.ts';
import { matchWindow } from './match-window.ts';
import type { PaletteEntry } from './usePaletteEntries.ts';
import classes from './Palette.module.css';

const whereOf = (hit: SearchHit) => [hit.number, hit.on ? dateInWords(hit.on) : null].filter(Boolean).join(', ');

interface PaletteHitProps {
  entry: PaletteEntry;
  selected: boolean;
  onPoint: () => void;
}

/** One line of the palette: archived words as a quotation, our own wording plain; a reading with its verdict. */
export function PaletteHit({ entry, selected, onPoint }: PaletteHitProps) {
  const { hit } = entry;
  const words = hit ? hitText(hit) : null;
  const text = words && matchWindow(words.text, words.start, words.end);
  const verdict = hit?.verdict as Verdict | null | undefined;
  const isReading = hit?.kind === 'assessment';
  return (
    <div
      id={`hit-${entry.key}`}
      className={classes.hit}
      role="option"
      aria-selected={selected}
      onMouseMove={onPoint}
      onClick={entry.open}
    >
      <span>
        {verdict ? (
          <VerdictGlyph verdict={verdict} {...(isReading ? {} : { label: verdictWords[verdict].short })} />
        ) : null}
      </span>
      <span className={classes.text} data-archived={words?.archived || undefined}>
        {isReading && verdict ? <b>{verdictWords[verdict].full}: </b> : null}
        {text ? (
          <>
            {text.before}
            {text.match ? <mark>{text.match}</mark> : null}
            {text.after}
          </>
        ) : (
          entry.label
        )}
      </span>
      <span className={classes.where}>{hit ? whereOf(hit) : null}</span>
    </div>
  );
}
