import { expect } from '@playwright/test';
import { test } from './engine-test';

const PLAY = { role: 'button', name: 'Play call' } as const;
/** Legs 1 and 2 adjoin; what the page notes of its clocks comes in steps. */
const BREAK_MS = 150;

test('a page behind another tab plays on into the next leg, without a break @hides', async ({
  listener,
}) => {
  await listener.openCall('PLAY-ALL');
  await listener.click(PLAY);
  await expect.poll(async () => (await listener.sounding()).map(({ leg }) => leg)).toContain(1);
  const uncover = await listener.cover();
  expect(await listener.isHidden()).toBe(true);
  await expect.poll(async () => (await listener.heard()).at(-1)?.leg).toBe(3);
  expect(await listener.isHidden()).toBe(true);
  await uncover();

  const [first, second] = [1, 2].map(async (leg) =>
    (await listener.heard()).find((stretch) => stretch.leg === leg),
  );
  const [one, other] = [await first, await second];
  expect((other?.startMs ?? Number.NaN) - (one?.endMs ?? Number.NaN)).toBeLessThan(BREAK_MS);
  expect(other?.startSeconds).toBeLessThan(0.2);
  await listener.click({ role: 'button', name: 'Pause' });
});
