import { describe, expect, test } from 'vitest';
import { defaultWindowSeconds, followPlayhead, windowAround, zoomWindow } from './strip-window';

describe('the window of the strip', () => {
  test('shows a whole call of up to 30 minutes, ten minutes of a longer one, two on a phone', () => {
    expect(defaultWindowSeconds(740, 1340)).toBe(740);
    expect(defaultWindowSeconds(3 * 3600, 1340)).toBe(600);
    expect(defaultWindowSeconds(740, 390)).toBe(120);
    expect(defaultWindowSeconds(48, 390)).toBe(48);
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
    expect(zoomWindow(window, 'in', 300, 7200)).toEqual({ startSeconds: 150, endSeconds: 450 });
    expect(zoomWindow({ startSeconds: 0, endSeconds: 30 }, 'in', 10, 7200).endSeconds).toBe(30);
    expect(zoomWindow({ startSeconds: 0, endSeconds: 5000 }, 'out', 10, 7200)).toEqual({
      startSeconds: 0,
      endSeconds: 7200,
    });
  });
});
