import {
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import type { ISectionOptions } from 'docx';
import type { LetterModel } from '../model/letter-model.ts';
import { printable } from '../model/characters.ts';
import { BlockWriter, bareTable } from './docx-blocks.ts';
import { plainRun, wordRuns } from './docx-runs.ts';
import { ACCENT, PAGE, QUIET, TEXT_WIDTH, documentStyles } from './docx-styles.ts';
import { fixedArchive } from './fixed-archive.ts';

/**
 * The letter as a Word document with real footnotes, numbered asks, styles, title and language.
 * Equal models give equal bytes: time stamps, ids and archive dates are the model's, not the clock's.
 */
export async function renderDocx(model: LetterModel): Promise<Uint8Array> {
  const writer = new BlockWriter();
  const body = writer.write(model.blocks);
  const document = new Document({
    title: printable(model.meta.title),
    subject: printable(model.subject),
    creator: printable(model.meta.author),
    lastModifiedBy: printable(model.meta.author),
    description: printable(model.sample?.note ?? ''),
    styles: documentStyles(model),
    numbering: { config: writer.numbering },
    footnotes: Object.fromEntries(
      model.footnotes.map((note) => [
        note.number,
        { children: [new Paragraph({ style: 'FootnoteText', children: [new TextRun(' '), ...wordRuns(note.runs)] })] },
      ]),
    ),
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { left: PAGE.side, right: PAGE.side, top: PAGE.top, bottom: PAGE.bottom, footer: 560, header: 560 },
          },
        },
        ...headersAndFooters(model),
        children: [...opening(model), ...body, ...closingLists(model)],
      },
    ],
  });
  return fixedArchive(await Packer.toBuffer(document), model.meta.createdAt);
}

function headersAndFooters(model: LetterModel): Pick<ISectionOptions, 'headers' | 'footers'> {
  const right = [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }];
  const { meta, labels } = model;
  const running = new Paragraph({
    style: 'Small',
    tabStops: right,
    children: [plainRun(`${meta.author} – ${meta.addressee}\t${meta.dateText}`)],
  });
  const foot = () => [
    ...(model.sample ? [new Paragraph({ style: 'Small', children: [plainRun(model.sample.note)] })] : []),
    new Paragraph({
      style: 'Small',
      tabStops: right,
      children: [
        plainRun(`${meta.reference}\t${labels.page} `),
        new TextRun({ children: [PageNumber.CURRENT] }),
        plainRun(` ${labels.of} `),
        new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
      ],
    }),
  ];
  return {
    headers: {
      default: new Header({ children: [running] }),
      first: new Header({ children: [new Paragraph({ style: 'Small' })] }),
    },
    footers: { default: new Footer({ children: foot() }), first: new Footer({ children: foot() }) },
  };
}

function opening(model: LetterModel) {
  const { letterhead, labels, meta } = model;
  const left = [
    new Paragraph({ style: 'Lines', children: [plainRun(letterhead.organisation, { bold: true, size: 30 })] }),
  ];
  if (model.sample)
    left.push(new Paragraph({ style: 'Small', children: [plainRun(labels.sampleLetterhead, { italics: true })] }));
  const right = letterhead.lines.map(
    (line) => new Paragraph({ style: 'Small', alignment: 'right', children: [plainRun(line)] }),
  );
  const half = Math.floor(TEXT_WIDTH / 2);
  return [
    bareTable([half, half], [[left, right]]),
    new Paragraph({
      spacing: { line: 120, after: 240 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: ACCENT, space: 2 } },
    }),
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
      spacing: { after: 200 },
      children: [
        plainRun(meta.dateText),
        plainRun(`\t${labels.reference} ${meta.reference}`, { size: 17, color: QUIET }),
      ],
    }),
    ...model.recipient.lines.map((line) => new Paragraph({ style: 'Lines', children: [plainRun(line)] })),
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [plainRun(`${labels.subject} ${model.subject}`)] }),
  ];
}

function closingLists(model: LetterModel): Paragraph[] {
  const lists: [string, string[]][] = [
    [model.labels.enclosures, model.enclosures],
    [model.labels.copies, model.copies],
  ];
  return lists
    .filter(([, entries]) => entries.length > 0)
    .map(
      ([title, entries]) =>
        new Paragraph({
          style: 'Small',
          spacing: { before: 240 },
          children: [plainRun(`${title} `, { bold: true }), plainRun(entries.join('; '))],
        }),
    );
}
