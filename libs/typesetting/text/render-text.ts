import { isolated, printable } from '../model/characters.ts';
import type { LetterBlock, LetterModel, LetterRun } from '../model/letter-model.ts';
import { wrapText } from './wrap-text.ts';

const WIDTH = 72;

/** The letter as plain text of 72 columns, UTF-8 with line feeds, notes at the end by their numbers. */
export function renderText(model: LetterModel): string {
  const { letterhead, labels, meta } = model;
  const parts: string[] = [];
  if (model.sample) parts.push(wrap(model.sample.note));
  parts.push(
    wrap([letterhead.organisation, ...letterhead.lines].join('\n')),
    `${meta.dateText}\n${labels.reference} ${meta.reference}`,
    wrap(model.recipient.lines.join('\n')),
    wrap(`${labels.subject} ${model.subject}`),
    ...blocksOf(model.blocks, ''),
  );
  if (model.enclosures.length > 0) parts.push(wrap(`${labels.enclosures} ${model.enclosures.join('; ')}`));
  if (model.copies.length > 0) parts.push(wrap(`${labels.copies} ${model.copies.join('; ')}`));
  if (model.footnotes.length > 0) {
    const notes = model.footnotes.map((note) => wrap(wordsOf(note.runs), `[${note.number}] `));
    parts.push(`${labels.notes}\n${'-'.repeat(labels.notes.length)}`, ...notes);
  }
  return `${printable(parts.join('\n\n'))}\n`;
}

function blocksOf(blocks: LetterBlock[], lead: string): string[] {
  return blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'paragraph':
        return [wrap(wordsOf(block.runs), lead)];
      case 'heading':
        return [underlined(wordsOf(block.runs), lead)];
      case 'asks':
      case 'list':
        return itemsOf(block.items, lead);
      case 'quote':
        return blocksOf(block.blocks, `${lead}    `);
      case 'rule':
        return [`${lead}${'-'.repeat(WIDTH - lead.length)}`];
      case 'table':
        return rowsOf(block.header, block.rows, lead);
      case 'signature':
        return [
          `${wrap(wordsOf(block.closing), lead)}\n`,
          ...block.signatories.map((person) =>
            wrap([person.name, person.title, person.organisation].filter(Boolean).join('\n'), lead),
          ),
        ];
    }
  });
}

/** The item's own number stands before its first block; the rest is indented as far. */
function itemsOf(items: { number: number | null; blocks: LetterBlock[] }[], lead: string): string[] {
  const written = items.map((item) => {
    const marker = item.number === null ? '- ' : `${item.number}. `;
    const indent = lead + ' '.repeat(marker.length);
    const [first = '', ...rest] = blocksOf(item.blocks, indent);
    return [lead + marker + first.slice(indent.length), ...rest].join('\n\n');
  });
  return [written.join('\n')];
}

/** A table as records: plain text has no columns wide enough for sentences. */
function rowsOf(header: LetterRun[][], rows: LetterRun[][][], lead: string): string[] {
  return rows.map((row) =>
    row.map((cell, column) => wrap(wordsOf(cell), `${lead}${wordsOf(header[column] ?? [])}: `)).join('\n'),
  );
}

function wordsOf(runs: LetterRun[]): string {
  return runs
    .map((run) => {
      if (run.kind === 'break') return '\n';
      if (run.kind === 'footnote') return `[${run.number}]`;
      if (run.kind === 'quotation') return run.open + isolated(run.exact, run.isolate) + run.close;
      const address = run.link && run.link !== run.text && run.link !== `mailto:${run.text}` ? ` <${run.link}>` : '';
      return isolated(run.text, run.isolate) + address;
    })
    .join('');
}

function underlined(title: string, lead: string): string {
  return `${wrap(title, lead)}\n${lead}${'-'.repeat(Math.min(title.length, WIDTH - lead.length))}`;
}

function wrap(text: string, lead = ''): string {
  return wrapText(text, lead, WIDTH);
}
