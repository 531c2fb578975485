import { z } from 'zod';

/** The model's own version. A stored letter keeps the version it was frozen with. */
export const LETTER_MODEL_VERSION = 1;

const flag = z.literal(true).optional();

const TextRun = z.strictObject({
  kind: z.literal('text'),
  text: z.string(),
  strong: flag,
  emphasis: flag,
  link: z.string().optional(),
  /** Path of the field the words came from, such as `reports[0].conduct`; absent for the template's own words. */
  field: z.string().optional(),
  /** The value holds right-to-left letters and must not reorder its neighbours. */
  isolate: flag,
  /** A short name in a script without spaces, which must not break over two lines. */
  keepTogether: flag,
});

const QuotationRun = z.strictObject({
  kind: z.literal('quotation'),
  excerptId: z.string(),
  /** The archived words, byte for byte. The marks around them are `open` and `close`. */
  exact: z.string().min(1),
  open: z.string(),
  close: z.string(),
  speaker: z.string(),
  channel: z.string().optional(),
  field: z.string(),
  isolate: flag,
});

const FootnoteRun = z.strictObject({
  kind: z.literal('footnote'),
  number: z.int().positive(),
  /** True when this is the first reference to the note; later ones repeat its number. */
  first: z.boolean(),
  /** True when another reference stands directly before it, so a comma parts the two. */
  separated: flag,
});

const BreakRun = z.strictObject({ kind: z.literal('break') });

const Run = z.discriminatedUnion('kind', [TextRun, QuotationRun, FootnoteRun, BreakRun]);
const Runs = z.array(Run);

const Signatory = z.strictObject({ name: z.string(), title: z.string(), organisation: z.string().optional() });

const Block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), runs: Runs }),
  z.strictObject({ kind: z.literal('heading'), depth: z.int().min(1).max(6), runs: Runs }),
  z.strictObject({
    kind: z.literal('asks'),
    get items() {
      return z.array(
        z.strictObject({ number: z.int().positive(), objectiveId: z.string().nullable(), blocks: z.array(Block) }),
      );
    },
  }),
  z.strictObject({
    kind: z.literal('list'),
    ordered: z.boolean(),
    get items() {
      return z.array(z.strictObject({ number: z.int().nonnegative().nullable(), blocks: z.array(Block) }));
    },
  }),
  z.strictObject({
    kind: z.literal('table'),
    align: z.array(z.enum(['left', 'center', 'right'])),
    header: z.array(Runs),
    rows: z.array(z.array(Runs)),
  }),
  z.strictObject({
    kind: z.literal('quote'),
    get blocks() {
      return z.array(Block);
    },
  }),
  z.strictObject({ kind: z.literal('rule') }),
  z.strictObject({ kind: z.literal('signature'), closing: Runs, signatories: z.array(Signatory).min(1) }),
]);

const Footnote = z.strictObject({
  number: z.int().positive(),
  citationKey: z.string(),
  assertionKind: z.enum(['fact', 'reported', 'estimate', 'company_statement']),
  runs: Runs,
});

const LetterModelSchema = z.strictObject({
  version: z.literal(LETTER_MODEL_VERSION),
  meta: z.strictObject({
    letterType: z.string(),
    title: z.string().min(1),
    language: z.string().regex(/^[a-z]{2,3}$/),
    region: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    /** The date printed on the letter, YYYY-MM-DD, and as words. */
    date: z.iso.date(),
    dateText: z.string(),
    reference: z.string(),
    author: z.string(),
    /** Legal name of the company written to. */
    addressee: z.string(),
    /** The one time stamp written into the files: the letter's, never the clock's. */
    createdAt: z.iso.datetime(),
  }),
  labels: z.strictObject({
    page: z.string(),
    of: z.string(),
    notes: z.string(),
    subject: z.string(),
    reference: z.string(),
    copies: z.string(),
    enclosures: z.string(),
    backToText: z.string(),
    sampleLetterhead: z.string(),
  }),
  letterhead: z.strictObject({ organisation: z.string(), lines: z.array(z.string()) }),
  recipient: z.strictObject({ lines: z.array(z.string()).min(1) }),
  subject: z.string(),
  blocks: z.array(Block),
  copies: z.array(z.string()),
  enclosures: z.array(z.string()),
  footnotes: z.array(Footnote),
  /** Null for a real letter. Otherwise the paths of the invented fields and the sentence printed on every output. */
  sample: z.strictObject({ fields: z.array(z.string()).min(1), note: z.string() }).nullable(),
});

export type LetterModel = z.infer<typeof LetterModelSchema>;
export type LetterBlock = z.infer<typeof Block>;
export type LetterRun = z.infer<typeof Run>;
export type LetterTextRun = z.infer<typeof TextRun>;
export type LetterQuotationRun = z.infer<typeof QuotationRun>;
export type LetterFootnoteRun = z.infer<typeof FootnoteRun>;
export type LetterFootnote = z.infer<typeof Footnote>;
export type LetterSignatory = z.infer<typeof Signatory>;

/** Thrown when stored JSON is not a letter model of a known version. `problems` lists every fault by path. */
export class NotALetterModel extends Error {
  constructor(readonly problems: { path: string; message: string }[]) {
    super(
      `This is not a letter model: ${problems.map((problem) => `${problem.path}: ${problem.message}`).join('; ')}.`,
    );
    this.name = 'NotALetterModel';
  }
}

/**
 * Reads a stored letter model. Returns a checked copy; throws `NotALetterModel` with all faults by path.
 * Beyond the shape it holds that footnotes are numbered 1, 2, 3 in order of first reference, that every
 * reference has its note and every note its reference.
 */
export function parseLetterModel(json: unknown): LetterModel {
  const parsed = LetterModelSchema.safeParse(json);
  if (!parsed.success) {
    throw new NotALetterModel(
      parsed.error.issues.map((issue) => ({ path: issue.path.join('.') || '(whole)', message: issue.message })),
    );
  }
  const problems = footnoteProblems(parsed.data);
  if (problems.length > 0) throw new NotALetterModel(problems);
  return parsed.data;
}

function footnoteProblems(model: LetterModel): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  model.footnotes.forEach((footnote, index) => {
    if (footnote.number !== index + 1) {
      problems.push({ path: `footnotes.${index}`, message: `number ${footnote.number} stands at place ${index + 1}` });
    }
  });
  let highest = 0;
  for (const run of runsOf(model.blocks)) {
    if (run.kind !== 'footnote') continue;
    if (run.number > highest + 1 || run.first !== run.number > highest) {
      problems.push({ path: 'blocks', message: `footnote ${run.number} is referred to out of order` });
    }
    highest = Math.max(highest, run.number);
  }
  if (highest !== model.footnotes.length) {
    problems.push({ path: 'footnotes', message: `${model.footnotes.length} notes, but the text refers to ${highest}` });
  }
  return problems;
}

/** Every run of the given blocks in reading order, those of lists, quotes, tables and closings included. */
export function* runsOf(blocks: LetterBlock[]): Generator<LetterRun> {
  for (const block of blocks) {
    if (block.kind === 'paragraph' || block.kind === 'heading') yield* block.runs;
    else if (block.kind === 'quote') yield* runsOf(block.blocks);
    else if (block.kind === 'signature') yield* block.closing;
    else if (block.kind === 'asks' || block.kind === 'list') {
      for (const item of block.items) yield* runsOf(item.blocks);
    } else if (block.kind === 'table') {
      for (const cell of [block.header, ...block.rows].flat()) yield* cell;
    }
  }
}
