import type { ScorecardView } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { roundsQuery } from '../../client/records.ts';
import { useWorkspace } from '../../client/session.ts';
import { LabelledSelect } from '../../components/controls/Switch.tsx';
import { scorecardWords } from '../../words/scorecard.ts';
import classes from './Scorecard.module.css';

interface LeagueToolsProps {
  card: ScorecardView;
  pair: string;
  sort: 'name' | 'difference';
  onChange: (change: { pair?: string; sort?: 'name' | 'difference' }) => void;
}

/** Which round, in which order, and which pair is drawn. */
export function LeagueTools({ card, pair, sort, onChange }: LeagueToolsProps) {
  const { slug } = useWorkspace();
  const { data: rounds } = useQuery(roundsQuery(slug));
  const navigate = useNavigate();
  return (
    <div className={classes.tools}>
      {rounds && rounds.items.length > 1 ? (
        <LabelledSelect
          label={scorecardWords.round}
          value={card.round.key}
          options={rounds.items.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(round) =>
            void navigate({ to: '/w/$workspace/scorecard/$round', params: { workspace: slug, round }, search: {} })
          }
        />
      ) : null}
      <span className={classes.end} />
      <LabelledSelect
        label={scorecardWords.sort}
        value={sort}
        options={[
          { value: 'name', label: scorecardWords.byName },
          { value: 'difference', label: scorecardWords.byDifference },
        ]}
        onChange={(next) => onChange({ sort: next })}
      />
      <LabelledSelect
        label={scorecardWords.pair}
        value={pair}
        options={card.method.pairs.map(({ id, label }) => ({ value: id, label: `${id}, ${label}` }))}
        onChange={(next) => onChange({ pair: next })}
      />
    </div>
  );
}
