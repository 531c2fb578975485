import { MARKDOWN_LIMITS as LIMITS } from '../template/limits.ts';

/**
 * Refuses Markdown whose parse would be an attack (rule H2: 48 KB of emphasis marks take seconds, nested
 * lists and quotes of 2 KB nearly one). One linear pass; null when the text may be parsed.
 */
export function markdownProblem(text: string): { line: number; message: string } | null {
  if (text.length > LIMITS.characters) {
    return { line: 1, message: `The text has more than ${LIMITS.characters} characters of Markdown.` };
  }
  const lines = text.split('\n');
  if (lines.length > LIMITS.lines) return { line: LIMITS.lines, message: `More than ${LIMITS.lines} lines.` };
  let markers = 0;
  let brackets = 0;
  let containers = 0;
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '') {
      markers = 0;
      brackets = 0;
      continue;
    }
    const opened = nestingOf(content);
    containers += opened;
    if (opened > LIMITS.nesting || containers > LIMITS.containers) {
      return { line: index + 1, message: `Lists and quotes may stand at most ${LIMITS.nesting} deep.` };
    }
    // Fields such as `{{company_name}}` hold underscores that Markdown never sees.
    const visible = content.replace(/\{\{[^{}]*\}\}/g, '');
    markers += countOf(visible, /[*_~`\\&<|]/g);
    brackets += countOf(visible, /[[\]!]/g);
    const most = content.trimStart().startsWith('|') ? LIMITS.markersInTable : LIMITS.markersInParagraph;
    if (markers > most || brackets > LIMITS.bracketsInParagraph) {
      return { line: index + 1, message: 'Too many Markdown marks in one paragraph; write plain words.' };
    }
  }
  return null;
}

/** Containers a line may open: quote marks, list markers and steps of indentation before its first word. */
function nestingOf(line: string): number {
  const lead = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/.exec(line)?.[0] ?? '';
  const markers = countOf(lead, />|[-+*]|\d+[.)]/g);
  const indent = lead.replaceAll('\t', '    ').match(/^ */)?.[0].length ?? 0;
  return markers + Math.floor(indent / 4);
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const match of text.matchAll(pattern)) count += match.length > 0 ? 1 : 0;
  return count;
}
