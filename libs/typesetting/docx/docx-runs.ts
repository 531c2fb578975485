import { Bookmark, FootnoteReferenceRun, InternalHyperlink, SimpleField, TextRun } from 'docx';
import type { IRunOptions, ParagraphChild } from 'docx';
import { isEastAsian, isMostlyLeftToRight, isolated, isRightToLeft, printable } from '../model/characters.ts';
import type { LetterFootnoteRun, LetterQuotationRun, LetterRun, LetterTextRun } from '../model/letter-model.ts';

/** Runs of the letter as Word runs; `base` is what a paragraph sets for all of them. */
export function wordRuns(runs: LetterRun[], base: IRunOptions = {}): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    switch (run.kind) {
      case 'text':
        return textRun(run, base);
      case 'quotation':
        return quotationRuns(run, base);
      case 'footnote':
        return footnoteRuns(run);
      case 'break':
        return [new TextRun({ break: 1 })];
    }
  });
}

/** One line of plain text, such as a line of an address. */
export function plainRun(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({ ...options, ...scriptOf(text), text: printable(text) });
}

function textRun(run: LetterTextRun, base: IRunOptions): ParagraphChild[] {
  const text = printable(isolated(run.text, run.isolate));
  if (run.link) return [new SimpleField(`HYPERLINK "${fieldSafe(run.link)}"`, text)];
  // Slanted Arabic or Chinese would be made up by Word: those scripts have no italics.
  const italics = run.emphasis && !isRightToLeft(run.text) && !isEastAsian(run.text);
  const marks = { ...(run.strong && { bold: true }), ...(italics && { italics: true }) };
  return [new TextRun({ ...base, ...marks, ...scriptOf(run.text), text })];
}

function quotationRuns(run: LetterQuotationRun, base: IRunOptions): ParagraphChild[] {
  const lines = printable(isolated(run.exact, run.isolate)).split(/\r\n|\r|\n/);
  const words = lines.map(
    (text, index) => new TextRun({ ...base, ...scriptOf(run.exact), text, ...(index > 0 && { break: 1 }) }),
  );
  return [new TextRun({ ...base, text: run.open }), ...words, new TextRun({ ...base, text: run.close })];
}

/** Word numbers a note once; a later reference to it repeats the number and leads back to the first. */
function footnoteRuns(run: LetterFootnoteRun): ParagraphChild[] {
  const comma = run.separated ? [new TextRun({ text: ',', superScript: true })] : [];
  const place = `note${run.number}`;
  if (run.first) return [...comma, new Bookmark({ id: place, children: [new FootnoteReferenceRun(run.number)] })];
  const number = new TextRun({ text: String(run.number), superScript: true });
  return [...comma, new InternalHyperlink({ anchor: place, children: [number] })];
}

function scriptOf(text: string): IRunOptions {
  return isRightToLeft(text) && !isMostlyLeftToRight(text) ? { rightToLeft: true } : {};
}

/** A field's instruction ends at a quotation mark and reads a backslash as a switch. */
function fieldSafe(address: string): string {
  return address.replaceAll('"', '%22').replaceAll('\\', '%5C');
}
