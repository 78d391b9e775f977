import { describe, expect, test } from 'vitest';
import { createCallClock } from '@/components/call-time/call-clock';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createCallTimeline } from '@/components/call-time/call-timeline';
import {
  defaultWindowSeconds,
  differsOnPhones,
  followPlayhead,
  moveWindow,
  reclockWindow,
  resizeWindow,
  windowAround,
  zoomWindow,
} from './strip-window';

describe('the window of the strip', () => {
  test('shows a whole call of up to 30 minutes, ten minutes of a longer one, two on a phone', () => {
    expect(defaultWindowSeconds(740, 1340)).toBe(740);
    expect(defaultWindowSeconds(3 * 3600, 1340)).toBe(600);
    expect(defaultWindowSeconds(740, 390)).toBe(120);
    expect(defaultWindowSeconds(48, 390)).toBe(48);
  });

  test('is another one on a phone where a call is longer than two minutes', () => {
    expect(differsOnPhones(48, 1340)).toBe(false);
    expect(differsOnPhones(740, 1340)).toBe(true);
    expect(differsOnPhones(740, 390)).toBe(false);
  });

  test('stays inside the call', () => {
    expect(windowAround(0, 600, 7200)).toEqual({ startSeconds: 0, endSeconds: 600 });
    expect(windowAround(7190, 600, 7200)).toEqual({ startSeconds: 6600, endSeconds: 7200 });
  });

  test('turns the page once the playhead has left it, not before', () => {
    const window = { startSeconds: 0, endSeconds: 600 };
    expect(followPlayhead(window, 599, 7200)).toBe(window);
    const next = followPlayhead(window, 600, 7200);
    expect(next.startSeconds).toBeGreaterThan(500);
    expect(next.startSeconds).toBeLessThanOrEqual(600);
    expect(next.endSeconds - next.startSeconds).toBe(600);
  });

  test('stays at the last page when the playhead stands at the very end', () => {
    const window = { startSeconds: 6600, endSeconds: 7200 };
    expect(followPlayhead(window, 7200, 7200)).toBe(window);
  });

  test('zooms around the playhead from 30 s to the whole call', () => {
    const window = { startSeconds: 0, endSeconds: 600 };
    expect(zoomWindow(window, 0.5, 300, 7200)).toEqual({ startSeconds: 150, endSeconds: 450 });
    expect(zoomWindow({ startSeconds: 0, endSeconds: 30 }, 0.5, 10, 7200).endSeconds).toBe(30);
    expect(zoomWindow({ startSeconds: 0, endSeconds: 5000 }, 2, 10, 7200)).toEqual({
      startSeconds: 0,
      endSeconds: 7200,
    });
  });

  test('keeps what is under the pointer there, whatever the zoom', () => {
    let window = { startSeconds: 1000, endSeconds: 1600 };
    for (const factor of [0.9, 0.7, 1.3, 0.5]) {
      window = zoomWindow(window, factor, 1150, 7200);
      const share = (1150 - window.startSeconds) / (window.endSeconds - window.startSeconds);
      expect(share).toBeCloseTo(0.25);
    }
  });

  test('is resized at one edge, and keeps 30 s', () => {
    const window = { startSeconds: 100, endSeconds: 700 };
    expect(resizeWindow(window, 'start', 400, 7200)).toEqual({ ...window, startSeconds: 400 });
    expect(resizeWindow(window, 'start', -50, 7200)).toEqual({ ...window, startSeconds: 0 });
    expect(resizeWindow(window, 'start', 690, 7200)).toEqual({ ...window, startSeconds: 670 });
    expect(resizeWindow(window, 'end', 9999, 7200)).toEqual({ ...window, endSeconds: 7200 });
    expect(resizeWindow(window, 'end', 0, 7200)).toEqual({ ...window, endSeconds: 130 });
  });

  test('moves as far as the call goes', () => {
    const window = { startSeconds: 0, endSeconds: 600 };
    expect(moveWindow(window, 50, 7200)).toEqual({ startSeconds: 50, endSeconds: 650 });
    expect(moveWindow(window, 9999, 7200)).toEqual({ startSeconds: 6600, endSeconds: 7200 });
    expect(moveWindow(window, -10, 7200)).toBe(window);
  });
});

describe('on the other clock', () => {
  const timeline = createCallTimeline(
    callOfLegs([
      [100, 1000],
      [1200, 1000],
    ]),
  );
  const call = createCallClock(timeline, 'call', []);
  const listening = createCallClock(timeline, 'listening', []);

  test('the whole call stays the whole call', () => {
    const whole = { startSeconds: 0, endSeconds: 2200 };
    const there = reclockWindow(whole, call, listening, 500);
    expect(there).toEqual({ startSeconds: 0, endSeconds: 2000 });
    expect(reclockWindow(there, listening, call, 500)).toEqual(whole);
  });

  test('the moment of the playhead stays where it is in the window', () => {
    const window = { startSeconds: 1150, endSeconds: 1750 };
    const there = reclockWindow(window, call, listening, 1300);
    expect(there).toEqual({ startSeconds: 950, endSeconds: 1550 });
    expect((listening.toShown(1300) - 950) / 600).toBe(0.25);
  });

  test('the middle stays in the middle when the playhead is elsewhere', () => {
    const window = { startSeconds: 1300, endSeconds: 1900 };
    const there = reclockWindow(window, call, listening, 200);
    expect((there.startSeconds + there.endSeconds) / 2).toBe(listening.toShown(1600));
  });
});
