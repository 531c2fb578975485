import type { SourceView } from '@libs/contracts';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../../client/session.ts';
import { KeyCap } from '../../components/marks/Marks.tsx';
import { sourceWords } from '../../words/source.ts';
import { PassageEntry } from './PassageEntry.tsx';
import { RecordPanel } from './RecordPanel.tsx';
import type { Passage, Recorded } from './source-model.ts';
import type { SourceReading } from './useSourceReading.ts';
import classes from './Source.module.css';

interface SourcePanelProps {
  source: SourceView;
  passages: Passage[];
  recorded: Recorded;
  reading: SourceReading;
}

/** Beside the text: what is recorded from it in reading order, or the form for the picked words. */
export function SourcePanel({ source, passages, recorded, reading }: SourcePanelProps) {
  const { may } = useWorkspace();
  const [message, setMessage] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const fresh = useRef<string | null>(null);
  const { shown, range, recording } = reading;
  const text = source.capturedText ?? '';

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [shown?.excerpt.id]);

  // The form took the focus with it: the entry of what was just recorded has it next.
  useEffect(() => {
    if (!fresh.current || recording) return;
    if (
      shown?.excerpt.number !== fresh.current &&
      !shown?.records.some(({ record }) => record.number === fresh.current)
    )
      return;
    fresh.current = null;
    list.current?.querySelector<HTMLElement>('[aria-current] button')?.focus();
  }, [recording, shown]);

  return (
    <aside className={classes.panel} data-form={recording || undefined} aria-label={sourceWords.records}>
      {recording && range ? (
        <RecordPanel
          source={source}
          range={range}
          recorded={recorded}
          onLeave={reading.leave}
          onRecorded={(number) => {
            fresh.current = number;
            setMessage(sourceWords.recorded(number));
            reading.leave();
            reading.showNumber(number);
          }}
        />
      ) : (
        <>
          <div className={classes.panelHead}>
            <h2>{sourceWords.records}</h2>
            <span className={classes.count} role="status">
              {message ||
                (shown
                  ? sourceWords.passage(shown.ordinal, passages.length)
                  : passages.length > 0
                    ? passages.length
                    : '')}
            </span>
          </div>
          <div ref={list} className={classes.panelBody} tabIndex={0} role="region" aria-label={sourceWords.records}>
            {passages.length === 0 ? (
              <div className={classes.message}>
                <strong>{sourceWords.nothing}</strong>
                <p className={classes.about}>
                  {may('excerpt.record') && text ? sourceWords.nothingHint : sourceWords.readOnly}
                </p>
              </div>
            ) : null}
            {passages.map((passage) => (
              <PassageEntry
                key={passage.excerpt.id}
                passage={passage}
                current={passage === shown}
                onShow={() => reading.showNumber(passage.excerpt.number)}
                onRecord={() => reading.record({ start: passage.excerpt.startUtf16, end: passage.excerpt.endUtf16 })}
              />
            ))}
          </div>
          <div className={classes.foot}>
            <span>
              <KeyCap>J</KeyCap>
              <KeyCap>K</KeyCap> {sourceWords.move}
            </span>
            {may('excerpt.record') && text ? (
              <span>
                <KeyCap>S</KeyCap> {sourceWords.newKey}
              </span>
            ) : null}
          </div>
        </>
      )}
    </aside>
  );
}
