import type { LetterBlock, LetterModel, LetterRun } from './letter-model.ts';

/** What a letter says outside its blocks: read from profile and record alike, and checked alike. */
type FrameKind = 'letterhead' | 'recipient' | 'subject' | 'signatory' | 'copies' | 'enclosures' | 'objective';

/** One sentence of the letter as the approval checks need it (rules L1, Q1; checks K2, K3, K5, K26). */
export interface LetterSentence {
  /** As a reader sees it, quotation marks included, note numbers left out. */
  text: string;
  /** The kind of block it stands in, and that block's place in `model.blocks`: -1 for the frame around them. */
  kind: LetterBlock['kind'] | FrameKind;
  block: number;
  /** Citation keys of the notes that the sentence carries, in order. */
  citationKeys: string[];
  quotations: { excerptId: string; speaker: string; exact: string; field: string }[];
  /** Paths of the fields whose words stand in it: `reports[0].conduct`. */
  fields: string[];
  /** The words that come from fields, in order; neighbours of one field in one piece. Quoted excerpts are left out. */
  given: { field: string; words: string }[];
}

const QUOTATION = '\uFFFC';
const NOTE = '\uFFF9';
const ABBREVIATION = /(?:\b(?:Co|Ltd|Corp|Inc|No|Mr|Mrs|Ms|Dr|St|Prof|vs|etc|cf)|(?:^|[\s(.])\p{L})\.$/u;
const END = new RegExp(
  `([.!?…${QUOTATION}])(["”’')\\]]*)(${NOTE}*)(\\s+)(?=["“‘(\\[${QUOTATION}\\p{Lu}\\p{N}\\p{Lo}])`,
  'gu',
);

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

/**
 * Everything that a letter says: letterhead, recipient, subject, the sentences of its body, signatories, copies,
 * enclosures, and the objectives that the asks carry with them.
 */
export function checkedTexts(model: LetterModel): LetterSentence[] {
  const frame = (kind: FrameKind, field: string, words: string): LetterSentence[] =>
    piecesOf([{ kind: 'text', text: words, field }]).map((piece) => sentenceOf(piece, { kind, block: -1 }, new Map()));
  const lines = (kind: FrameKind, words: string[]) => words.flatMap((line, at) => frame(kind, `${kind}[${at}]`, line));
  const signatories = model.blocks.flatMap((block) => (block.kind === 'signature' ? block.signatories : []));
  const asks = model.blocks.flatMap((block) => (block.kind === 'asks' ? block.items : []));
  return [
    ...frame('letterhead', 'sender_org', model.letterhead.organisation),
    ...lines('letterhead', model.letterhead.lines),
    ...lines('recipient', model.recipient.lines),
    ...frame('subject', 'issue_title', model.subject),
    ...letterSentences(model),
    ...signatories.flatMap(({ name, title, organisation }, at) => [
      ...frame('signatory', `signatories[${at}].name`, name),
      ...frame('signatory', `signatories[${at}].title`, title),
      ...frame('signatory', `signatories[${at}].organisation`, organisation ?? ''),
    ]),
    ...lines('copies', model.copies),
    ...lines('enclosures', model.enclosures),
    ...asks.flatMap(({ objectiveId }, at) => frame('objective', `asks[${at}].objective_id`, objectiveId ?? '')),
  ];
}

export function paragraphsOf(block: LetterBlock): LetterRun[][] {
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
    given: givenIn(runs),
  };
}

function givenIn(runs: LetterRun[]): LetterSentence['given'] {
  const given: LetterSentence['given'] = [];
  let before: string | undefined;
  for (const run of runs) {
    const field = run.kind === 'text' ? run.field : run.kind === 'break' ? before : undefined;
    const words = run.kind === 'text' ? run.text : '\n';
    if (field && field === before) given.at(-1)!.words += words;
    else if (field) given.push({ field, words });
    before = field;
  }
  return given;
}
