import type { Locator } from '@playwright/test';
import { openCallOfTag } from './hear-call';
import { expect, test } from './legato-test';
import { openHome } from './open-page';

const HEIGHT = 900;

for (const width of [320, 640, 768, 1024, 1280, 1440]) {
  test(`${width} px: no number of a call is cut, and its length stands in the page`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: HEIGHT });
    await openHome(page, { tag: 'INV-20418' });
    const row = page.getByRole('row', { name: /^10:42:07, inbound/ });

    for (const text of ['10:42:07', '1300 975 707', 'INV-20418', '12:20']) {
      const cell = row.getByText(text, { exact: true });
      await expect(cell).toBeInViewport({ ratio: 1 });
      // Between 640 and 768 px there is not room for everything: there the numbers may end in dots.
      if (width !== 640) expect(await isCut(cell), `${text} is whole`).toBe(false);
    }
  });

  test(`${width} px: values of any length leave a leg's download where it can be reached`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: HEIGHT });
    await openCallOfTag(page, 'FAULT-LONG-VALUES');
    const table = page.getByRole('table', { name: 'Legs of the call' });
    const ends = await table.evaluate((element) => element.parentElement?.clientWidth ?? 0);

    for (const leg of [1, 2]) {
      const download = page.getByRole('button', { name: `Download leg ${leg}` });
      const box = await download.boundingBox();
      expect(box && box.x + box.width, 'ends inside of the list').toBeLessThanOrEqual(ends);
    }
    expect(await sidewaysPx(page.getByRole('main'))).toBe(0);
  });
}

for (const width of [768, 1024, 1280, 1440]) {
  test(`${width} px: no head of a column runs into the next`, async ({ page }) => {
    await page.setViewportSize({ width, height: HEIGHT });
    await openHome(page, { tag: 'INV-20418' });
    await expect(page.getByRole('grid', { name: 'Calls' })).toBeVisible();

    const overlaps = await page.getByRole('columnheader').evaluateAll((heads) => {
      const texts = heads.flatMap((head) =>
        [head, ...head.querySelectorAll('span')].flatMap((element) =>
          [...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => {
              const range = document.createRange();
              range.selectNodeContents(node);
              const { left, right } = range.getBoundingClientRect();
              const isHidden = getComputedStyle(element).clipPath !== 'none';
              return { text: node.textContent, left, right: isHidden ? left : right };
            }),
        ),
      );
      const shown = texts.filter(({ left, right }) => right - left > 1);
      return shown.filter((one, index) => {
        const next = shown[index + 1];
        return next !== undefined && one.right > next.left + 0.5;
      });
    });
    expect(overlaps).toEqual([]);
  });
}

function isCut(text: Locator): Promise<boolean> {
  return text.evaluate((element) => element.scrollWidth > element.clientWidth + 1);
}

function sidewaysPx(element: Locator): Promise<number> {
  return element.evaluate((box) => box.scrollWidth - box.clientWidth);
}
