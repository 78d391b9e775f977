import { expect } from '@playwright/test';
import { test } from './engine-test';
import type { Listener } from './listener';

const PLAY = { role: 'button', name: 'Play call' } as const;
const PAUSE = { role: 'button', name: 'Pause' } as const;
const POSITION = { role: 'slider', name: 'Position in the call' } as const;
const LANDING_SECONDS = 0.2;

test('clicks on the strip land within 0.2 s, in whatever leg is there', async ({ listener }) => {
  await listener.openCall('PLAY-ALL');
  await listener.click(PLAY);
  await expectSounding(listener, 1);
  // Moments of the call, and what lies there: leg and seconds into it.
  for (const [callSeconds, leg, seconds] of [
    [38, 5, 2],
    [15, 2, 2],
    [33, 4, 5],
    [18, 2, 5],
  ] as const) {
    await listener.restartLog();
    await listener.clickInto(POSITION, callSeconds / 42, 0.7);
    await expectLanding(listener, leg, seconds);
  }
  await listener.click(PAUSE);
});

test('keys go to the next leg, back ten seconds and into the leg before', async ({ listener }) => {
  await listener.openCall('PLAY-ALL');
  await listener.click(PLAY);
  await expectSounding(listener, 1);
  await listener.restartLog();
  await listener.press(']');
  await expectLanding(listener, 2, 0);
  await listener.restartLog();
  await listener.press(']');
  await expectLanding(listener, 3, 0);
  await listener.press(' ');
  await expect.poll(() => listener.sounding()).toEqual([]);
  const paused = (await listener.samples()).at(-1)?.sounds.find(({ leg }) => leg === 3);
  // Leg 3 begins 24 s into the call, and ten seconds before that leg 2 is a second old.
  await listener.restartLog();
  await listener.press('ArrowLeft');
  await listener.press(' ');
  await expectLanding(listener, 2, 1 + (paused?.seconds ?? Number.NaN));
  await listener.press(' ');
  await expect.poll(() => listener.sounding()).toEqual([]);
});

test('a link to a moment is heard from there', async ({ listener }) => {
  await listener.openCall('PLAY-ALL', { leg: 4, offsetSeconds: 3 });
  const awaitsClick = () => listener.reads('Press play to hear leg 4');
  await expect
    .poll(async () => (await awaitsClick()) || (await listener.heard()).length > 0, {
      message: 'it sounds, or says that it waits for a click',
    })
    .toBe(true);
  if (await awaitsClick()) await listener.click(PLAY);
  await expectLanding(listener, 4, 3);
  expect((await listener.heard()).map(({ leg }) => leg)).not.toContain(1);
  await listener.click(PAUSE);
});

async function expectSounding(listener: Listener, leg: number): Promise<void> {
  await expect
    .poll(async () => (await listener.sounding()).map((sound) => sound.leg), {
      message: `leg ${leg} sounds`,
    })
    .toContain(leg);
}

/** What is heard of `leg` next begins at `seconds`, or later only by what passed unseen. */
async function expectLanding(listener: Listener, leg: number, seconds: number): Promise<void> {
  const next = async () => (await listener.heard()).find((stretch) => stretch.leg === leg);
  await expect
    .poll(async () => (await next()) !== undefined, { message: `leg ${leg} sounds` })
    .toBe(true);
  const { startSeconds, unseenMs } = (await next()) ?? { startSeconds: Number.NaN, unseenMs: 0 };
  expect(startSeconds, `leg ${leg} sounds from ${seconds} s`).toBeGreaterThan(
    seconds - LANDING_SECONDS,
  );
  expect(startSeconds, `leg ${leg} sounds from ${seconds} s`).toBeLessThan(
    seconds + LANDING_SECONDS + unseenMs / 1000,
  );
}
