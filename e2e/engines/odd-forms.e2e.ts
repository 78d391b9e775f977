import { expect } from '@playwright/test';
import { test } from './engine-test';

/** Tags of docs/simulator.md whose leg 1 is sound that not every browser plays as it comes. */
const FORMS = ['FAULT-AUDIO-FLOAT', 'FAULT-AUDIO-PCM32', 'FAULT-AUDIO-RF64'];

test('floats, 32 bits and RF64 are heard from their first second', async ({ listener }) => {
  for (const tag of FORMS) {
    await listener.openCall(tag);
    await listener.click({ role: 'button', name: 'Play call' });
    await expect
      .poll(async () => (await listener.sounding()).map(({ leg }) => leg), {
        message: `leg 1 of ${tag} sounds`,
      })
      .toContain(1);
    await listener.click({ role: 'button', name: 'Pause' });
    const [first] = await listener.heard();
    expect([first?.leg, Math.floor(first?.startSeconds ?? Number.NaN)], tag).toEqual([1, 0]);
  }
});
