import type { ReactNode } from 'react';
import { markWords } from '../../words/marks.ts';
import { readingWords } from '../../words/verdicts.ts';
import classes from './Marks.module.css';

/** Stands beside everything invented for demonstration. */
export const SampleMark = () => <span className={classes.sample}>{markWords.sample}</span>;

export const DraftMark = ({ words = readingWords.draftMark }: { words?: string }) => (
  <span className={classes.draft}>{words}</span>
);

/** On findings that rest on an official record or the company's own confirmation. */
export const ConfirmedMark = () => <span className={classes.confirmed}>✓ {markWords.confirmed}</span>;

/** On records that not everybody reads. */
export const ConfidentialMark = ({ words }: { words: string }) => <span className={classes.confidential}>{words}</span>;

export const KeyCap = ({ children }: { children: ReactNode }) => <kbd className={classes.key}>{children}</kbd>;
