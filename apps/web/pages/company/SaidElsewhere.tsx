import type { ClaimView } from '@libs/contracts';
import { companyWords } from '../../words/company.ts';
import classes from './Facing.module.css';
import { SaidItem } from './SaidItem.tsx';

/** Words to other audiences stand beside the series, never in it as a version. */
export function SaidElsewhere({ claims, onSelect }: { claims: ClaimView[]; onSelect: (number: string) => void }) {
  if (claims.length === 0) return null;
  return (
    <section className={classes.elsewhere}>
      <h2>{companyWords.saidElsewhere}</h2>
      <p>{companyWords.saidElsewhereHint}</p>
      <ul>
        {claims.map((claim) => (
          <SaidItem key={claim.id} claim={claim} chosen={false} fullDate onSelect={() => onSelect(claim.number)} />
        ))}
      </ul>
    </section>
  );
}
