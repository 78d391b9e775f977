import { expect } from '@playwright/test';
import { test } from './engine-test';

const PLAY = { role: 'button', name: 'Play call' } as const;

for (const tag of ['WAV-PCM16-STEREO', 'MP3-STEREO']) {
  test(`one side of ${tag} is heard at the same place, at twice the speed`, async ({
    listener,
  }) => {
    await listener.openCall(tag);
    await listener.click(PLAY);
    await expect.poll(async () => (await listener.sounding()).length).toBe(1);
    await listener.click({ role: 'radio', name: '2 times' });
    // Far enough to notice if it began again.
    await expect.poll(async () => (await listener.sounding())[0]?.seconds ?? 0).toBeGreaterThan(3);
    await listener.click({ role: 'button', name: 'Listening settings' });
    await listener.click({ role: 'radio', name: 'Left only' });
    await expect
      .poll(async () => (await listener.sounding())[0]?.side, { message: 'the left side sounds' })
      .toBe('left');
    const samples = (await listener.samples()).flatMap(({ sounds }) => sounds);
    const both = samples.findLast(({ side }) => side === null);
    const left = samples.find(({ side, isSounding }) => side === 'left' && isSounding);
    expect(Math.abs((left?.seconds ?? Number.NaN) - (both?.seconds ?? Number.NaN))).toBeLessThan(1);
    expect(left).toMatchObject({ speed: 2, keepsPitch: true });
    const fileSeconds = async () => (await listener.sounding())[0]?.fileSeconds ?? 0;
    await expect
      .poll(async () => Math.abs((await fileSeconds()) - 20), { message: 'it is 20 s long' })
      .toBeLessThan(0.2);
    await listener.press('Escape');
    await listener.click({ role: 'button', name: 'Pause' });
  });
}
