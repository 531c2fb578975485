import type { LetterBlock, LetterModel, LetterRun } from './letter-model.ts';

/** One sentence of the letter as the approval checks need it (rules L1, Q1; checks K2, K3, K26). */
export interface LetterSentence {
  /** As a reader sees it, quotation marks included, note numbers left out. */
  text: string;
  /** The kind of block it stands in, and that block's place in `model.blocks`. */
  kind: LetterBlock['kind'];
  block: number;
  /** Citation keys of the notes that the sentence carries, in order. */
  citationKeys: string[];
  quotations: { excerptId: string; speaker: string; exact: string; field: string }[];
  /** Paths of the fields whose words stand in it: `reports[0].conduct`. */
  fields: string[];
  /** Words between quotation marks that are not bound to an excerpt. */
  unboundQuotations: string[];
}

const QUOTATION = '\uFFFC';
const NOTE = '\uFFF9';
const ABBREVIATION = /(?:\b(?:Co|Ltd|Corp|Inc|No|Mr|Mrs|Ms|Dr|St|Prof|vs|etc|cf)|(?:^|[\s(.])\p{L})\.$/u;
const END = new RegExp(
  `([.!?…${QUOTATION}])(["”’')\\]]*)(${NOTE}*)(\\s+)(?=["“‘(\\[${QUOTATION}\\p{Lu}\\p{N}\\p{Lo}])`,
  'gu',
);
const UNBOUND = /“([^“”]+)”|"([^"]+)"|„([^„“]+)“|«\s?([^«»]+?)\s?»/g;

/**
 * The sentences of the letter's body in reading order. Quotations are never cut: a full stop inside quoted
 * words ends a sentence only as the last of them. A full stop after an abbreviation or an initial ends one
 * only when a note follows it.
 */
export function letterSentences(model: LetterModel): LetterSentence[] {
  const keys = new Map(model.footnotes.map((note) => [note.number, note.citationKey]));
  return model.blocks.flatMap((block, index) =>
    paragraphsOf(block).flatMap((runs) =>
      piecesOf(runs).map((piece) => sentenceOf(piece, { kind: block.kind, block: index }, keys)),
    ),
  );
}

function paragraphsOf(block: LetterBlock): LetterRun[][] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [block.runs];
    case 'quote':
      return block.blocks.flatMap(paragraphsOf);
    case 'asks':
    case 'list':
      return block.items.flatMap((item) => item.blocks.flatMap(paragraphsOf));
    case 'table':
      return [block.header, ...block.rows].flat();
    case 'signature':
      return [block.closing];
    case 'rule':
      return [];
  }
}

/** Cuts a paragraph's runs at its sentence ends; a text run may be cut in two. */
function piecesOf(runs: LetterRun[]): LetterRun[][] {
  const flat = runs.map(flatOf).join('');
  const ends = [...flat.matchAll(END)]
    .filter((match) => endsSentence(match, flat, runs))
    .map((match) => match.index + match[0].length);
  const pieces: LetterRun[][] = [[]];
  let at = 0;
  for (const run of runs) {
    let rest: LetterRun = run;
    const stop = at + flatOf(run).length;
    while (ends[0] !== undefined && ends[0] < stop) {
      const cut = (ends.shift() ?? 0) - at;
      if (rest.kind === 'text' && cut > 0) {
        pieces.at(-1)?.push({ ...rest, text: rest.text.slice(0, cut) });
        rest = { ...rest, text: rest.text.slice(cut) };
        at += cut;
      }
      pieces.push([]);
    }
    pieces.at(-1)?.push(rest);
    at = stop;
  }
  return pieces.filter((piece) => piece.some((run) => flatOf(run).trim() !== ''));
}

function flatOf(run: LetterRun): string {
  if (run.kind === 'text') return run.text;
  if (run.kind === 'break') return '\n';
  return run.kind === 'quotation' ? QUOTATION : NOTE;
}

function endsSentence(match: RegExpExecArray, flat: string, runs: LetterRun[]): boolean {
  const [, mark = '', , notes = ''] = match;
  if (mark === QUOTATION) {
    const before = [...flat.slice(0, match.index)].filter((character) => character === QUOTATION).length;
    const quoted = runs.filter((run) => run.kind === 'quotation')[before];
    return quoted !== undefined && /[.!?…]$/.test(quoted.exact);
  }
  return notes !== '' || !ABBREVIATION.test(flat.slice(0, match.index + 1));
}

function sentenceOf(
  runs: LetterRun[],
  place: Pick<LetterSentence, 'kind' | 'block'>,
  keys: Map<number, string>,
): LetterSentence {
  const own = runs.map((run) => (run.kind === 'text' ? run.text : ' ')).join('');
  const words = runs.map((run) => {
    if (run.kind === 'quotation') return run.open + run.exact + run.close;
    return run.kind === 'footnote' ? '' : flatOf(run);
  });
  return {
    text: words.join('').trim(),
    ...place,
    citationKeys: runs.flatMap((run) => (run.kind === 'footnote' ? (keys.get(run.number) ?? []) : [])),
    quotations: runs.flatMap((run) =>
      run.kind === 'quotation'
        ? [{ excerptId: run.excerptId, speaker: run.speaker, exact: run.exact, field: run.field }]
        : [],
    ),
    fields: [...new Set(runs.flatMap((run) => ((run.kind === 'text' || run.kind === 'quotation') && run.field) || []))],
    unboundQuotations: [...own.matchAll(UNBOUND)].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''),
  };
}
