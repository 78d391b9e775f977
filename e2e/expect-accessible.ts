import { expect, type Page } from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

/**
 * Fails with one line per finding of axe: all of its rules in light, those about colour in dark as
 * well. The others read names, roles and order, which are the same in both.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const light = await runAxe(page, 'light');
  const colourRules = [light.passes, light.violations, light.incomplete, light.inapplicable]
    .flat()
    .filter(({ tags }) => tags.includes('cat.color'))
    .map(({ id }) => id);
  expect(colourRules, 'axe knows rules about colour').toContain('color-contrast');
  await runAxe(page, 'dark', colourRules);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** In the page itself, once for each: AxeBuilder loads axe three times and opens a page beside it. */
async function runAxe(
  page: Page,
  colorScheme: 'light' | 'dark',
  rules?: string[],
): Promise<AxeResults> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(settleAnimations);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // Of the rules that found nothing only the names are read.
  const options: RunOptions = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const results = await page.evaluate(runInPage, options);
  const findings = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}`),
  );
  expect(findings, `axe finds nothing in ${colorScheme}`).toEqual([]);
  return results;
}

async function runInPage(options: RunOptions): Promise<AxeResults> {
  return await Reflect.get(window, 'axe').run(document, options);
}

/** Half-way through a transition axe would measure colours that are never shown for long. */
async function settleAnimations(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
