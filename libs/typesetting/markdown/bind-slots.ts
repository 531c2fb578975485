import { isRightToLeft, isShortHanName } from '../model/characters.ts';
import type { LetterFootnote, LetterRun, LetterTextRun } from '../model/letter-model.ts';
import { documentKey, footnoteRuns, quotationMarks } from '../model/citation-text.ts';
import type { CitationEntry } from '../template/context.ts';
import { splitAtTokens } from '../template/slots.ts';
import type { Slot } from '../template/slots.ts';

export type Marks = Pick<LetterTextRun, 'strong' | 'emphasis' | 'link'>;

/**
 * Puts the values back where their tokens stand, after Markdown has been parsed (rule M3): a value is only
 * ever text. Numbers footnotes by first appearance, one number for each citation key.
 */
export class SlotBinder {
  readonly footnotes: LetterFootnote[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly documents = new Map<string, number>();

  constructor(
    private readonly slots: Slot[],
    private readonly locale: string,
  ) {}

  /** Text of the Markdown as runs; line ends of the source become spaces, those of a value become breaks. */
  runsOf(text: string, marks: Marks = {}): LetterRun[] {
    return splitAtTokens(text).flatMap((piece): LetterRun[] => {
      if (typeof piece === 'string') return [{ kind: 'text', text: piece.replace(/[ \t]*\n[ \t]*/g, ' '), ...marks }];
      const slot = this.slots[piece];
      return slot ? this.slotRuns(slot, marks) : [];
    });
  }

  /** The text with values in place, for addresses and alternative texts. */
  plain(text: string, encode: (value: string, atStart: boolean) => string = (value) => value): string {
    return splitAtTokens(text)
      .map((piece, index) => (typeof piece === 'string' ? piece : encode(this.plainSlot(piece), index === 0)))
      .join('');
  }

  /** The signature slot, when the text is nothing else. */
  signatories(text: string): Extract<Slot, { kind: 'signatories' }> | null {
    const pieces = splitAtTokens(text.trim());
    const slot = pieces.length === 1 && typeof pieces[0] === 'number' ? this.slots[pieces[0]] : undefined;
    return slot?.kind === 'signatories' ? slot : null;
  }

  private plainSlot(index: number): string {
    const slot = this.slots[index];
    if (slot?.kind === 'text') return slot.text;
    if (slot?.kind === 'quotation') return slot.entry.exact;
    if (slot?.kind === 'signatories') return slot.entries.map((entry) => entry.name).join(', ');
    return '';
  }

  private slotRuns(slot: Slot, marks: Marks): LetterRun[] {
    switch (slot.kind) {
      case 'text':
        return valueRuns(slot.text, { ...marks, field: slot.field });
      case 'signatories':
        return valueRuns(slot.entries.map((entry) => entry.name).join(', '), { ...marks, field: slot.field });
      case 'citation':
        return [this.footnote(slot.entry)];
      case 'quotation': {
        const { exact, excerptId, speaker, channel } = slot.entry;
        return [
          {
            kind: 'quotation',
            excerptId,
            exact,
            ...quotationMarks(this.locale),
            speaker,
            ...(channel && { channel }),
            field: slot.field,
            ...(isRightToLeft(exact) && { isolate: true as const }),
          },
        ];
      }
    }
  }

  private footnote(entry: CitationEntry): LetterRun {
    const known = this.numbers.get(entry.key);
    const number = known ?? this.footnotes.length + 1;
    if (known === undefined) {
      this.numbers.set(entry.key, number);
      const described = this.documents.get(documentKey(entry));
      if (described === undefined) this.documents.set(documentKey(entry), number);
      this.footnotes.push({
        number,
        citationKey: entry.key,
        assertionKind: entry.assertionKind,
        runs: footnoteRuns(entry, this.locale, described),
      });
    }
    return { kind: 'footnote', number, first: known === undefined };
  }
}

/** A value as runs: right-to-left values are isolated (rule Y5), short Han names kept on one line (Y7). */
export function valueRuns(value: string, marks: Marks & { field?: string } = {}): LetterRun[] {
  return value.split(/\r\n|\r|\n/).flatMap((line, index): LetterRun[] => {
    const run: LetterRun = {
      kind: 'text',
      text: line,
      ...marks,
      ...(isRightToLeft(line) && { isolate: true as const }),
      ...(isShortHanName(line) && { keepTogether: true as const }),
    };
    return index === 0 ? [run] : [{ kind: 'break' }, run];
  });
}
