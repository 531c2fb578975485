import { describe, expect, it } from '@jest/globals';
import { labelHalf, placeThreads, pointOnThread, ruleGap, spreadOver, type ThreadEnds } from './thread-geometry.ts';

const gutter = { left: 300, right: 476 };
const thread = (id: string, fromY: number, toY: number | null): ThreadEnds => ({
  id,
  from: { x: gutter.left, y: fromY },
  to: toY === null ? null : { x: gutter.right, y: toY },
});
const labels = (threads: ThreadEnds[]) => placeThreads(threads, gutter).map((placed) => placed.label.y);

function smallestGap(heights: number[]): number {
  const sorted = heights.toSorted((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((y, index) => y - (sorted[index] as number)));
}

describe('threads between said and reported', () => {
  it('puts a lone label in the middle of its curve', () => {
    expect(placeThreads([thread('A1', 100, 200)], gutter)[0]?.label).toEqual({ x: 388, y: 150 });
  });

  it('keeps 46 px between labels by sliding them along their curves', () => {
    const heights = labels([thread('A1', 100, 300), thread('A2', 110, 300), thread('A3', 120, 300)]);
    expect(smallestGap(heights)).toBeGreaterThanOrEqual(46);
  });

  it('keeps the distance where twelve short threads leave no place on their curves', () => {
    const heights = labels(Array.from({ length: 12 }, (_, index) => thread(`A${index}`, 100 + index, 100 + index)));
    expect(smallestGap(heights)).toBeGreaterThanOrEqual(46);
  });

  it('ends a reading without findings at a label in the middle of the gutter, before the others are placed', () => {
    const placed = placeThreads([thread('A1', 130, 130), thread('A2', 100, null)], gutter);
    expect(placed[1]).toEqual({ id: 'A2', path: 'M300 100L388 100', label: { x: 388, y: 100 } });
    expect(Math.abs((placed[0]?.label.y ?? 0) - 100)).toBeGreaterThanOrEqual(46);
  });

  it('never lets a label leave the gutter, however far the rules stand apart', () => {
    const far = { id: 'A9', from: { x: gutter.left, y: 0 }, to: { x: gutter.right + 120, y: 900 } };
    const crowd = Array.from({ length: 9 }, (_, index) => ({ ...far, id: `A${index}` }));
    for (const { label } of placeThreads([...crowd, far], gutter)) {
      expect(label.x - labelHalf.x).toBeGreaterThanOrEqual(gutter.left + ruleGap);
      expect(label.x + labelHalf.x).toBeLessThanOrEqual(gutter.right - ruleGap);
    }
  });

  it('leads a thread that would pass under foreign labels along a lane beside them, its own label at its claim', () => {
    const claims = [100, 160, 220, 280].map((y, index) => thread(`A${index}`, y, y + 300));
    const placed = placeThreads(claims, gutter);
    expect(placed.map(({ label }) => label)).toEqual([100, 160, 220, 280].map((y) => ({ x: 374, y })));
    expect(placed[0]?.path).toBe('M300 100L374 100H460Q468 100 468 108V392Q468 400 476 400H476');
    const lanes = placed.map(({ path }) => Number(/V.*Q([\d.]+)/.exec(path)?.[1]));
    expect(lanes).toEqual([468, 462, 456, 450]);
    for (const lane of lanes) expect(lane).toBeGreaterThanOrEqual(374 + labelHalf.x + 6);
  });

  it('keeps a curve that meets no foreign label', () => {
    const placed = placeThreads([thread('A1', 100, 120), thread('A2', 200, 190)], gutter);
    for (const { path } of placed) expect(path).toMatch(/^M300 \d+C/);
  });

  it('leads no thread through the words beside a claim that is not assessed', () => {
    const [placed] = placeThreads([thread('A1', 100, 500)], gutter, [{ y: 125, gap: 30 }]);
    expect(placed?.path).toMatch(/^M300 100L374 \d+H/);
  });

  it('starts a further finding of a reading at the label they share', () => {
    const shared = { ...thread('A1+1', 100, 400), of: 'A1' };
    const placed = placeThreads([thread('A1', 100, 110), shared, thread('A2', 250, 255)], gutter);
    expect(placed[1]?.label).toEqual(placed[0]?.label);
    expect(placed[1]?.path.startsWith(`M${placed[0]?.label.x} ${placed[0]?.label.y}H`)).toBe(true);
  });

  it('starts and ends a curve on its rules', () => {
    const from = { x: 300, y: 20 };
    const to = { x: 476, y: 90 };
    expect([pointOnThread(from, to, 0), pointOnThread(from, to, 1)]).toEqual([from, to]);
  });

  it('spreads the threads of one claim over its rule', () => {
    expect(spreadOver(0, 90, 2)).toEqual([30, 60]);
  });
});
