import { expect, it } from 'vitest';
import { bundleSavedPage } from './build-saved-page.mjs';

const page = bundleSavedPage();
const partOf = (name: string) => new RegExp(`<${name}>([^]*)</${name}>`).exec(page)?.[1] ?? '';

it('makes the same page of the same sources', () => {
  expect(bundleSavedPage()).toBe(page);
});

it('is one script that loads nothing and writes no markup', () => {
  const script = partOf('script');
  expect(() => new Function(script)).not.toThrow();
  expect(script).not.toMatch(/^\s*(?:import|export)\b|\bimport\(|\bfetch\(/m);
  expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
});

it("holds Legato's own colours and owners", () => {
  const style = partOf('style');
  expect(style).toMatch(/--ink: light-dark/);
  expect(style).toMatch(/\.owner-6 \{/);
  expect(style).toMatch(/\.hatch-small \{/);
  expect(style).not.toMatch(/@import|url\(/);
});

it('is made of the saved page, call-time, wording and the contract alone', () => {
  const sources = [...partOf('script').matchAll(/^ *\/\/ (\S+\.(?:[cm]?js|tsx?))$/gm)].map(
    ([, path]) => path,
  );
  expect(sources).toContain('components/call-time/call-timeline.ts');
  const own = /^(saved-page|components\/(call-time|wording)|lib\/contract)\//;
  const listed = ['components/keyboard/slider-steps.ts', 'components/owner/owner-colours.ts'];
  expect(sources.filter((path = '') => !own.test(path) && !listed.includes(path))).toEqual([]);
});
