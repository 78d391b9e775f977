import { expect, type Frame, type Page } from '@playwright/test';
import { CallPage } from '@/lib/contract/search';
import { paths } from '@/lib/paths';
import { openCall } from './open-page';

/** Opens the call with the most legs under a tag of docs/simulator.md; its unique id changes daily. */
export async function openCallOfTag(
  page: Page,
  tag: string,
  moment?: { leg: number; offsetSeconds: number },
): Promise<string> {
  const uniqueId = await findCallOfTag(page, tag);
  // Whatever Playwright evaluates in a page counts as a gesture: a page that is to play by itself must
  // have tried before anything looks into it.
  const tried = moment && page.waitForResponse((response) => response.url().includes('/audio'));
  await openCall(page, uniqueId, moment);
  await tried;
  await expect(page.getByRole('slider', { name: 'Position in the call' })).toBeVisible();
  return uniqueId;
}

/** Unique id of the call with the most legs under a tag, as Legato reports it. */
export async function findCallOfTag(page: Page, tag: string, legatoUrl = ''): Promise<string> {
  const response = await page.request.get(legatoUrl + paths.api.calls({ tag }));
  const { calls } = CallPage.parse(await response.json());
  const [call] = calls.sort((a, b) => b.legs.length - a.legs.length);
  if (!call) throw new Error(`The simulated PBX has no call under ${tag}.`);
  return call.uniqueId;
}

/** What the audio element of the selected leg says of itself; a fresh one before anything is loaded. */
export async function readAudio(page: Page | Frame) {
  await expect(page.locator('audio').first()).toBeAttached();
  return page.evaluate(() => {
    const row = document.querySelector('[data-selected] [data-leg-play]');
    const leg = row?.getAttribute('data-leg-play');
    const elements = [...document.querySelectorAll('audio')];
    const element = elements.find(({ src }) => src.includes(`/legs/${leg}/audio`)) ?? elements[0];
    if (!element) throw new Error('the page has audio elements');
    const { currentTime, duration, paused, playbackRate, preservesPitch, volume, src } = element;
    return { currentTime, duration, paused, playbackRate, preservesPitch, volume, src };
  });
}

/** Waits until sound has really advanced by `seconds` beyond where it is now. */
export async function expectSoundToAdvance(page: Page | Frame, seconds = 0.5): Promise<void> {
  const { currentTime } = await readAudio(page);
  await expect
    .poll(async () => (await readAudio(page)).currentTime, { message: 'sound advances' })
    .toBeGreaterThan(currentTime + seconds);
}

/** Waits until the element stands within half a second of `seconds`. */
export async function expectSoundAt(page: Page, seconds: number, tolerance = 0.5): Promise<void> {
  await expect
    .poll(async () => Math.abs((await readAudio(page)).currentTime - seconds), {
      message: `sound stands at ${seconds} s`,
    })
    .toBeLessThan(tolerance);
}
