import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expectSoundAt, openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import { readWaveInk } from './read-wave-ink';

const stripOf = (page: Page) => page.getByRole('slider', { name: 'Position in the call' });

/** A point on the strip's legs, at a share of its width. */
async function pointOn(strip: Locator, share: number) {
  const box = await strip.boundingBox();
  if (!box) throw new Error('the strip is drawn');
  return { x: box.x + box.width * share, y: box.y + box.height - 30 };
}

test('a wave is drawn where a leg sounds, and none where nothing was recorded', async ({
  page,
}) => {
  await openCallOfTag(page, 'INV-20418');
  const inkAt = (seconds: number, spanSeconds: number) =>
    readWaveInk(page, seconds / 740, (seconds + spanSeconds) / 740);
  await expect.poll(() => inkAt(110, 60), { message: 'leg 2 is spoken' }).toBeGreaterThan(12);
  await expect.poll(() => inkAt(670, 60), { message: 'leg 6 is spoken' }).toBeGreaterThan(12);
  expect(await inkAt(295, 30), 'in the gap nothing is drawn').toBe(0);
  await expect(page.getByText('L', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});

test('waves follow the theme', async ({ page }) => {
  await openCallOfTag(page, 'ONE-LEG');
  await page.emulateMedia({ colorScheme: 'light' });
  const colour = () => readWaveInk(page, 0.1, 0.9, 'colour');
  await expect.poll(() => readWaveInk(page, 0.1, 0.9)).toBeGreaterThan(8);
  const light = await colour();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colour).not.toBe(light);
});

/** The legs of each request for sounds that are not kept, in order. */
function watchAskedLegs(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    const legs = searchParams.get('legs');
    if (pathname.endsWith('/sounds') && legs) asked.push(legs);
  });
  return asked;
}

test.describe('with a Legato that has measured nothing', () => {
  test.use({ settings: { AUDIO_SPOOL_TTL_MINUTES: '59' } });

  test('the legs in the window are asked for in one request, and what is kept is not', async ({
    page,
  }) => {
    const asked = watchAskedLegs(page);
    await openCallOfTag(page, 'TWELVE-LEGS');
    await expect.poll(() => asked).toEqual(['1,2,3,4,5,6,7,8,9,10,11,12']);
    await expect(page.getByRole('button', { name: /^Skip silence, .*(saves|nothing)/ })).toHaveText(
      /^Skip silence(saves|nothing)/,
    );
    await page.reload();
    await expect.poll(() => readWaveInk(page, 0.1, 0.9)).toBeGreaterThan(5);
    expect(asked, 'all of them were kept').toHaveLength(1);

    await openCallOfTag(page, 'SIX-HOURS');
    await expect.poll(() => readWaveInk(page, 0.2, 0.9)).toBeGreaterThan(5);
    expect(asked.slice(1), 'the window shows ten minutes').toEqual(['1']);
  });
});

test.describe('where legs are fetched when they are played', () => {
  test.use({ settings: { WAVES: 'on-play' } });

  test('the strip is plain until then, and the leg that plays gets its wave', async ({ page }) => {
    const asked = watchAskedLegs(page);
    await openCallOfTag(page, 'FIVE-LEGS');
    const skip = page.getByRole('button', { name: 'Skip silence, as it plays' });
    await expect(skip).toBeVisible();
    await expectAccessible(page);
    expect(await readWaveInk(page, 0.02, 0.98), 'nothing is drawn, no dots either').toBe(0);
    const before = asked.length;
    await page.getByRole('button', { name: 'Play leg 1' }).click();
    await expect.poll(() => readWaveInk(page, 0, 0.1)).toBeGreaterThan(3);
    expect(asked.slice(before)[0]).toBe('1');
  });
});

test('listening time folds what cannot be heard, and nothing jumps', async ({ page, allow }) => {
  allow.request(/\/audio(\?|$)/);
  await openCallOfTag(page, 'INV-20419');
  const strip = stripOf(page);
  await page.getByRole('slider', { name: 'Seek in leg 2' }).focus();
  await page.keyboard.press('PageUp');
  await expectSoundAt(page, 10);
  await expect(strip).toHaveAttribute('aria-valuetext', /^1 minute 44 seconds of 12 minutes 20/);
  await expect(page.getByRole('button', { name: /30 seconds not found/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /12 seconds missing from/ })).toBeVisible();

  await page.getByRole('radio', { name: 'Listening time' }).check({ force: true });
  await expect(strip).toHaveAttribute(
    'aria-valuetext',
    '1 minute 35 seconds of 10 minutes 51, leg 2, Priya N.',
  );
  await expect(strip.getByText('0:38 not recorded, 0:30 not found')).toBeVisible();
  await expect(page.getByText('Gaps folded, 10:51 to hear')).toBeVisible();
  await expectSoundAt(page, 10);
  await expectAccessible(page);

  await page.getByRole('radio', { name: 'Call time' }).check({ force: true });
  await expect(strip).toHaveAttribute('aria-valuetext', /^1 minute 44 seconds of 12 minutes 20/);
  await expectSoundAt(page, 10);
});

test('one clock is enough where nothing can be folded', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  await expect(page.getByText('100 % of 3:35 recorded')).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Time shown' })).toHaveCount(0);
});

test('every gap of a call is listed with its reason and is a link to it', async ({
  page,
  allow,
}) => {
  allow.request(/\/audio(\?|$)/);
  await openCallOfTag(page, 'INV-20419');
  const holes = page.getByRole('list', { name: 'Gaps' }).getByRole('button');
  await expect(holes).toHaveText([
    '0:00not recorded0:09',
    '4:52not recorded0:38',
    '5:30not found0:30',
    '9:18missing from the file0:12',
  ]);
  await expect(page.getByText('87 % of 12:20 recorded')).toBeVisible();
  await holes.nth(1).click();
  await expect(stripOf(page)).toHaveAttribute('aria-valuetext', /leg [34]/);
});

test('keys, wheel and the whole-call button zoom, around what they point at', async ({ page }) => {
  await openCallOfTag(page, 'SIX-HOURS');
  const shown = page.getByText(/ shown$/);
  await expect(shown).toHaveText('10:00 shown');
  await page.keyboard.press('+');
  await expect(shown).toHaveText('5:00 shown');
  await page.keyboard.press('-');
  await expect(shown).toHaveText('10:00 shown');

  const { x, y } = await pointOn(stripOf(page), 0.5);
  await page.mouse.move(x, y);
  await expect(page.getByText('5:00 in leg 1 at 5:00')).toBeVisible();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect(shown).toHaveText(/^5:4\d shown$/);
  await page.mouse.move(x + 1, y);
  await expect(page.getByText(/^(4:59|5:00) in leg 1 at/)).toBeVisible();
  await page.mouse.wheel(400, 0);
  await page.mouse.move(x, y);
  await expect(page.getByText(/^6:[34]\d in leg 1 at/)).toBeVisible();

  await page.getByRole('button', { name: 'Whole call' }).click();
  await expect(shown).toBeHidden();
});

test('dragging moves the playhead; with Shift it selects a loop with handles', async ({ page }) => {
  await openCallOfTag(page, 'FIVE-LEGS');
  const strip = stripOf(page);
  const [from, to] = [await pointOn(strip, 0.2), await pointOn(strip, 0.3)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(strip).toHaveAttribute('aria-valuetext', /^1 minute [34] seconds/);
  await page.mouse.up();
  await expectSoundAt(page, 44.5, 1);
  const start = page.getByRole('slider', { name: 'Loop start' });
  const end = page.getByRole('slider', { name: 'Loop end' });
  await expect(start).toHaveCount(0);

  await page.keyboard.down('Shift');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(start).toHaveAttribute('aria-valuetext', /^2[23] seconds in leg 2/);
  await expect(end).toHaveAttribute('aria-valuetext', /^4[34] seconds in leg 2/);
  await expect(page.getByText(/^Loop 0:2[23] – 0:4[34]$/)).toBeVisible();
  await expectAccessible(page);

  await end.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageDown');
  await expect(end).toHaveAttribute('aria-valuetext', /^3[45] seconds in leg 2/);
  const handle = await start.boundingBox();
  if (!handle) throw new Error('the handle is drawn');
  await page.mouse.move(handle.x + 4, handle.y + 11);
  await page.mouse.down();
  await page.mouse.move(handle.x + 4 + 62, handle.y + 11, { steps: 3 });
  await page.mouse.up();
  await expect(start).toHaveAttribute('aria-valuetext', /^3[123] seconds in leg 2/);
  await end.focus();
  await page.keyboard.press('Escape');
  await expect(start).toHaveCount(0);
});

for (const tag of ['SIXTY-LEGS', 'SIX-HOURS', 'SECOND-AND-HOUR']) {
  test(`${tag} stays inside the page at every zoom`, { tag: '@phone' }, async ({ page }) => {
    await openCallOfTag(page, tag);
    for (const key of ['+', '+', '+', '+', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-']) {
      await page.keyboard.press(key);
      const overflow = await page
        .getByRole('main')
        .evaluate((main) => main.scrollWidth - main.clientWidth);
      expect(overflow).toBe(0);
    }
    await expect(page.getByRole('button', { name: 'Zoom out' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });
}
