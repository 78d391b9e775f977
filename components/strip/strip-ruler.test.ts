import { describe, expect, test } from 'vitest';
import { createCallClock } from '@/components/call-time/call-clock';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { rulerTicks } from './strip-ruler';
import { createStripScale } from './strip-scale';

const labels = (startSeconds: number, endSeconds: number, widthPx: number) =>
  rulerTicks(createStripScale({ startSeconds, endSeconds }, widthPx))
    .filter((tick) => tick.isLabelled)
    .map((tick) => tick.seconds);

describe('the ruler', () => {
  test.each([
    ['15 s', 60, 300, 15],
    ['1 min', 740, 1340, 60],
    ['5 min', 1500, 1000, 300],
    ['30 min', 3 * 3600, 1340, 1800],
    ['1 h', 6 * 3600, 400, 3600],
  ])('labels every %s', (_, seconds, widthPx, step) => {
    const labelled = labels(0, seconds, widthPx);
    expect(labelled[1]).toBe(step);
    expect((step / seconds) * widthPx).toBeGreaterThanOrEqual(60);
  });

  test('begins at the first whole step of a window', () => {
    expect(labels(3730, 4330, 1000)[0]).toBe(3780);
  });

  test('counts the seconds of the clock that is shown', () => {
    const timeline = createCallTimeline(
      callOfLegs([
        [0, 90],
        [130, 90],
      ]),
    );
    const clock = createCallClock(timeline, 'listening', []);
    const scale = createStripScale({ startSeconds: 0, endSeconds: 180 }, 922, clock);
    const labelled = rulerTicks(scale).filter((tick) => tick.isLabelled);
    expect(labelled.map(({ seconds, x }) => [seconds, x])).toEqual(
      expect.arrayContaining([
        [60, 300],
        [120, 622],
      ]),
    );
  });

  test('draws no label that the edge would cut', () => {
    expect(labels(0, 120, 240)).toEqual([0, 60]);
    expect(labels(0, 130, 300)).toEqual([0, 60]);
  });
});
