import type { ReactNode } from 'react';
import { chainWords } from '../../words/company.ts';
import { classList } from '../class-list.ts';
import classes from './Evidence.module.css';

export type HopKind =
  'source' | 'excerpt' | 'statement' | 'claim' | 'finding' | 'assessment' | 'scorecard' | 'letter' | 'engagement';

const order: HopKind[] = [
  'source',
  'excerpt',
  'statement',
  'claim',
  'finding',
  'assessment',
  'scorecard',
  'letter',
  'engagement',
];

/** Links of the hops that exist; the rest are grey words. More than three in a hop print as "L-31 +4". */
export function ChainBar({ hops, current }: { hops: Partial<Record<HopKind, ReactNode[]>>; current: HopKind }) {
  return (
    <nav className={classes.chain} aria-label={chainWords.label}>
      {order.map((kind, index) => {
        const links = hops[kind] ?? [];
        const shown = links.length > 3 ? links.slice(0, 1) : links;
        return (
          <span key={kind} className={classes.hop} aria-current={kind === current ? 'step' : undefined}>
            <span
              className={classList(classes.hop, kind === current && classes.here, !links.length && classes.missing)}
            >
              {chainWords[kind]} {shown}
              {links.length > 3 ? ` ${chainWords.more(links.length - 1)}` : null}
            </span>
            {index < order.length - 1 ? (
              <span className={classes.arrow} aria-hidden="true">
                {kind === 'claim' ? '↔' : '→'}
              </span>
            ) : null}
          </span>
        );
      })}
    </nav>
  );
}
