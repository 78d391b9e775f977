import type { Page } from '@playwright/test';
import { expectSoundToAdvance, openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';

const FRAMES = 40;

/** What scripts write into the page within so many frames: the legs whose rows, and how much of the strip. */
function watchFrames(page: Page) {
  return page.evaluate(async (frames) => {
    const touched = new Set<Element>();
    const observer = new MutationObserver((mutations) => {
      for (const { target, type, attributeName } of mutations) {
        const element = target instanceof Element ? target : target.parentElement;
        // Waves that arrive change other attributes.
        const isMove = type !== 'attributes' || attributeName === 'style';
        if (element && isMove) touched.add(element);
      }
    });
    observer.observe(document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
    observer.disconnect();
    const rowOf = (element: Element) =>
      element.closest('tbody')?.querySelector('[data-leg-play]')?.getAttribute('data-leg-play');
    const rows = new Set([...touched].flatMap((element) => rowOf(element) ?? []));
    const strip = document.querySelector('[aria-label="Position in the call"]');
    return {
      rows: [...rows].map(Number),
      inStrip: [...touched].filter((element) => strip?.contains(element)).length,
    };
  }, FRAMES);
}

test('of sixty legs only the one that sounds moves, and only where it is seen', async ({
  page,
}) => {
  await openCallOfTag(page, 'SIXTY-LEGS', { leg: 30, offsetSeconds: 2 });
  const play = page.getByRole('button', { name: 'Play call', exact: true });
  if (await play.isVisible()) await play.click();
  await expectSoundToAdvance(page);
  await page.getByRole('button', { name: /^(Play|Pause) leg 1$/ }).scrollIntoViewIfNeeded();

  // Once the waves of the rows in view have come.
  await expect(async () => {
    const unseen = await watchFrames(page);
    expect(unseen.rows, 'the row is further down').toEqual([]);
    expect(unseen.inStrip, 'the legs of the strip stand still').toBeLessThanOrEqual(1);
  }).toPass();

  const seek = page.getByRole('slider', { name: 'Seek in leg 30' });
  await seek.scrollIntoViewIfNeeded();
  await expect.poll(async () => (await watchFrames(page)).rows).toEqual([30]);
  const before = Number(await seek.inputValue());
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThan(before);
});

test('a row that comes into view shows how far its leg has been heard', async ({ page }) => {
  await openCallOfTag(page, 'SIXTY-LEGS', { leg: 40, offsetSeconds: 5 });
  const seek = page.getByRole('slider', { name: 'Seek in leg 40' });
  await seek.scrollIntoViewIfNeeded();
  await expect.poll(async () => Number(await seek.inputValue())).toBeGreaterThanOrEqual(5);
  await expect(seek).toHaveAttribute('aria-valuetext', /^\d+ seconds of 20 seconds$/);
});
