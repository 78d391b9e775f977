import { paths } from '@/lib/paths';
import { expectSoundToAdvance, findCallOfTag, openCallOfTag, readAudio } from './hear-call';
import { expect, test } from './legato-test';

test('a Legato that is gone for a while is waited for, and the leg goes on where it was', async ({
  page,
  allow,
  startOwnLegato,
}, testInfo) => {
  allow.request(/\/api\//);
  // The same Legato again, which knows who is signed in: the page may ask it before the test does.
  const DATA_DIR = testInfo.outputPath('data');
  const first = await startOwnLegato({ DATA_DIR });
  const { port } = new URL(first.url);
  // The leg comes at half the speed at which it plays: the browser cannot hold it all.
  const uniqueId = await findCallOfTag(page, 'FAULT-AUDIO-TRICKLE', first.url);
  await page.goto(first.url + paths.call(uniqueId));
  await page.getByRole('button', { name: 'Play leg 1' }).click();
  await expect.poll(async () => (await readAudio(page)).currentTime).toBeGreaterThan(1);
  await first.stop();
  await expect(page.getByRole('alert').getByText('Legato does not answer')).toBeVisible();
  const heardSeconds = await page
    .getByRole('slider', { name: 'Seek in leg 1' })
    .evaluate((slider) => Number(Reflect.get(slider, 'value')));
  expect(heardSeconds).toBeGreaterThan(1);
  const answered = page.waitForResponse(
    (response) => response.url().includes('/audio') && response.ok(),
  );
  await startOwnLegato({ DATA_DIR, PORT: port });
  await answered;
  await expect(page.getByText('Legato does not answer')).toBeHidden();
  // What was heard has to come again first, slowly: it waits there, and wants to sound.
  await expect.poll(async () => (await readAudio(page)).paused).toBe(false);
  expect((await readAudio(page)).currentTime).toBeGreaterThan(heardSeconds - 1);
});

test('media keys name the leg, and act on the call', async ({ page }) => {
  await page.addInitScript(() => {
    const handlers = new Map<string, MediaSessionActionHandler | null>();
    Reflect.set(window, 'mediaKeys', handlers);
    const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
    navigator.mediaSession.setActionHandler = (action, handler) => {
      handlers.set(action, handler);
      set(action, handler);
    };
  });
  const pressMediaKey = (action: MediaSessionAction) =>
    page.evaluate(
      (pressed) => Reflect.get(window, 'mediaKeys').get(pressed)({ action: pressed }),
      action,
    );
  const shown = () =>
    page.evaluate(() => ({
      title: navigator.mediaSession.metadata?.title,
      state: navigator.mediaSession.playbackState,
    }));

  await openCallOfTag(page, 'FIVE-LEGS');
  await page.keyboard.press('2');
  await expectSoundToAdvance(page);
  await expect.poll(shown).toEqual({
    title: expect.stringMatching(/^Leg 2 of 5, /),
    state: 'playing',
  });
  await pressMediaKey('nexttrack');
  await expect.poll(async () => (await shown()).title).toMatch(/^Leg 3 of 5, /);
  await expectSoundToAdvance(page);
  const { currentTime } = await readAudio(page);
  await pressMediaKey('seekforward');
  await expect
    .poll(async () => (await readAudio(page)).currentTime)
    .toBeGreaterThan(currentTime + 5);
  await pressMediaKey('pause');
  await expect.poll(async () => (await readAudio(page)).paused).toBe(true);
  await expect.poll(async () => (await shown()).state).toBe('paused');
});

test('the keys of the transport stay where they are while legs are measured', async ({ page }) => {
  // From the first paint on: a leg that was measured before shows its marks at once.
  await page.addInitScript(() => {
    const moved: string[] = [];
    Reflect.set(window, 'moved', moved);
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        for (const { node, previousRect, currentRect } of Reflect.get(shift, 'sources')) {
          const element = node instanceof Element ? node.closest('.transport') : null;
          const [from, to] = [JSON.stringify(previousRect), JSON.stringify(currentRect)];
          if (element) moved.push(`${node.className} from ${from} to ${to}`);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await openCallOfTag(page, 'PLAY-ALL');
  await expect(
    page.getByRole('button', { name: /^Skip silence, saves 1\d seconds$/ }),
  ).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'moved'))).toEqual([]);
});
