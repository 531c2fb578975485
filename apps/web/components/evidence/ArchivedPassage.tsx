import type { ExcerptView, SourceView } from '@libs/contracts';
import { Fragment, useLayoutEffect, useRef } from 'react';
import { dateInWords, dateWords } from '../../words/dates.ts';
import { evidenceWords } from '../../words/evidence.ts';
import { SampleMark } from '../marks/Marks.tsx';
import { wordsFromArchive } from './archived-words.ts';
import { passageAround } from './passage.ts';
import classes from './Evidence.module.css';

/** Date of a document with where it comes from: a date entered by a person says so. */
export function sourceDate(source: Pick<SourceView, 'publishedOn'>): string {
  const { value, origin } = source.publishedOn;
  if (!value) return dateWords.none;
  return origin === 'entered_by_hand' ? `${dateInWords(value)}, ${evidenceWords.enteredByHand}` : dateInWords(value);
}

/** Offsets where a captured passage starts that does not follow the one before it in the full document. */
export function gapStarts(source: SourceView): number[] {
  return source.passages.flatMap((passage, index) => {
    const before = source.passages[index - 1];
    if (!before) return [];
    const gap = passage.originalStartUtf16 - before.originalStartUtf16 - (before.endUtf16 - before.startUtf16);
    return gap > 4 ? [passage.startUtf16] : [];
  });
}

/** The archived text around an excerpt, the quoted words marked, scrolled to them. */
export function ArchivedPassage({ source, excerpt }: { source: SourceView; excerpt: ExcerptView }) {
  const box = useRef<HTMLDivElement>(null);
  const text = source.capturedText ?? '';
  const paragraphs = passageAround(text, excerpt.startUtf16, excerpt.endUtf16, gapStarts(source));

  useLayoutEffect(() => {
    const mark = box.current?.querySelector('mark');
    if (!mark || !box.current) return;
    // The box may still stand where the passage before this one stood.
    box.current.scrollTop = 0;
    const top = mark.getBoundingClientRect().top - box.current.getBoundingClientRect().top;
    const room = box.current.clientHeight - 90;
    if (top > room) box.current.scrollTop = top - Math.max(40, room / 3);
    // In a low window the drawer itself scrolls, and the words lie below its edge.
    mark.scrollIntoView({ block: 'nearest' });
  }, [excerpt.id, text]);

  return (
    <section className={classes.passage} aria-label={source.title}>
      <header className={classes.passageHead}>
        <strong>{source.publisher ?? source.title}</strong>
        <span>{sourceDate(source)}</span>
        <span>{source.number}</span>
      </header>
      <div ref={box} className={classes.passageText} tabIndex={0} lang={source.language}>
        <h3>
          {source.title} {source.sample ? <SampleMark /> : null}
        </h3>
        {paragraphs.map(({ text: words, start, marked, gapBefore }) => (
          <Fragment key={start}>
            {gapBefore ? (
              <p className={classes.gap} title={evidenceWords.gap}>
                {evidenceWords.gapMark}
              </p>
            ) : null}
            {marked ? (
              <p className={classes.current}>
                {words.slice(0, marked.from)}
                <mark>
                  <span className="visually-hidden">{evidenceWords.highlight(excerpt.number)} </span>
                  {words.slice(marked.from, marked.to)}
                </mark>
                {words.slice(marked.to)}
              </p>
            ) : (
              <p>{words}</p>
            )}
          </Fragment>
        ))}
      </div>
    </section>
  );
}

/** Whether the words still stand at their place in the archived text, with the place and the text's hash. */
export function MatchLine({ source, excerpt }: { source: SourceView; excerpt: ExcerptView }) {
  const matches = wordsFromArchive(source.capturedText ?? '', excerpt) !== null;
  const original = source.captureKind === 'passages' ? excerpt.originalStartUtf16 : null;
  const length = excerpt.endUtf16 - excerpt.startUtf16;
  const hash = source.textSha256 ?? source.contentSha256;
  return (
    <div className={classes.match}>
      {source.capturedText === null ? null : matches ? (
        <span>
          ✓ {evidenceWords.matches(excerpt.startUtf16, excerpt.endUtf16)}
          {original === null ? null : evidenceWords.inFullDocument(original, original + length)}
        </span>
      ) : (
        <span className={classes.notMatching}>
          {evidenceWords.doesNotMatch}. {evidenceWords.quotationLostHint}
        </span>
      )}
      {hash ? (
        <span className={classes.hash} title={hash}>
          {evidenceWords.hash} {hash.slice(0, 12)}…{hash.slice(-6)}
        </span>
      ) : null}
    </div>
  );
}
