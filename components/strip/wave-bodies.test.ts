import { describe, expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import type { LegSound } from '@/components/sound/sound-loader';
import { planStrip } from './strip-plan';
import { createStripScale } from './strip-scale';
import { waveBodies } from './wave-bodies';

const NOTHING_KNOWN = { lost: [], shortFiles: [] };

function plan(
  legs: readonly (readonly [number, number])[],
  window: { startSeconds: number; endSeconds: number },
  widthPx: number,
) {
  const timeline = createCallTimeline(callOfLegs(legs));
  const scale = createStripScale(window, widthPx);
  return planStrip({ timeline, audio: NOTHING_KNOWN, clock: 'call' }, scale, () => 10);
}

const sound = (channels: number, arrival: 'arriving' | 'complete' = 'complete'): LegSound => ({
  wave: {
    arrival,
    channels,
    secondsPerPeak: 0.02,
    durationSeconds: 0,
    peakCount: 0,
    lows: new Int8Array(),
    highs: new Int8Array(),
    rms: new Uint8Array(),
  },
  marks: null,
  hasFailed: false,
  unfetched: null,
  faultCode: null,
});

const look = { colour: 'black', isSystem: false, heightPx: 120 };

describe('the bodies of a leg', () => {
  test('cover whole pixels and the seconds at their edges', () => {
    const { legs, scale } = plan([[0, 100]], { startSeconds: 25, endSeconds: 75 }, 500);
    const [body] = legs.flatMap((leg) => waveBodies(leg, sound(1), scale, look));
    expect(body).toMatchObject({ x: 0, widthPx: 500, startSeconds: 25, endSeconds: 75 });
  });

  test('are two lanes for a stereo leg, one of 72 % for mono, half of it for the system', () => {
    const { legs, scale } = plan([[0, 100]], { startSeconds: 0, endSeconds: 100 }, 500);
    const lanes = (channels: number, isSystem = false) =>
      legs
        .flatMap((leg) => waveBodies(leg, sound(channels), scale, { ...look, isSystem }))
        .flatMap((body) => body.lanes.map((lane) => [lane.channel, lane.middlePx, lane.reachPx]));
    expect(lanes(1)).toEqual([['mixed', 60, expect.closeTo(43.2)]]);
    expect(lanes(1, true)).toEqual([['mixed', 60, expect.closeTo(21.6)]]);
    expect(lanes(2).map(([channel, middlePx]) => [channel, middlePx])).toEqual([
      [0, 30],
      [1, 90],
    ]);
  });

  test('are one mixed lane each where legs share the moment', () => {
    const { legs, scale } = plan(
      [
        [0, 60],
        [40, 60],
      ],
      { startSeconds: 0, endSeconds: 100 },
      1000,
    );
    const bodies = legs.flatMap((leg) => waveBodies(leg, sound(2), scale, look));
    expect(bodies.map(({ lanes }) => lanes.map(({ channel }) => channel))).toEqual([
      [0, 1],
      ['mixed'],
      ['mixed'],
      [0, 1],
    ]);
    expect(bodies[1]).toMatchObject({ startSeconds: 40, endSeconds: 59.9 });
  });

  test('are dotted while more is on the way, not once the leg has failed', () => {
    const { legs, scale } = plan([[0, 100]], { startSeconds: 0, endSeconds: 100 }, 500);
    const isArriving = (known: LegSound) =>
      legs.flatMap((leg) => waveBodies(leg, known, scale, look)).map((body) => body.isArriving);
    expect(isArriving(sound(1, 'arriving'))).toEqual([true]);
    expect(isArriving(sound(1))).toEqual([false]);
    expect(isArriving({ ...sound(1), wave: null, hasFailed: true })).toEqual([false]);
    expect(isArriving({ ...sound(1), wave: null, unfetched: 'until-played' })).toEqual([false]);
  });
});

describe('a second beside an hour', () => {
  const legs = [
    [0, 1],
    [1, 3600],
  ] as const;

  test.each([30, 60, 600, 1800, 3601])('is 3 px or more in a window of %i s', (endSeconds) => {
    for (const widthPx of [358, 1340]) {
      const { legs: planned } = plan(legs, { startSeconds: 0, endSeconds }, widthPx);
      expect(planned[0]?.widthPx).toBeGreaterThanOrEqual(3);
    }
  });

  test('shows all of its sound, however narrow', () => {
    const { legs: planned, scale } = plan(legs, { startSeconds: 0, endSeconds: 3601 }, 1340);
    const [first] = planned.flatMap((leg) => waveBodies(leg, sound(1), scale, look));
    expect(first).toMatchObject({ widthPx: 3, startSeconds: 0, endSeconds: 1 });
  });
});
