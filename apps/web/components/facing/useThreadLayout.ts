import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { placeThreads, spreadOver, type Point, type ThreadEnds } from './thread-geometry.ts';

/** A reading to draw: from the rule of a claim to the rules of its findings, or to none. */
export interface ThreadRequest {
  id: string;
  claimId: string;
  findingIds: string[];
}

export interface ThreadLayout {
  width: number;
  height: number;
  /** Curves; a reading with several findings has one for each, under the same reading. */
  lines: { key: string; threadId: string; path: string }[];
  /** Middle of each reading's label, and of the words beside claims without a reading. */
  labels: Map<string, Point>;
}

interface Rule {
  element: Element;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const unassessedGap = 30;

function rulesIn(container: HTMLElement): Map<string, Rule> {
  const origin = container.getBoundingClientRect();
  const rules = new Map<string, Rule>();
  for (const element of container.querySelectorAll('[data-rule]')) {
    const box = element.getBoundingClientRect();
    const rule = {
      element,
      top: box.top - origin.top,
      bottom: box.bottom - origin.top,
      left: box.left - origin.left,
      right: box.right - origin.left,
    };
    for (const id of (element.getAttribute('data-rule') ?? '').split(' ')) rules.set(id, rule);
  }
  return rules;
}

interface Strand {
  key: string;
  threadId: string;
  claim: Rule;
  finding: Rule | null;
}

/** One strand for each pair of rules; findings that share an item share its strand. */
function strandsOf(requests: readonly ThreadRequest[], rules: Map<string, Rule>): Strand[] {
  return requests.flatMap((request): Strand[] => {
    const claim = rules.get(request.claimId);
    if (!claim) return [];
    const found = request.findingIds.flatMap((id) => rules.get(id) ?? []);
    const ends = found.filter((rule, index) => found.findIndex((other) => other.element === rule.element) === index);
    if (ends.length === 0) return [{ key: request.id, threadId: request.id, claim, finding: null }];
    return ends.map((finding, index) => ({
      key: index === 0 ? request.id : `${request.id}+${index}`,
      threadId: request.id,
      claim,
      finding,
    }));
  });
}

const middleOf = (rule: Rule) => (rule.top + rule.bottom) / 2;

/** Spreads the strands that leave one rule over its height, in the order of where they go. */
function heightsAt(
  strands: readonly Strand[],
  end: (strand: Strand) => Rule | null,
  other: (s: Strand) => Rule | null,
) {
  const heights = new Map<string, number>();
  const groups = new Map<Element, Strand[]>();
  for (const strand of strands) {
    const element = end(strand)?.element;
    if (element) groups.set(element, [...(groups.get(element) ?? []), strand]);
  }
  for (const group of groups.values()) {
    const rule = end(group[0] as Strand) as Rule;
    const far = (strand: Strand) => middleOf(other(strand) ?? rule);
    const ordered = group.toSorted((a, b) => far(a) - far(b));
    const spread = spreadOver(rule.top, rule.bottom - rule.top, ordered.length);
    ordered.forEach((strand, index) => heights.set(strand.key, spread[index] ?? middleOf(rule)));
  }
  return heights;
}

function measure(container: HTMLElement, requests: readonly ThreadRequest[], unassessed: readonly string[]) {
  const rules = rulesIn(container);
  const strands = strandsOf(requests, rules);
  const saidHeights = heightsAt(
    strands,
    (strand) => strand.claim,
    (strand) => strand.finding,
  );
  const reportedHeights = heightsAt(
    strands,
    (strand) => strand.finding,
    (strand) => strand.claim,
  );
  const ends: ThreadEnds[] = strands.map((strand) => ({
    id: strand.key,
    from: { x: strand.claim.right, y: saidHeights.get(strand.key) ?? middleOf(strand.claim) },
    ...(strand.key === strand.threadId ? {} : { of: strand.threadId }),
    to: strand.finding && { x: strand.finding.left, y: reportedHeights.get(strand.key) ?? middleOf(strand.finding) },
  }));
  const anyClaim = [...rules.values()][0];
  const gutterBox = container.querySelector('[data-gutter]')?.getBoundingClientRect();
  const origin = container.getBoundingClientRect();
  const gutter = gutterBox
    ? { left: gutterBox.left - origin.left, right: gutterBox.right - origin.left }
    : { left: anyClaim?.right ?? 0, right: anyClaim?.right ?? 0 };
  const labels = new Map<string, Point>();
  const reserved = unassessed.flatMap((id) => {
    const rule = rules.get(id);
    if (!rule) return [];
    labels.set(id, { x: gutter.left, y: middleOf(rule) });
    return [{ y: middleOf(rule), gap: unassessedGap }];
  });
  const placed = placeThreads(ends, gutter, reserved);
  const labelled = new Set(requests.map(({ id }) => id));
  for (const thread of placed) if (labelled.has(thread.id)) labels.set(thread.id, thread.label);
  const lines = placed.map((thread) => ({
    key: thread.id,
    threadId: strands.find((strand) => strand.key === thread.id)?.threadId ?? thread.id,
    path: thread.path,
  }));
  return { width: origin.width, height: origin.height, lines, labels };
}

/**
 * Measures the rules of all items in `container` and lays the threads between them. Nothing is drawn until both
 * ends are measured: after fonts are ready, at every change of size, and when `version` changes.
 */
export function useThreadLayout(
  container: RefObject<HTMLElement | null>,
  requests: readonly ThreadRequest[],
  unassessed: readonly string[],
  version: string,
): ThreadLayout | null {
  const [layout, setLayout] = useState<ThreadLayout | null>(null);
  const key = JSON.stringify([requests, unassessed, version]);
  const lay = useCallback(() => {
    if (container.current) setLayout(measure(container.current, requests, unassessed));
    // `key` holds everything of the arguments that matters.
  }, [container, key]);

  useLayoutEffect(lay, [lay]);
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const observer = new ResizeObserver(lay);
    observer.observe(element);
    for (const item of element.querySelectorAll('[data-rule]')) observer.observe(item);
    void document.fonts.ready.then(lay);
    return () => observer.disconnect();
  }, [container, lay]);
  return layout;
}
