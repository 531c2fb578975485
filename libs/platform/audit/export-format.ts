/** Names the form of an exported trail; a change of its members takes a new number. */
export const EXPORT_FORMAT = 'plumbline-audit/1';

/** The first line of an exported trail. */
export interface ExportHead {
  format: typeof EXPORT_FORMAT;
  workspace: string;
  /** Number of the last event, which is how many there are. */
  events: number;
  /** Hash of the last event, in hex. */
  head: string;
  exportedAt: string;
}

/** Said of every check that has no checkpoints to compare with. */
export const UNANCHORED =
  'No checkpoints were given: a cut at the end of the trail and a trail that was written anew cannot be found.';
