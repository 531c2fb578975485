import { isEastAsian } from '../model/characters.ts';

/**
 * Wraps at spaces to `width` columns, the first line after `lead`, the others indented as far. Every soft
 * break keeps its space at the end of the line (as in RFC 3676), so taking out the breaks gives the words
 * back byte for byte. Words wider than the line stand alone; Han and Hangul letters count two columns.
 */
export function wrapText(text: string, lead: string, width: number): string {
  const indent = ' '.repeat(columnsOf(lead));
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => wrapLine(line, index === 0 ? lead : indent, indent, width))
    .join('\n');
}

function wrapLine(line: string, lead: string, indent: string, width: number): string {
  const words = line.match(/[^ ]* *|^$/g)?.filter((word) => word !== '') ?? [];
  const lines: string[] = [];
  let current = lead;
  let used = columnsOf(lead);
  let empty = true;
  for (const word of words) {
    if (!empty && used + columnsOf(word.trimEnd()) > width) {
      lines.push(current);
      current = indent;
      used = columnsOf(indent);
    }
    current += word;
    used += columnsOf(word);
    empty = false;
  }
  lines.push(current.trimEnd());
  return lines.join('\n');
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isEastAsian(character) ? 2 : 1;
  return columns;
}
