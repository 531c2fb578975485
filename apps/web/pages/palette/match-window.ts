export interface MatchWindow {
  before: string;
  match: string;
  after: string;
}

const room = 34;

/** Cuts long text in front of the match, never behind it, so that the match is always in sight. */
export function matchWindow(text: string, start: number, end: number): MatchWindow {
  if (start < 0 || end <= start || end > text.length) return { before: '', match: '', after: text };
  const from = start > room ? text.indexOf(' ', start - room) + 1 : 0;
  const cut = from > 0 && from <= start ? from : start > room ? start : 0;
  return {
    before: (cut > 0 ? '… ' : '') + text.slice(cut, start),
    match: text.slice(start, end),
    after: text.slice(end),
  };
}
