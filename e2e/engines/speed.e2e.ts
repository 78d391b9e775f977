import { expect } from '@playwright/test';
import { test } from './engine-test';
import type { Listener } from './listener';
import type { Sound } from './sound-log';

const VOLUME = { role: 'slider', name: 'Volume' } as const;
const SETTLING_MS = 700;
const MEASURED_MS = 5000;

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

  expect(double.pace / normal.pace).toBeGreaterThan(1.7);
  expect(double.pace / normal.pace).toBeLessThan(2.3);
  expect(triple.pace / normal.pace).toBeGreaterThan(2.5);
  expect(triple.pace / normal.pace).toBeLessThan(3.5);
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

/** Listens for so long that what a sound card that is not there stutters or catches up hardly counts. */
async function hearAtSpeed(listener: Listener, speed: number): Promise<Heard> {
  const readings = async () =>
    (await listener.samples()).flatMap(({ atMs, sounds }) =>
      sounds
        .filter((sound) => sound.isSounding && sound.speed === speed && sound.seconds > 0)
        .map((sound) => ({ atMs, sound })),
    );
  const heardMs = async () => {
    const all = await readings();
    return (all.at(-1)?.atMs ?? 0) - (all[0]?.atMs ?? 0);
  };
  await expect
    .poll(heardMs, { message: `it sounds at speed ${speed}` })
    .toBeGreaterThan(SETTLING_MS + MEASURED_MS);

  const all = await readings();
  const begunAtMs = all[0]?.atMs ?? 0;
  const first = all.find(({ atMs }) => atMs >= begunAtMs + SETTLING_MS);
  const last = all.at(-1);
  if (!first || !last) throw new Error(`Nothing sounded at speed ${speed}.`);
  const seconds = last.sound.seconds - first.sound.seconds;
  return { pace: (seconds * 1000) / (last.atMs - first.atMs), last: last.sound };
}
