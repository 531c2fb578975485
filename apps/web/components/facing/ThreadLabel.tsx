import type { CSSProperties } from 'react';
import { readingWords, verdictWords } from '../../words/verdicts.ts';
import { classList } from '../class-list.ts';
import { verdictEncodings, type VerdictKey } from '../marks/encodings.ts';
import { VerdictGlyph } from '../marks/VerdictGlyph.tsx';
import type { Point } from './thread-geometry.ts';
import classes from './ThreadLabel.module.css';

interface ThreadLabelProps {
  verdict: VerdictKey;
  draft: boolean;
  /** Why it is not published: "draft", or "in review" where the readers disagree. */
  state?: string;
  pressed: boolean;
  /** The whole sentence for the accessibility tree: "Inconsistent with F-208, A-61". */
  name: string;
  place: Point | undefined;
  onSelect: () => void;
}

/** Shape, word, line and colour of one reading; a button that selects the pair. */
export function ThreadLabel({
  verdict,
  draft,
  state = readingWords.draft,
  pressed,
  name,
  place,
  onSelect,
}: ThreadLabelProps) {
  const encoding = verdictEncodings[verdict];
  const style: CSSProperties = {
    color: encoding.text,
    borderColor: draft && !pressed ? encoding.text : encoding.graphic,
    background: pressed ? encoding.wash : undefined,
    left: place?.x ?? 0,
    top: place?.y ?? 0,
    visibility: place ? undefined : 'hidden',
  };
  return (
    <button
      type="button"
      className={classList(classes.label, draft && classes.draft)}
      style={style}
      aria-pressed={pressed}
      aria-label={name}
      data-verdict={verdict}
      data-draft={draft || undefined}
      onClick={onSelect}
    >
      <VerdictGlyph verdict={verdict} size={15} />
      <span>
        {verdictWords[verdict].short}
        {draft ? <small>, {state}</small> : null}
      </span>
    </button>
  );
}
