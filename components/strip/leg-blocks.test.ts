import { describe, expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { blockAt, layoutGaps, layoutLegBlocks } from './leg-blocks';
import { createStripScale } from './strip-scale';

const layout = (legs: readonly (readonly [number, number])[], widthPx: number) => {
  const timeline = createCallTimeline(callOfLegs(legs));
  const scale = createStripScale(
    { startSeconds: 0, endSeconds: timeline.durationSeconds },
    widthPx,
  );
  return { timeline, scale, blocks: layoutLegBlocks(timeline.legs, scale) };
};

describe('leg blocks', () => {
  test('stand at their true x with a 2 px seam between neighbours', () => {
    const { blocks } = layout(
      [
        [0, 100],
        [100, 300],
      ],
      800,
    );
    expect(blocks.map(({ x, widthPx }) => [x, widthPx])).toEqual([
      [1, 198],
      [201, 598],
    ]);
  });

  test('are never under 3 px and never past the edge, though a call lasts six hours', () => {
    const { blocks } = layout(
      [
        [0, 2],
        [2, 21_597],
        [21_599, 1],
      ],
      1000,
    );
    expect(blocks.map((block) => block.widthPx)).toEqual([3, expect.any(Number), 3]);
    for (const block of blocks) expect(block.x + block.widthPx).toBeLessThanOrEqual(1000);
  });

  test('share the height where legs overlap, the earlier leg above', () => {
    const { blocks } = layout(
      [
        [0, 60],
        [40, 60],
      ],
      1000,
    );
    expect(blocks[0]?.pieces).toEqual([
      { x: 1, widthPx: 399, top: 0, height: 1 },
      { x: 400, widthPx: 199, top: 0, height: 0.5 },
    ]);
    expect(blocks[1]?.pieces).toEqual([
      { x: 401, widthPx: 199, top: 0.5, height: 0.5 },
      { x: 600, widthPx: 399, top: 0, height: 1 },
    ]);
  });

  test('carry the header of a later leg after the overlap, and none when it is covered wholly', () => {
    const overlapping = layout(
      [
        [0, 60],
        [40, 60],
      ],
      1000,
    ).blocks;
    expect(overlapping[0]?.header).toEqual({ x: 1, widthPx: 598 });
    expect(overlapping[1]?.header).toEqual({ x: 601, widthPx: 398 });
    const covered = layout(
      [
        [0, 100],
        [40, 10],
      ],
      1000,
    ).blocks;
    expect(covered[1]?.header).toBeNull();
  });

  test('split into thirds for three legs at once', () => {
    const { blocks } = layout(
      [
        [0, 30],
        [0, 30],
        [0, 30],
      ],
      300,
    );
    expect(blocks.map((block) => block.pieces.map((piece) => piece.top))).toEqual([
      [0],
      [1 / 3],
      [2 / 3],
    ]);
  });

  test('outside the window are not laid out', () => {
    const { timeline } = layout(
      [
        [0, 100],
        [100, 100],
        [200, 100],
      ],
      300,
    );
    const window = createStripScale({ startSeconds: 110, endSeconds: 190 }, 300);
    const blocks = layoutLegBlocks(timeline.legs, window);
    expect(blocks.map((block) => block.placed.leg.leg)).toEqual([2]);
    expect(blocks[0]).toMatchObject({ x: -4, widthPx: 308 });
  });

  test('of unknown length are drawn to the next leg', () => {
    const { blocks } = layout(
      [
        [0, 0],
        [30, 30],
      ],
      300,
    );
    expect(blocks[0]).toMatchObject({ x: 1, widthPx: 148 });
    expect(blocks[0]?.pieces).toHaveLength(1);
  });
});

describe('the leg at a pixel', () => {
  test('is found around a sliver, within 24 px', () => {
    const { blocks } = layout(
      [
        [0, 1000],
        [1000, 1],
        [1001, 999],
      ],
      1000,
    );
    expect(blockAt(blocks, 508, 0.5)?.placed.leg.leg).toBe(2);
    expect(blockAt(blocks, 540, 0.5)?.placed.leg.leg).toBe(3);
    expect(blockAt(blocks, 100, 0.5)?.placed.leg.leg).toBe(1);
  });

  test('is the upper or the lower one where two overlap', () => {
    const { blocks } = layout(
      [
        [0, 60],
        [40, 60],
      ],
      1000,
    );
    expect(blockAt(blocks, 500, 0.2)?.placed.leg.leg).toBe(1);
    expect(blockAt(blocks, 500, 0.8)?.placed.leg.leg).toBe(2);
  });

  test('is none in a gap', () => {
    const { blocks } = layout(
      [
        [0, 100],
        [200, 100],
      ],
      900,
    );
    expect(blockAt(blocks, 450, 0.5)).toBeNull();
  });
});

describe('gaps', () => {
  test('say their length on one line from 112 px, on two from 62, else in the flag row', () => {
    const { timeline } = layout(
      [
        [10, 90],
        [214, 100],
        [384, 100],
        [548, 52],
      ],
      600,
    );
    const scale = createStripScale({ startSeconds: 0, endSeconds: 600 }, 600);
    expect(layoutGaps(timeline.gaps, scale).map((gap) => [gap.widthPx, gap.label])).toEqual([
      [8, 'flag'],
      [112, 'one-line'],
      [68, 'two-lines'],
      [62, 'two-lines'],
    ]);
  });

  test('judge by the part that the window shows', () => {
    const { timeline } = layout(
      [
        [0, 100],
        [300, 100],
      ],
      400,
    );
    const scale = createStripScale({ startSeconds: 250, endSeconds: 400 }, 150);
    expect(layoutGaps(timeline.gaps, scale)[0]?.label).toBe('flag');
  });
});
