import type { LetterView } from '@libs/contracts';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../client/session.ts';
import { HistoryLink } from '../../components/shell/HistoryLink.tsx';
import { dateInWords } from '../../words/dates.ts';
import { letterWords } from '../../words/letter.ts';
import classes from './Letter.module.css';

/** Sections with their open checks, the citations with a way to each sentence, and what the letter is. */
export function LetterOutline({ letter }: { letter: LetterView }) {
  const { slug } = useWorkspace();
  return (
    <aside className={classes.outline} aria-label={letterWords.outline} tabIndex={0}>
      <section>
        <h2>{letterWords.outline}</h2>
        <ul>
          {letter.outline.map((part) => (
            <li key={part.id}>
              {part.title}
              {part.open > 0 ? (
                <span className={classes.open} aria-label={letterWords.outlineOpen(part.open)} role="img">
                  {part.open}
                </span>
              ) : (
                <span className={classes.tick} role="img" aria-label={letterWords.outlineDone}>
                  ✓
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{letterWords.citations}</h2>
        {letter.citations.length === 0 ? <p>{letterWords.noCitations}</p> : null}
        <ol>
          {letter.citations.map((citation) => (
            <li key={`${citation.note}-${citation.record.id}`} className={classes.citation}>
              <span>{citation.note}</span>
              <Link to="/w/$workspace/excerpt/$excerptId" params={{ workspace: slug, excerptId: citation.excerptId }}>
                {citation.record.number}
              </Link>
              <span>{citation.record.label}</span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <dl className={classes.facts}>
          <dt>{letterWords.drafted}</dt>
          <dd>{letterWords.by(letter.draftedBy, dateInWords(letter.draftedAt))}</dd>
          <dt>{letterWords.reply}</dt>
          <dd>{dateInWords(letter.replyDueOn)}</dd>
          <dt>{letterWords.profile}</dt>
          <dd>{letter.profile}</dd>
          <dt>{letterWords.modelHash}</dt>
          <dd className={classes.hash}>{letter.modelHash.slice(0, 16)}…</dd>
        </dl>
        <HistoryLink kind="letter" id={letter.id} name={letter.number} />
      </section>
    </aside>
  );
}
