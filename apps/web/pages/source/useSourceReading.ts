import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { useKeys } from '../../components/keyboard/keyboard.ts';
import { sourceWords } from '../../words/source.ts';
import { sentencesOf, stepped, type PickStep, type TextRange } from './pick-range.ts';
import { passageShown, type Passage } from './source-model.ts';
import { selectedRange } from './text-selection.ts';

export interface SourceReading {
  root: RefObject<HTMLDivElement | null>;
  shown: Passage | undefined;
  showExcerpt: (excerptId: string) => void;
  showNumber: (number: string) => void;
  /** Words picked by pointer or keyboard, not yet recorded. */
  range: TextRange | null;
  /** True while picking by keyboard, when the arrows move the range. */
  byKeyboard: boolean;
  step: (step: PickStep) => void;
  /** True while the form for the picked words is open. */
  recording: boolean;
  record: (range?: TextRange) => void;
  leave: () => void;
}

/** What is shown stands in the address; what is being picked does not. */
export function useSourceReading(text: string, language: string, passages: Passage[]): SourceReading {
  const { may } = useWorkspace();
  const { show } = useSearch({ from: '/w/$workspace/source/$sourceId' });
  const navigate = useNavigate({ from: '/w/$workspace/source/$sourceId' });
  const root = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<TextRange | null>(null);
  const [byKeyboard, setByKeyboard] = useState(false);
  const [recording, setRecording] = useState(false);
  const shown = passageShown(passages, show);
  const mayRecord = may('excerpt.record') && text.length > 0;

  const showNumber = (number: string) => void navigate({ search: { show: number }, replace: true, resetScroll: false });
  const showExcerpt = (excerptId: string) => {
    const passage = passages.find(({ excerpt }) => excerpt.id === excerptId);
    if (passage && document.getSelection()?.isCollapsed !== false) showNumber(passage.excerpt.number);
  };
  const leave = () => {
    setRange(null);
    setByKeyboard(false);
    setRecording(false);
  };
  const record = (chosen?: TextRange) => {
    if (chosen) setRange(chosen);
    document.getSelection()?.removeAllRanges();
    setRecording(true);
    setByKeyboard(false);
  };
  const pick = () => {
    const selected = root.current && selectedRange(root.current, text);
    if (selected) return record(selected);
    setRange(shown ? rangeOf(shown) : (sentencesOf(text, language)[0] ?? null));
    setByKeyboard(true);
  };
  const move = (by: 1 | -1) => {
    const at = shown ? passages.indexOf(shown) : by === 1 ? -1 : passages.length;
    const next = passages[at + by];
    if (next) showNumber(next.excerpt.number);
  };

  // The words under an open form stay the words it was opened for.
  const keys = [
    { keys: 'j', does: sourceWords.next, run: () => move(1) },
    { keys: 'k', does: sourceWords.previous, run: () => move(-1) },
    ...(mayRecord ? [{ keys: 's', does: sourceWords.newFrom, run: pick }] : []),
  ];
  useKeys(sourceWords.keys, recording ? [] : keys);
  useSelectionWatch(root, text, mayRecord && !recording && !byKeyboard, setRange);
  useEffect(() => {
    const bring = () => root.current?.querySelector('[data-shown]')?.scrollIntoView({ block: 'center' });
    bring();
    // The line breaks move once the fonts are here.
    if (document.fonts.status !== 'loaded') void document.fonts.ready.then(bring);
  }, [shown?.excerpt.id]);

  return {
    root,
    shown,
    showExcerpt,
    showNumber,
    range,
    byKeyboard,
    step: (step) => setRange((now) => now && stepped(text, language, now, step)),
    recording,
    record,
    leave,
  };
}

const rangeOf = ({ excerpt }: Passage): TextRange => ({ start: excerpt.startUtf16, end: excerpt.endUtf16 });

/** Follows the pointer's selection in the text; the marked words are drawn by the page once the form opens. */
function useSelectionWatch(
  root: RefObject<HTMLDivElement | null>,
  text: string,
  active: boolean,
  onRange: (range: TextRange | null) => void,
) {
  const latest = useRef(onRange);
  latest.current = onRange;
  useEffect(() => {
    if (!active) return;
    let over = false;
    // Letting go beside the text keeps what is picked: the way to the button must not undo the selection.
    const settle = (event: Event) =>
      setTimeout(() => {
        if (over || !root.current) return;
        const range = selectedRange(root.current, text);
        const inside = event.target instanceof Node && root.current.contains(event.target);
        if (range || inside) latest.current(range);
      }, 0);
    document.addEventListener('mouseup', settle);
    document.addEventListener('touchend', settle);
    document.addEventListener('keyup', settle);
    return () => {
      over = true;
      document.removeEventListener('mouseup', settle);
      document.removeEventListener('touchend', settle);
      document.removeEventListener('keyup', settle);
    };
  }, [root, text, active]);
}
