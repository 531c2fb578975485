import type { DifferenceView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { differenceQuery } from '../../client/documents.ts';
import { useWorkspace } from '../../client/session.ts';
import { Loading } from '../../components/controls/Loading.tsx';
import { Failure } from '../../components/shell/PageFailure.tsx';
import { captureWords as words } from '../../words/captures.ts';
import classes from './Captures.module.css';

type Part = DifferenceView['parts'][number];

/** What changed between two captures, in the text itself: taken out is struck through, put in is underlined. */
export function Difference({ sourceId, from }: { sourceId: string; from: string }) {
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(differenceQuery(slug, sourceId, from));
  if (error) return <Failure error={error} what={words.comparing} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={words.comparing} lines={8} />;
  const count = (kind: Part['kind']) => data.parts.filter((part) => part.kind === kind).length;
  const [removed, added] = [count('removed'), count('added')];
  return (
    <>
      <p className={classes.note} role="status">
        {removed + added === 0 ? words.isSame : words.counts(removed, added)}
      </p>
      {data.inPassages ? <p className={classes.note}>{words.inPassages}</p> : null}
      {data.isCoarse ? <p className={classes.note}>{words.isCoarse}</p> : null}
      <div className={classes.text}>
        {data.parts.map((part, index) => (
          <DifferencePart key={index} part={part} />
        ))}
      </div>
    </>
  );
}

function DifferencePart({ part }: { part: Part }) {
  if (part.kind === 'left_out') return <span className={classes.gap}>{words.leftOut(part.lengthUtf16)}</span>;
  if (part.kind === 'same') return <span>{part.text}</span>;
  const Mark = part.kind === 'removed' ? 'del' : 'ins';
  return (
    <Mark>
      <span className="visually-hidden">{words[part.kind]}</span>
      {part.text}
      <span className="visually-hidden">{words.end}</span>
    </Mark>
  );
}
