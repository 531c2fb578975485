import { verdictEncodings, type VerdictKey } from '../marks/encodings.ts';
import type { ThreadLayout } from './useThreadLayout.ts';
import classes from './ThreadLabel.module.css';

interface ThreadsProps {
  layout: ThreadLayout;
  readings: Map<string, { verdict: VerdictKey; selected: boolean; draft: boolean }>;
}

/** The curves alone. They say nothing that the labels do not say, so the accessibility tree leaves them out. */
export function Threads({ layout, readings }: ThreadsProps) {
  return (
    <svg className={classes.threads} width={layout.width} height={layout.height} aria-hidden="true">
      {layout.lines.map((line) => {
        const reading = readings.get(line.threadId);
        if (!reading) return null;
        const encoding = verdictEncodings[reading.verdict];
        return (
          <path
            key={line.key}
            d={line.path}
            data-thread={line.threadId}
            data-draft={reading.draft || undefined}
            fill="none"
            stroke={encoding.graphic}
            strokeWidth={encoding.strokeWidth + (reading.selected ? 1.25 : 0)}
            strokeDasharray={encoding.dash}
            strokeLinecap={encoding.roundDots ? 'round' : 'butt'}
          />
        );
      })}
    </svg>
  );
}
