import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  LevelFormat,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  WidthType,
} from 'docx';
import type { INumberingOptions, IParagraphOptions } from 'docx';
import type { LetterBlock, LetterRun, LetterSignatory } from '../model/letter-model.ts';
import { plainRun, wordRuns } from './docx-runs.ts';
import { HAIRLINE, QUIET, TEXT_WIDTH } from './docx-styles.ts';

type WordBlock = Paragraph | Table;

const HEADINGS = [HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4, HeadingLevel.HEADING_5];
const SIDES = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };
const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const BARE = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
};
const RULED = { ...BARE, insideHorizontal: { style: BorderStyle.SINGLE, size: 4, color: HAIRLINE } };
const MOST_SIGNATURE_LINES = 4;
const SPACE_AFTER_ITEM = { ordered: 110, bullet: 50 };

/** Turns blocks into Word paragraphs and tables, and collects the numbering each list needs. */
export class BlockWriter {
  readonly numbering: INumberingOptions['config'][number][] = [];

  write(blocks: LetterBlock[], around: IParagraphOptions = {}, level = 0): WordBlock[] {
    return blocks.flatMap((block, index): WordBlock[] => {
      switch (block.kind) {
        case 'paragraph': {
          // The words that introduce a quotation or a list stay with it.
          const keepNext = ['quote', 'asks', 'list'].includes(blocks[index + 1]?.kind ?? '');
          return [new Paragraph({ ...around, keepNext, children: wordRuns(block.runs) })];
        }
        case 'heading':
          return [new Paragraph({ heading: HEADINGS[Math.min(block.depth, 4) - 1], children: wordRuns(block.runs) })];
        case 'asks':
          return this.items(block.items, true, level);
        case 'list':
          return this.items(block.items, block.ordered, level);
        case 'quote':
          return this.write(block.blocks, { ...around, style: 'QuotedWords' }, level);
        case 'table':
          return [tableOf(block), afterTable()];
        case 'rule':
          return [new Paragraph({ border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: HAIRLINE } } })];
        case 'signature':
          return signatureOf(block.closing, block.signatories);
      }
    });
  }

  private items(
    items: { number: number | null; blocks: LetterBlock[] }[],
    ordered: boolean,
    level: number,
  ): WordBlock[] {
    let reference = '';
    return items.flatMap((item, index) => {
      const follows = index > 0 && ordered && item.number === (items[index - 1]?.number ?? 0) + 1;
      if (index === 0 || (ordered && !follows)) reference = this.newList(ordered, item.number ?? 1, level);
      const [first, ...rest] = item.blocks;
      const head = first?.kind === 'paragraph' ? first.runs : [];
      const others = first?.kind === 'paragraph' ? rest : item.blocks;
      const indent = { left: 400 * (level + 1) };
      return [
        new Paragraph({
          numbering: { reference, level: 0 },
          spacing: { after: index === items.length - 1 ? 140 : SPACE_AFTER_ITEM[ordered ? 'ordered' : 'bullet'] },
          children: wordRuns(head),
        }),
        ...this.write(others, { indent }, level + 1),
      ];
    });
  }

  /** A numbering of its own for each unbroken run of numbers, so that the asks keep theirs. */
  private newList(ordered: boolean, start: number, level: number): string {
    const reference = `list-${this.numbering.length + 1}`;
    const left = 400 * (level + 1);
    this.numbering.push({
      reference,
      levels: [
        {
          level: 0,
          start,
          format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
          text: ordered ? '%1.' : '–',
          alignment: AlignmentType.START,
          style: { run: { bold: ordered }, paragraph: { indent: { left, hanging: 400 } } },
        },
      ],
    });
    return reference;
  }
}

/** A table without lines: the letterhead and the signatures stand in one. */
export function bareTable(widths: number[], rows: Paragraph[][][]): Table {
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    borders: BARE,
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                margins: { left: 0, right: 0, top: 0, bottom: 0 },
                children,
              }),
          ),
        }),
    ),
  });
}

function tableOf(block: Extract<LetterBlock, { kind: 'table' }>): Table {
  const rows = [block.header, ...block.rows].map((row) => row.map((runs) => runs));
  return ruledTable(
    rows,
    block.align.map((side) => SIDES[side]),
  );
}

function ruledTable(rows: LetterRun[][][], sides: (typeof SIDES)[keyof typeof SIDES][]): Table {
  const width = Math.floor(TEXT_WIDTH / Math.max(sides.length, 1));
  return new Table({
    columnWidths: sides.map(() => width),
    width: { size: width * sides.length, type: WidthType.DXA },
    borders: RULED,
    rows: rows.map(
      (row, index) =>
        new TableRow({
          cantSplit: true,
          tableHeader: index === 0,
          children: row.map(
            (runs, column) =>
              new TableCell({
                width: { size: width, type: WidthType.DXA },
                margins: { left: 60, right: 60, top: 40, bottom: 40 },
                children: [
                  new Paragraph({
                    style: 'Lines',
                    alignment: sides[column],
                    children: wordRuns(runs, { bold: index === 0 }),
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

function signatureOf(closing: LetterRun[], people: LetterSignatory[]): WordBlock[] {
  const phrase = new Paragraph({ spacing: { before: 200 }, keepNext: true, children: wordRuns(closing) });
  if (people.length > MOST_SIGNATURE_LINES) {
    const text = (words: string): LetterRun[] => [{ kind: 'text', text: words }];
    const header = ['Name', 'Title', 'Organisation'].map(text);
    const rows = people.map((person) => [person.name, person.title, person.organisation ?? ''].map(text));
    return [
      phrase,
      ruledTable(
        [header, ...rows],
        header.map(() => SIDES.left),
      ),
      afterTable(),
    ];
  }
  const half = Math.floor(TEXT_WIDTH / 2);
  const rows: Paragraph[][][] = [];
  for (let index = 0; index < people.length; index += 2) {
    rows.push([0, 1].map((column) => personOf(people[index + column])));
  }
  return [phrase, bareTable([half, half], rows), afterTable()];
}

/** Word joins two tables that touch; an empty line keeps them apart. */
function afterTable(): Paragraph {
  return new Paragraph({ spacing: { line: 120, after: 60 } });
}

function personOf(person: LetterSignatory | undefined): Paragraph[] {
  if (!person) return [new Paragraph({ style: 'Lines' })];
  const lines = [person.title, person.organisation].filter((line) => line !== undefined);
  return [
    new Paragraph({
      style: 'Lines',
      keepNext: true,
      spacing: { before: 620 },
      indent: { right: 600 },
      border: { top: { style: BorderStyle.SINGLE, size: 4, color: HAIRLINE, space: 4 } },
      children: [plainRun(person.name, { bold: true })],
    }),
    ...lines.map(
      (line) => new Paragraph({ style: 'Small', keepNext: true, children: [plainRun(line, { color: QUIET })] }),
    ),
  ];
}
