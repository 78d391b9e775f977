import { expect } from '@playwright/test';
import { test } from './engine-test';
import type { Listener } from './listener';
import type { Sound } from './sound-log';

const VOLUME = { role: 'slider', name: 'Volume' } as const;
/** Long enough that the steps in which media clocks tick do not count. */
const MEASURED_SECONDS = 4;
const STRETCH_MS = 700;

test('speed 2 takes half the time and speed 3 a third, with the pitch and the volume kept', async ({
  listener,
}) => {
  await listener.openCall('ONE-LEG');
  await listener.clickInto(VOLUME, 0.4, 0.5);
  await listener.click({ role: 'button', name: 'Play call' });
  const normal = await hearAtSpeed(listener, 1);
  await listener.click({ role: 'radio', name: '2 times' });
  const double = await hearAtSpeed(listener, 2);
  await listener.click({ role: 'radio', name: '3 times' });
  const triple = await hearAtSpeed(listener, 3);
  await listener.click({ role: 'button', name: 'Pause' });

  expect(double.pace / normal.pace).toBeGreaterThan(1.8);
  expect(double.pace / normal.pace).toBeLessThan(2.2);
  expect(triple.pace / normal.pace).toBeGreaterThan(2.7);
  expect(triple.pace / normal.pace).toBeLessThan(3.3);
  const volumes = [normal, double, triple].map(({ last }) => last.volume);
  expect(volumes[0]).toBeGreaterThan(0.2);
  expect(volumes[0]).toBeLessThan(0.6);
  expect(volumes).toEqual([volumes[0], volumes[0], volumes[0]]);
  expect([normal, double, triple].map(({ last }) => last.keepsPitch)).toEqual([true, true, true]);
});

interface Heard {
  /** Seconds of sound for each second of the page's own clock. */
  pace: number;
  last: Sound;
}

/** Listens until enough has sounded at one speed. */
async function hearAtSpeed(listener: Listener, speed: number): Promise<Heard> {
  const readings = async () =>
    (await listener.samples()).flatMap(({ atMs, sounds }) =>
      sounds
        .filter((sound) => sound.isSounding && sound.speed === speed && sound.seconds > 0)
        .map((sound) => ({ atMs, sound })),
    );
  const heardSeconds = async () => {
    const all = await readings();
    return (all.at(-1)?.sound.seconds ?? 0) - (all[0]?.sound.seconds ?? 0);
  };
  await expect
    .poll(heardSeconds, { message: `it sounds at speed ${speed}` })
    .toBeGreaterThan(MEASURED_SECONDS);

  const all = await readings();
  const last = all.at(-1);
  if (!last) throw new Error(`Nothing sounded at speed ${speed}.`);
  // A busy machine stutters now and then: the middle of many short stretches is the speed.
  const paces = all.flatMap((from) => {
    const to = all.find(({ atMs }) => atMs >= from.atMs + STRETCH_MS);
    return to ? [((to.sound.seconds - from.sound.seconds) * 1000) / (to.atMs - from.atMs)] : [];
  });
  return { pace: median(paces), last: last.sound };
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
