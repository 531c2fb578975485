import type { PlaceView, SourceView } from '@libs/contracts';
import { Fragment, type RefObject } from 'react';
import { paragraphsOf } from '../../components/evidence/passage.ts';
import { gapStarts } from '../../components/evidence/ArchivedPassage.tsx';
import { classList } from '../../components/class-list.ts';
import { documentWords } from '../../words/documents.ts';
import { sourceWords } from '../../words/source.ts';
import type { TextRange } from './pick-range.ts';
import { segmentsOf, type MarkKind, type Segment, type TextMark } from './text-segments.ts';
import classes from './Source.module.css';

interface SourceTextProps {
  source: SourceView;
  text: string;
  /** Pages or parts, shown where they begin. */
  places: PlaceView[];
  marks: TextMark[];
  shown: string | undefined;
  picked: TextRange | null;
  root: RefObject<HTMLDivElement | null>;
  onMark: (id: string) => void;
}

const strength: MarkKind[] = ['bare', 'relation', 'paraphrase', 'quotation'];

/** The captured text, every character of it, with what is recorded marked where it stands. */
export function SourceText({ source, text, places, marks, shown, picked, root, onMark }: SourceTextProps) {
  const gaps = gapStarts(source);
  const begins = new Map(places.map((place) => [place.startUtf16, placeName(place)]));
  return (
    <div ref={root} className={classes.text} lang={source.language} data-text>
      {paragraphsOf(text).map((paragraph) => (
        <Fragment key={paragraph.start}>
          {gaps.includes(paragraph.start) ? <div className={classes.gap}>{sourceWords.gap}</div> : null}
          {begins.has(paragraph.start) ? <div className={classes.place}>{begins.get(paragraph.start)}</div> : null}
          <p>
            {segmentsOf(paragraph, marks, picked).map((segment) => (
              <Piece key={segment.start} segment={segment} shown={shown} onMark={onMark} />
            ))}
          </p>
        </Fragment>
      ))}
    </div>
  );
}

const placeName = ({ kind, label }: PlaceView) =>
  kind === 'page' ? documentWords.page(label) : (documentWords.parts[label] ?? label);

function Piece({
  segment,
  shown,
  onMark,
}: {
  segment: Segment;
  shown: string | undefined;
  onMark: (id: string) => void;
}) {
  const { marks, opening, picked } = segment;
  const kind = strength.findLast((candidate) => marks.some((mark) => mark.kind === candidate));
  const isShown = marks.some(({ id }) => id === shown);
  const innermost = marks.toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  const className = classList(
    classes.piece,
    picked ? classes.picked : kind && classes[kind],
    isShown && !picked && classes.shown,
  );
  const shared = {
    className,
    'data-start': segment.start,
    'data-ordinal': opening.length > 0 ? opening.map(({ ordinal }) => ordinal).join(' ') : undefined,
    'data-shown': isShown || undefined,
    'data-picked': picked || undefined,
  };
  if (!innermost) return <span {...shared}>{segment.text}</span>;
  return (
    <mark
      {...shared}
      style={{ cursor: 'pointer', ...(kind === 'paraphrase' || kind === 'bare' ? plain : {}) }}
      onClick={() => onMark(innermost.id)}
    >
      {segment.text}
    </mark>
  );
}

/** Paraphrase and bare excerpts take their look from the class, not from the browser's yellow. */
const plain = { color: 'inherit' };
