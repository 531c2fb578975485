/**
 * Limits of a template and of one run (rules H1, H2, H4, H8, H9). A letter of four pages with sixty
 * signatories stays under a tenth of each.
 */
export const LIMITS = {
  sourceCharacters: 64 * 1024,
  mustaches: 500,
  mustacheCharacters: 400,
  blockOpens: 100,
  blockDepth: 4,
  eachDepth: 2,
  parentSteps: 2,
  fuel: 20_000,
  outputCharacters: 500_000,
  deadlineMs: 1_500,
  startUpMs: 10_000,
} as const;

/** Limits of the Markdown that a template writes or renders to (rule H2, second half). */
export const MARKDOWN_LIMITS = {
  characters: 120_000,
  markersInParagraph: 400,
  /** A table of a hundred rows is one paragraph to the scan. */
  markersInTable: 3_000,
  bracketsInParagraph: 60,
  nesting: 4,
  containers: 1_500,
  lines: 4_000,
} as const;

export const HELPERS = ['if', 'unless', 'each', 'with', 'money', 'date', 'cite', 'quote'] as const;
export type HelperName = (typeof HELPERS)[number];
