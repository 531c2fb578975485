import type {
  BlockContent,
  DefinitionContent,
  List,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableCell,
} from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { webAddress } from '../model/citation-text.ts';
import type { LetterBlock, LetterFootnote, LetterRun } from '../model/letter-model.ts';
import type { FieldValue } from '../template/context.ts';
import { SlotBinder } from './bind-slots.ts';
import type { Marks } from './bind-slots.ts';
import type { Slot } from '../template/slots.ts';

const markdown = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).freeze();

/** The letter's asks as the context numbers them; an item of the list is known by the field in it. */
export type AskRecords = FieldValue;

/** Parses the Markdown of a run and binds its slots: the body of the letter with its footnotes. */
export function buildBlocks(
  source: string,
  slots: Slot[],
  locale: string,
  asks: AskRecords,
): { blocks: LetterBlock[]; footnotes: LetterFootnote[] } {
  const binder = new SlotBinder(slots, locale);
  const root = markdown.parse(source) as Root;
  const blocks = new Builder(binder, Array.isArray(asks) ? asks : []).blocks(root.children);
  return { blocks: levelHeadings(blocks), footnotes: binder.footnotes };
}

class Builder {
  constructor(
    private readonly binder: SlotBinder,
    private readonly asks: FieldValue[],
  ) {}

  blocks(nodes: (RootContent | BlockContent | DefinitionContent)[], nested = false): LetterBlock[] {
    const blocks: LetterBlock[] = [];
    for (const node of nodes) {
      const signature = node.type === 'paragraph' ? this.signature(node.children) : null;
      if (signature) {
        const before = blocks.at(-1);
        const closing = before?.kind === 'paragraph' ? before.runs : [];
        if (before?.kind === 'paragraph') blocks.pop();
        blocks.push({ kind: 'signature', closing, signatories: signature.entries });
      } else {
        blocks.push(...this.block(node, nested));
      }
    }
    return blocks;
  }

  private signature(children: PhrasingContent[]) {
    const only = children.length === 1 ? children[0] : undefined;
    return only?.type === 'text' ? this.binder.signatories(only.value) : null;
  }

  private block(node: RootContent | BlockContent | DefinitionContent, nested: boolean): LetterBlock[] {
    switch (node.type) {
      case 'paragraph':
        return paragraph(this.runs(node.children));
      case 'heading':
        // A heading inside a list or a quotation would break the outline: there it is a strong line.
        if (nested) return paragraph(this.runs(node.children, { strong: true }));
        return [{ kind: 'heading', depth: node.depth, runs: tidy(this.runs(node.children)) }];
      case 'blockquote':
        return [{ kind: 'quote', blocks: this.blocks(node.children, true) }];
      case 'list':
        return [this.list(node)];
      case 'table':
        return [this.table(node)];
      case 'thematicBreak':
        return [{ kind: 'rule' }];
      case 'code':
      case 'html':
        return paragraph(this.lines(node.value));
      case 'footnoteDefinition':
        return this.blocks(node.children);
      default:
        return [];
    }
  }

  private list(node: List): LetterBlock {
    const start = node.start ?? 1;
    const items = node.children.map((item, index) => ({
      number: node.ordered ? start + index : null,
      blocks: this.blocks(item.children, true),
    }));
    const asks = items.map((item) => askOf(item.blocks));
    if (!node.ordered || asks.length === 0 || asks.some((ask) => ask === null)) {
      return { kind: 'list', ordered: Boolean(node.ordered), items };
    }
    return {
      kind: 'asks',
      items: items.map((item, index) => {
        const record = this.asks[asks[index] ?? -1] as { number?: number; objective_id?: string } | undefined;
        const number = record?.number ?? item.number ?? index + 1;
        return { number, objectiveId: record?.objective_id ?? null, blocks: item.blocks };
      }),
    };
  }

  private table(node: Table): LetterBlock {
    const [header, ...rows] = node.children.map((row) =>
      row.children.map((cell: TableCell) => tidy(this.runs(cell.children))),
    );
    const width = header?.length ?? 0;
    const filled = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? []));
    const align = Array.from({ length: width }, (_, column) => node.align?.[column] ?? 'left');
    return { kind: 'table', align, header: header ?? [], rows: filled };
  }

  private runs(nodes: PhrasingContent[], marks: Marks = {}): LetterRun[] {
    return nodes.flatMap((node) => this.inline(node, marks));
  }

  private inline(node: PhrasingContent, marks: Marks): LetterRun[] {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
      case 'html':
        return this.binder.runsOf(node.value, marks);
      case 'strong':
        return this.runs(node.children, { ...marks, strong: true });
      case 'emphasis':
        return this.runs(node.children, { ...marks, emphasis: true });
      case 'link': {
        const link = this.address(node.url);
        return this.runs(node.children, link ? { ...marks, link } : marks);
      }
      case 'delete':
      case 'linkReference':
        return this.runs(node.children, marks);
      case 'image':
      case 'imageReference':
        return this.binder.runsOf(node.alt ?? '', marks);
      case 'footnoteReference':
        return this.binder.runsOf(`[^${node.label ?? node.identifier}]`, marks);
      case 'break':
        return [{ kind: 'break' }];
      default:
        return [];
    }
  }

  /** Values inside an address are percent-encoded; one that begins it must itself be an allowed address. */
  private address(url: string): string | null {
    const isMail = url.startsWith('mailto:');
    const encode = (value: string, atStart: boolean) => {
      if (atStart) return webAddress(value) ?? '';
      const encoded = encodeURIComponent(value);
      return isMail ? encoded.replaceAll('%40', '@') : encoded;
    };
    return webAddress(this.binder.plain(url, encode));
  }

  private lines(text: string): LetterRun[] {
    return text.split('\n').flatMap((line, index): LetterRun[] => {
      const runs = this.binder.runsOf(line);
      return index === 0 ? runs : [{ kind: 'break' }, ...runs];
    });
  }
}

function paragraph(runs: LetterRun[]): LetterBlock[] {
  const tidied = tidy(runs);
  return tidied.length > 0 ? [{ kind: 'paragraph', runs: tidied }] : [];
}

/**
 * Joins neighbouring template words, drops empty runs, marks footnotes that stand side by side, and leaves
 * out the template's full stop after a quotation that brings its own: the quoted words are never touched.
 */
function tidy(runs: LetterRun[]): LetterRun[] {
  const kept: LetterRun[] = [];
  for (const given of runs) {
    const last = kept.at(-1);
    const ended = last?.kind === 'quotation' && /[.!?]$/.test(last.exact);
    const run = ended && given.kind === 'text' ? { ...given, text: given.text.replace(/^\./, '') } : given;
    if (run.kind === 'text' && run.text === '') continue;
    if (run.kind === 'footnote' && last?.kind === 'footnote') kept.push({ ...run, separated: true });
    else if (run.kind === 'text' && last?.kind === 'text' && joins(last, run)) {
      kept[kept.length - 1] = { ...last, text: last.text + run.text };
    } else kept.push(run);
  }
  return kept;
}

function joins(left: Extract<LetterRun, { kind: 'text' }>, right: Extract<LetterRun, { kind: 'text' }>): boolean {
  const same = left.strong === right.strong && left.emphasis === right.emphasis && left.link === right.link;
  return same && left.field === undefined && right.field === undefined;
}

/** Which ask an item prints: the index in `asks[2].text`. */
function askOf(blocks: LetterBlock[]): number | null {
  for (const block of blocks) {
    if (block.kind !== 'paragraph') continue;
    for (const run of block.runs) {
      const index = run.kind === 'text' ? /^asks\[(\d+)\]/.exec(run.field ?? '')?.[1] : undefined;
      if (index !== undefined) return Number(index);
    }
  }
  return null;
}

/** PDF/UA wants the first heading at level 1 and no level skipped: the depths used become 1, 2, 3 (rule Y4). */
function levelHeadings(blocks: LetterBlock[]): LetterBlock[] {
  const depths = [...new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [block.depth] : [])))].sort();
  let reached = 0;
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    const depth = Math.min(depths.indexOf(block.depth) + 1, reached + 1);
    reached = depth;
    return { ...block, depth };
  });
}
