import { expect, type Page } from '@playwright/test';

/**
 * Notes what the page says for a moment only, from now on: a busy machine looks for such words after they
 * have gone. To be called before what makes the page say them.
 *
 * @param words What is looked for, in the text of any element.
 * @returns Waits until all of the words have been on the page.
 */
export async function notePassingWords(page: Pick<Page, 'locator'>, words: readonly string[]) {
  const root = page.locator('html');
  await root.evaluate((_, wanted) => {
    const seen = new Set<string>();
    const look = () => {
      const text = document.body.textContent ?? '';
      for (const one of wanted) if (text.includes(one)) seen.add(one);
      document.documentElement.dataset.passingWords = JSON.stringify([...seen]);
    };
    look();
    new MutationObserver(look).observe(document.body, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  }, words);
  return () =>
    expect
      .poll(async () => {
        const seen = await root.getAttribute('data-passing-words');
        return words.filter((one) => !seen?.includes(JSON.stringify(one)));
      })
      .toEqual([]);
}
