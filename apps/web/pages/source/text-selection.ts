import { trimmed, type TextRange } from './pick-range.ts';

/** Offset in the captured text of a place in the page. Every piece of text carries where it starts. */
function offsetAt(root: HTMLElement, node: Node, offset: number): number | null {
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement?.closest<HTMLElement>('[data-start]');
    return piece && root.contains(piece) ? Number(piece.dataset.start) + offset : null;
  }
  const following = node.childNodes[offset];
  const pieces = [...root.querySelectorAll<HTMLElement>('[data-start]')];
  const next = pieces.find((piece) =>
    following
      ? following.contains(piece) || following.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING
      : node.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING && !node.contains(piece),
  );
  if (next) return Number(next.dataset.start);
  const last = pieces.at(-1);
  return last ? Number(last.dataset.start) + (last.textContent?.length ?? 0) : null;
}

/** The range of the captured text that is selected on screen, without white space at its ends; null for none. */
export function selectedRange(root: HTMLElement, capturedText: string): TextRange | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer } = selection.getRangeAt(0);
  if (!root.contains(commonAncestorContainer)) return null;
  const start = offsetAt(root, startContainer, startOffset);
  const end = offsetAt(root, endContainer, endOffset);
  if (start === null || end === null || end <= start) return null;
  const range = trimmed(capturedText, { start, end });
  return range.end > range.start ? range : null;
}
