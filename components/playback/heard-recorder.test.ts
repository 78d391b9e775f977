import { expect, test } from 'vitest';
import { normalise } from '@/lib/contract/intervals';
import { connectedPlayer } from './player-fixture';
import type { HeardStretch } from './player-state';

/** A player whose first leg sounds, with what it says was heard of each leg. */
function listeningPlayer(legs?: [number, number][]) {
  const stretches: HeardStretch[] = [];
  const page = connectedPlayer(undefined, legs, (stretch) => void stretches.push(stretch));
  page.player.play(1);
  page.element.arrive(60);
  return {
    ...page,
    stretches,
    /** Lets leg 1 sound from where it is up to `seconds`, in steps of a quarter. */
    soundTo(seconds: number, element = page.element) {
      while (element.currentTime < seconds) {
        const step = Math.min(0.25, seconds - element.currentTime);
        page.letClockRun((step / element.playbackRate) * 1_000);
        element.runTo(element.currentTime + step);
      }
    },
    heardOf: (leg: number) =>
      normalise(
        stretches
          .filter((one) => one.leg === leg)
          .map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds]),
      ),
  };
}

test('a stretch is given out in pieces while it sounds, and its end at a pause', () => {
  const { soundTo, element, stretches, heardOf } = listeningPlayer();
  soundTo(3.5);
  expect(heardOf(1)).toEqual([[0, 3]]);
  element.pause();
  expect(heardOf(1)).toEqual([[0, 3.5]]);
  expect(stretches.every(({ speed }) => speed === 1)).toBe(true);
});

test('what is jumped over is not heard, in either direction', () => {
  const { soundTo, player, element, heardOf } = listeningPlayer();
  soundTo(2);
  player.moveBy(10);
  soundTo(14);
  player.moveBy(-10);
  soundTo(5);
  element.pause();
  expect(heardOf(1)).toEqual([
    [0, 2],
    [4, 5],
    [12, 14],
  ]);
});

test('a small jump is no listening either', () => {
  const { soundTo, player, element, heardOf } = listeningPlayer();
  soundTo(2);
  player.moveBy(1);
  soundTo(4);
  element.pause();
  expect(heardOf(1)).toEqual([
    [0, 2],
    [3, 4],
  ]);
});

test('each speed has stretches of its own, and a hidden page with few events loses nothing', () => {
  const { soundTo, player, element, stretches, heardOf, letClockRun } = listeningPlayer();
  soundTo(2);
  player.setSpeed(2);
  letClockRun(1_000);
  element.runTo(4);
  element.pause();
  expect(heardOf(1)).toEqual([[0, 4]]);
  expect(
    normalise(
      stretches
        .filter(({ speed }) => speed === 2)
        .map(({ fromSeconds, toSeconds }) => [fromSeconds, toSeconds]),
    ),
  ).toEqual([[2, 4]]);
});

test('what is muted is not heard', () => {
  const { soundTo, element, heardOf } = listeningPlayer();
  soundTo(2);
  element.muted = true;
  element.emit('volumechange');
  soundTo(4);
  element.muted = false;
  element.emit('volumechange');
  soundTo(5);
  element.pause();
  expect(heardOf(1)).toEqual([
    [0, 2],
    [4, 5],
  ]);
});

test('a leg that waits for bytes is not heard until it sounds on', () => {
  const { soundTo, element, heardOf, letClockRun } = listeningPlayer();
  soundTo(2);
  element.starve();
  letClockRun(60_000);
  element.readyState = 4;
  element.emit('canplay', 'playing');
  soundTo(3);
  element.pause();
  expect(heardOf(1)).toEqual([[0, 3]]);
});

test('a leg is heard to its end, and the next one from its start', () => {
  const { soundTo, element, elementOf, heardOf, player } = listeningPlayer([
    [0, 60],
    [60, 60],
  ]);
  player.seek({ leg: 1, offsetSeconds: 58 });
  soundTo(59.8);
  element.end();
  const next = elementOf(2);
  next.arrive(60);
  soundTo(2, next);
  next.pause();
  expect(heardOf(1)).toEqual([[58, 60]]);
  expect(heardOf(2)).toEqual([[0, 2]]);
});

test('legs that sound together are heard together', () => {
  const { soundTo, elementOf, heardOf, letClockRun, element } = listeningPlayer([
    [0, 60],
    [30, 60],
  ]);
  element.currentTime = 29;
  soundTo(30.5);
  const other = elementOf(2);
  other.arrive(60);
  for (let step = 0; step < 8; step += 1) {
    letClockRun(250);
    other.runTo(other.currentTime + 0.25);
    element.runTo(element.currentTime + 0.25);
  }
  element.pause();
  expect(heardOf(1)).toEqual([[29, 32.5]]);
  expect(heardOf(2)[0]?.[1]).toBeGreaterThan(1.5);
});

test('when the page is left, what sounded is given out', () => {
  const { soundTo, heardOf, disconnect } = listeningPlayer();
  soundTo(1.25);
  disconnect();
  expect(heardOf(1)).toEqual([[0, 1.25]]);
});
