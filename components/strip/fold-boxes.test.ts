import { expect, test } from 'vitest';
import { createCallClock } from '@/components/call-time/call-clock';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import { foldText, layoutFolds } from './fold-boxes';
import { planStrip } from './strip-plan';
import { createStripScale } from './strip-scale';

const timeline = createCallTimeline(
  callOfLegs([
    [9, 91],
    [138, 30],
    [168, 132],
  ]),
);
const lost = [{ leg: 2, startSeconds: 138, endSeconds: 168, because: 'not found' }] as const;
const clock = createCallClock(timeline, 'listening', lost);
const whole = { startSeconds: 0, endSeconds: clock.durationSeconds };

test('a fold is 22 px with a seam, its tie reaches 9 px beyond and stays inside the strip', () => {
  const scale = createStripScale(whole, clock.durationSeconds + 44, clock);
  const boxes = layoutFolds(scale);
  expect(boxes.map(({ x, widthPx, tie }) => [x, widthPx, tie.x, tie.widthPx])).toEqual([
    [1, 20, 0, 31],
    [114, 20, 104, 40],
  ]);
});

test('its words name every part with its reason', () => {
  expect(clock.folds.map(foldText)).toEqual([
    '0:09 not recorded',
    '0:38 not recorded, 0:30 not found',
  ]);
});

test('folded legs are not drawn, and neither are gaps', () => {
  const scale = createStripScale(whole, 1000, clock);
  const audio = { lost: [...lost], shortFiles: [] };
  const plan = planStrip({ timeline, audio, clock: 'listening' }, scale, () => 50);
  expect(plan.legs.map(({ text }) => text.number)).toEqual(['1', '3']);
  expect(plan.gaps).toEqual([]);
  expect(plan.flags.map(({ text }) => text)).toContain('0:38 not recorded, 0:30 not found');
});

test('on call time a lost leg is drawn as one', () => {
  const scale = createStripScale({ startSeconds: 0, endSeconds: 300 }, 1000);
  const audio = { lost: [...lost], shortFiles: [] };
  const plan = planStrip({ timeline, audio, clock: 'call' }, scale, () => 50);
  expect(plan.legs.map(({ silentBecause }) => silentBecause)).toEqual([null, 'not found', null]);
});
