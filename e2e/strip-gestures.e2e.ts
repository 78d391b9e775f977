import type { CDPSession, Page } from '@playwright/test';
import { expectSoundToAdvance, openCallOfTag, readAudio } from './hear-call';
import { expect, test } from './legato-test';

const stripOf = (page: Page) => page.getByRole('slider', { name: 'Position in the call' });
const loopStart = (page: Page) => page.getByRole('slider', { name: 'Loop start' });

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is to be seen`);
  return box;
}

/** Presses the mouse at one place and lets it go at another. */
async function drag(page: Page, y: number, fromX: number, toX: number): Promise<void> {
  await page.mouse.move(fromX, y);
  await page.mouse.down();
  await page.mouse.move(toX, y, { steps: 4 });
  await page.mouse.up();
}

/** Seconds that the strip shows, as it says them: "10:00 shown". */
async function shownSeconds(page: Page): Promise<number> {
  const text = await page.getByText(/ shown$/).textContent();
  return (/[\d:]+/.exec(text ?? '')?.[0] ?? '').split(':').reduce((sum, n) => sum * 60 + +n, 0);
}

async function expectShown(page: Page, seconds: number, tolerance = 1): Promise<void> {
  await expect
    .poll(async () => Math.abs((await shownSeconds(page)) - seconds), {
      message: `${seconds} s are shown`,
    })
    .toBeLessThan(tolerance);
}

test('the frame of the overview moves the window, its edges make it longer and shorter', async ({
  page,
}) => {
  await openCallOfTag(page, 'SIX-HOURS');
  await expectShown(page, 600);
  const overview = await boxOf(page, '.strip-overview');
  const y = overview.y + overview.height / 2;
  const frame = await boxOf(page, '.strip-overview-frame');
  const secondsOf = (px: number) => (px / overview.width) * 6 * 3600;

  await drag(page, y, frame.x + frame.width, frame.x + frame.width + 200);
  await expectShown(page, 600 + secondsOf(200), 60);
  const grown = await boxOf(page, '.strip-overview-frame');
  expect(Math.abs(grown.x - frame.x), 'the other edge stays').toBeLessThan(2);

  await drag(page, y, grown.x + grown.width, grown.x + 60);
  await expectShown(page, secondsOf(60), 60);
  await page.mouse.click(overview.x + overview.width * 0.7, y);
  const moved = () => boxOf(page, '.strip-overview-frame');
  await expect
    .poll(async () => (await moved()).x)
    .toBeGreaterThan(overview.x + overview.width * 0.6);
  await expectShown(page, secondsOf(60), 60);

  const { x } = await moved();
  await drag(page, y, x, x - 150);
  await expectShown(page, secondsOf(60) + secondsOf(150), 90);
  expect((await readAudio(page)).paused, 'nothing is played by it').toBe(true);
});

test('while it plays, the window stays where it was dragged to', async ({ page }) => {
  await openCallOfTag(page, 'SIX-HOURS');
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expectSoundToAdvance(page);
  const overview = await boxOf(page, '.strip-overview');
  const y = overview.y + overview.height / 2;
  await drag(page, y, overview.x + 10, overview.x + overview.width * 0.6);
  await expectSoundToAdvance(page, 1);
  const { x, width } = await boxOf(page, '.strip-overview-frame');
  const middle = overview.x + overview.width * 0.6;
  expect(Math.abs(x + width / 2 - middle), 'the frame stays').toBeLessThan(4);
  const strip = await boxOf(page, '.strip-slider');
  await page.mouse.move(strip.x + 400, strip.y + strip.height - 40);
  await page.mouse.wheel(200, 0);
  await expectSoundToAdvance(page, 1);
  expect((await boxOf(page, '.strip-overview-frame')).x, 'the wheel has moved it').toBeGreaterThan(
    x,
  );
});

test('dragging on the ruler selects, and the selection is cleared with the mouse', async ({
  page,
}) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  const strip = await boxOf(page, '.strip-slider');
  await drag(page, strip.y + 26, strip.x + strip.width * 0.2, strip.x + strip.width * 0.5);
  await expect(loopStart(page)).toHaveAttribute('aria-valuetext', /^2[23] seconds in leg 2/);
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await expect(loopStart(page)).toHaveCount(0);
  await expect(stripOf(page), 'the focus is not lost').toBeFocused();
  await expect(page.getByRole('button', { name: 'Loop the selection' })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
});

/** Fingers on the screen: what Playwright's own touchscreen cannot do, it only taps. */
async function fingersOn(page: Page) {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  const send = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...points: [x: number, y: number][]
  ) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
  return {
    down: (...points: [number, number][]) => send('touchStart', ...points),
    move: (...points: [number, number][]) => send('touchMove', ...points),
    up: () => send('touchEnd'),
  };
}

test('two fingers zoom and move the strip @phone-only', async ({ page }) => {
  await openCallOfTag(page, 'SIX-HOURS');
  const strip = await boxOf(page, '.strip-slider');
  const y = strip.y + strip.height - 40;
  const middle = strip.x + strip.width / 2;
  const before = await shownSeconds(page);
  const fingers = await fingersOn(page);
  await fingers.down([middle - 40, y]);
  await fingers.down([middle - 40, y], [middle + 40, y]);
  for (const spread of [50, 60, 70, 80])
    await fingers.move([middle - spread, y], [middle + spread, y]);
  await fingers.up();
  await expectShown(page, before / 2, 8);
  const zoomed = await shownSeconds(page);
  await expect(loopStart(page), 'it is no selection').toHaveCount(0);
  await expect(stripOf(page), 'nor a seek').toHaveAttribute('aria-valuenow', '0');

  await fingers.down([middle + 60, y]);
  await fingers.down([middle + 60, y], [middle + 120, y]);
  for (const by of [40, 80, 120]) await fingers.move([middle + 60 - by, y], [middle + 120 - by, y]);
  await fingers.up();
  const overview = await boxOf(page, '.strip-overview');
  await expect
    .poll(async () => (await boxOf(page, '.strip-overview-frame')).x, {
      message: 'it shows what comes later',
    })
    .toBeGreaterThan(overview.x);
  await expectShown(page, zoomed);
});

test('a long press selects, and a finger that moves at once moves the playhead @phone-only', async ({
  page,
}) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  const strip = await boxOf(page, '.strip-slider');
  const y = strip.y + strip.height - 40;
  const fingers = await fingersOn(page);
  const at = (share: number) => strip.x + strip.width * share;
  await fingers.down([at(0.3), y]);
  await expect(page.getByText(/^Loop 0:1\d – 0:1\d$/), 'it may be dragged now').toBeVisible();
  for (const share of [0.4, 0.5, 0.7]) await fingers.move([at(share), y]);
  await fingers.up();
  await expect(loopStart(page)).toHaveAttribute('aria-valuetext', /^1[5-7] seconds in leg 2/);
  // Chromium swallows the tap that follows at once on what it takes for a flick.
  await expect(async () => {
    await page.getByRole('button', { name: 'Clear the selection' }).tap();
    await expect(loopStart(page)).toHaveCount(0, { timeout: 500 });
  }).toPass();

  await fingers.down([at(0.3), y]);
  for (const share of [0.4, 0.5, 0.6]) await fingers.move([at(share), y]);
  await fingers.up();
  await expect(loopStart(page)).toHaveCount(0);
  await expect(stripOf(page)).toHaveAttribute('aria-valuetext', /^1 minute 1[0-4] seconds/);

  // Slowly, for longer than a long press, in steps that are each shorter than a drag. A machine that takes as long
  // as a long press for the first of them has pressed long.
  await expect(async () => {
    await fingers.down([at(0.1), y]);
    for (let px = 0; px <= 240; px += 2) await fingers.move([at(0.1) + px, y]);
    await fingers.up();
    const isSelected = (await loopStart(page).count()) > 0;
    if (isSelected) await page.getByRole('button', { name: 'Clear the selection' }).tap();
    expect(isSelected, 'nothing is selected').toBe(false);
    const moved = /^1 minute 3[0-4] seconds/;
    await expect(stripOf(page)).toHaveAttribute('aria-valuetext', moved, { timeout: 2_000 });
  }).toPass();
});
