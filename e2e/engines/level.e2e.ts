import { expect } from '@playwright/test';
import type { Call } from '@/lib/contract/call';
import { Marks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { test } from './engine-test';
import type { Listener } from './listener';

const LEVEL = { role: 'button', name: 'Level the volume' } as const;
const PAUSE = { role: 'button', name: 'Pause' } as const;

test('a leg that is turned down to the quietest keeps its speed and its pitch', async ({
  listener,
}) => {
  const call = await listener.openCall('QUIET-LEG');
  const loudness = await loudnessOf(listener, call);
  const [quietest] = loudness;
  const loudest = loudness.at(-1);
  if (!quietest || !loudest) throw new Error('No leg of the call is spoken.');
  expect(Math.abs(loudest.speechDb - quietest.speechDb - 9), 'they differ by 9 dB').toBeLessThan(1);

  await listener.click({ role: 'radio', name: '2 times' });
  await listener.click({ role: 'button', name: `Play leg ${loudest.leg}` });
  const sound = async () => (await listener.sounding()).find(({ leg }) => leg === loudest.leg);
  await expect.poll(async () => (await sound())?.volume).toBe(1);
  await listener.click(LEVEL);
  const expected = 10 ** ((quietest.speechDb - loudest.speechDb) / 20);
  await expect
    .poll(async () => Math.abs(((await sound())?.volume ?? 1) - expected), {
      message: `leg ${loudest.leg} sounds at ${expected}`,
    })
    .toBeLessThan(0.002);
  expect(await sound()).toMatchObject({ speed: 2, keepsPitch: true });
  await listener.click(PAUSE);
});

/** Legs that are spoken, the quietest first. */
async function loudnessOf(listener: Listener, call: Call) {
  const found: { leg: number; speechDb: number }[] = [];
  for (const { leg } of call.legs) {
    await expect
      .poll(async () => {
        const marks = Marks.parse(await listener.json(paths.api.marks(call.uniqueId, leg)));
        const { speechDb } = marks.loudness;
        if (marks.arrival === 'complete' && speechDb !== null) found.push({ leg, speechDb });
        return marks.arrival;
      })
      .toBe('complete');
  }
  return found.sort((a, b) => a.speechDb - b.speechDb);
}
