import type { Element, ElementContent, Properties } from 'hast';
import { isMostlyLeftToRight, printable } from '../model/characters.ts';
import type { LetterBlock, LetterFootnoteRun, LetterModel, LetterRun, LetterTextRun } from '../model/letter-model.ts';

/** The letter as an HTML tree. `prefix` stands before every id, so that two letters can share a page. */
export function letterTree(model: LetterModel, prefix: string): Element {
  const { letterhead, labels, meta } = model;
  const head = element('header', { className: ['letterhead'] }, [
    element('p', { className: ['organisation'] }, [text(letterhead.organisation)]),
    ...(model.sample ? [element('p', { className: ['sample-mark'] }, [text(labels.sampleLetterhead)])] : []),
    element('p', { className: ['address'] }, lines(letterhead.lines)),
  ]);
  return element('article', { className: ['letter'] }, [
    ...(model.sample ? [element('p', { className: ['sample'] }, [text(model.sample.note)])] : []),
    head,
    element('p', { className: ['dateline'] }, [
      element('time', { dateTime: meta.date }, [text(meta.dateText)]),
      element('span', {}, [text(`${labels.reference} ${meta.reference}`)]),
    ]),
    element('p', { className: ['recipient'] }, lines(model.recipient.lines)),
    element('h1', {}, [text(`${labels.subject} ${model.subject}`)]),
    ...blocksOf(model.blocks, prefix),
    ...closingList(labels.enclosures, model.enclosures),
    ...closingList(labels.copies, model.copies),
    ...notesOf(model, prefix),
  ]);
}

function blocksOf(blocks: LetterBlock[], prefix: string): ElementContent[] {
  return blocks.map((block): ElementContent => {
    switch (block.kind) {
      case 'paragraph':
        return element('p', {}, runsOf(block.runs, prefix));
      case 'heading':
        return element(`h${Math.min(block.depth + 1, 6)}`, {}, runsOf(block.runs, prefix));
      case 'asks':
        return element('ol', { className: ['asks'] }, itemsOf(block.items, prefix));
      case 'list':
        return element(block.ordered ? 'ol' : 'ul', {}, itemsOf(block.items, prefix));
      case 'quote':
        return element('blockquote', {}, blocksOf(block.blocks, prefix));
      case 'rule':
        return element('hr', {}, []);
      case 'table':
        return tableOf(block, prefix);
      case 'signature':
        return signatureOf(block, prefix);
    }
  });
}

function itemsOf(items: { number: number | null; blocks: LetterBlock[] }[], prefix: string): ElementContent[] {
  return items.map((item) => {
    const only = item.blocks.length === 1 ? item.blocks[0] : undefined;
    const content = only?.kind === 'paragraph' ? runsOf(only.runs, prefix) : blocksOf(item.blocks, prefix);
    const properties: Properties = {};
    if (item.number !== null) properties['value'] = String(item.number);
    return element('li', properties, content);
  });
}

function tableOf(block: Extract<LetterBlock, { kind: 'table' }>, prefix: string): Element {
  const row = (cells: LetterRun[][], name: 'th' | 'td') =>
    element(
      'tr',
      {},
      cells.map((runs, column) => {
        const scope = name === 'th' ? { scope: 'col' } : {};
        return element(name, { ...scope, className: [block.align[column] ?? 'left'] }, runsOf(runs, prefix));
      }),
    );
  return element('table', {}, [
    element('thead', {}, [row(block.header, 'th')]),
    element(
      'tbody',
      {},
      block.rows.map((cells) => row(cells, 'td')),
    ),
  ]);
}

function signatureOf(block: Extract<LetterBlock, { kind: 'signature' }>, prefix: string): Element {
  return element('div', { className: ['signatures'] }, [
    element('p', {}, runsOf(block.closing, prefix)),
    element(
      'ul',
      {},
      block.signatories.map((person) =>
        element('li', {}, [
          element('strong', {}, [text(person.name)]),
          element('br', {}, []),
          ...lines([person.title, ...(person.organisation ? [person.organisation] : [])]),
        ]),
      ),
    ),
  ]);
}

function notesOf(model: LetterModel, prefix: string): Element[] {
  if (model.footnotes.length === 0) return [];
  const notes = model.footnotes.map((note) =>
    element('li', { id: `${prefix}note-${note.number}` }, [
      ...runsOf(note.runs, prefix),
      text(' '),
      element('a', { href: `#${prefix}ref-${note.number}`, ariaLabel: `${model.labels.backToText} (${note.number})` }, [
        text('↩'),
      ]),
    ]),
  );
  const title = element('h2', { id: `${prefix}notes` }, [text(model.labels.notes)]);
  return [
    element('section', { className: ['notes'], ariaLabelledBy: [`${prefix}notes`] }, [title, element('ol', {}, notes)]),
  ];
}

function closingList(title: string, entries: string[]): Element[] {
  if (entries.length === 0) return [];
  return [
    element('p', { className: ['closing'] }, [element('strong', {}, [text(title)]), text(` ${entries.join('; ')}`)]),
  ];
}

function runsOf(runs: LetterRun[], prefix: string): ElementContent[] {
  return runs.flatMap((run): ElementContent[] => {
    switch (run.kind) {
      case 'text':
        return [textRun(run)];
      case 'break':
        return [element('br', {}, [])];
      case 'footnote':
        return [footnoteRef(run, prefix)];
      case 'quotation': {
        const words = run.isolate ? isolate(run.exact) : text(run.exact);
        const marked = element('span', { className: ['quotation'], dataExcerpt: run.excerptId }, [words]);
        return [text(run.open), marked, text(run.close)];
      }
    }
  });
}

function textRun(run: LetterTextRun): ElementContent {
  let content: ElementContent = text(run.text);
  if (run.isolate) content = isolate(run.text);
  if (run.keepTogether) content = element('span', { className: ['unbroken'] }, [content]);
  if (run.emphasis) content = element('em', {}, [content]);
  if (run.strong) content = element('strong', {}, [content]);
  if (run.link) content = element('a', { href: run.link, rel: ['noopener', 'noreferrer'] }, [content]);
  return content;
}

/** Without a direction of its own a `bdi` takes that of its first strong letter, which turns a sentence round. */
function isolate(words: string): Element {
  return element('bdi', isMostlyLeftToRight(words) ? { dir: 'ltr' } : {}, [text(words)]);
}

function footnoteRef(run: LetterFootnoteRun, prefix: string): Element {
  const id = run.first ? { id: `${prefix}ref-${run.number}` } : {};
  const link = element('a', { href: `#${prefix}note-${run.number}` }, [text(String(run.number))]);
  return element('sup', id, run.separated ? [text(','), link] : [link]);
}

function lines(entries: string[]): ElementContent[] {
  return entries.flatMap((entry, index): ElementContent[] =>
    index === 0 ? [text(entry)] : [element('br', {}, []), text(entry)],
  );
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value: printable(value) };
}
