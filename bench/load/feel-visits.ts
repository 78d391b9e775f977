import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import * as z from 'zod/mini';
import { projectRoot } from '../../scripts/project-root.mjs';
import { type Disturbance, disturbanceSince, PageTold } from './page-disturbance';

/** What a watch waits for; feel-in-page.js says how each is seen. */
type Goal =
  | { what: 'shown'; selector: string; count: number }
  | { what: 'answers'; selector: string; answered: string }
  | { what: 'inked'; selector: string; stretches: [number, number][] };

interface Watch {
  from: 'load' | 'click' | 'keydown';
  goals: Record<string, Goal>;
}

const Seen = z.object({
  startedAt: z.number(),
  ms: z.record(z.string(), z.number()),
});

/** What one step took, and what the browser said meanwhile and in the 300 ms after it. */
export interface Step extends Disturbance {
  /** Milliseconds from the event or the navigation to each goal. */
  ms: Record<string, number>;
}

export interface Paints extends Disturbance {
  firstMs: number;
  largestMs: number;
}

export interface Visits {
  /** Opens an address with empty caches, and waits for the goals. */
  open(url: string, goals: Watch['goals']): Promise<Step>;
  /** Opens an address with empty caches, lets it come to rest, clicks, and waits for the goals. */
  click(url: string, selector: string, goals: Watch['goals']): Promise<Step>;
  /** The same with a text that is typed into the search box, and Enter. */
  search(url: string, text: string, goals: Watch['goals']): Promise<Step>;
  /** Opens an address with empty caches, and fetches each of the others once it is at rest. */
  fetchJson(url: string, paths: Record<string, string>): Promise<Step>;
  /** First and largest paint of an address, and what its main thread did from the first on until it is at rest. */
  paint(url: string): Promise<Paints>;
  /** Milliseconds to the first paint of an address, whatever it still waits for. */
  firstPaint(url: string): Promise<number>;
}

interface VisitOptions {
  openContext: () => Promise<BrowserContext>;
  /** How many times slower the processor is made for the page. */
  slowdown?: number;
}

/** Visits of people who have never been here: each has a context, and so caches, of its own. */
export function createVisits({ openContext, slowdown = 1 }: VisitOptions): Visits {
  async function visit<Result>(work: (page: Page) => Promise<Result>): Promise<Result> {
    const context = await openContext();
    try {
      await context.addInitScript({ path: join(projectRoot, 'bench', 'load', 'feel-in-page.js') });
      const page = await context.newPage();
      if (slowdown !== 1) {
        const session = await context.newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      }
      return await work(page);
    } finally {
      await context.close();
    }
  }

  return {
    open: (url, goals) =>
      visit(async (page) => {
        const watch: Watch = { from: 'load', goals };
        await page.addInitScript(`feel.watch(${JSON.stringify(watch)})`);
        await page.goto(url, { waitUntil: 'commit' });
        return stepOf(page);
      }),
    click: (url, selector, goals) =>
      visit(async (page) => {
        await page.goto(url, { waitUntil: 'networkidle' });
        const box = await page.locator(selector).first().boundingBox();
        if (!box) throw new Error(`Nothing to click at ${selector}.`);
        await watch(page, { from: 'click', goals });
        await page.mouse.click(box.x + Math.min(box.width / 2, 60), box.y + box.height / 2);
        return stepOf(page);
      }),
    search: (url, text, goals) =>
      visit(async (page) => {
        await page.goto(url, { waitUntil: 'networkidle' });
        const box = page.getByRole('searchbox');
        await box.fill(text);
        await page.getByRole('status').filter({ hasText: 'Search as' }).waitFor({
          state: 'attached',
        });
        await watch(page, { from: 'keydown', goals });
        await page.keyboard.press('Enter');
        return stepOf(page);
      }),
    fetchJson: (url, paths) =>
      visit(async (page) => {
        await page.goto(url, { waitUntil: 'networkidle' });
        const ms: Record<string, number> = {};
        for (const [name, path] of Object.entries(paths)) {
          ms[name] = Number(await page.evaluate(fetchAndParse, path));
        }
        return { ms, longestTaskMs: 0, blockedMs: 0, layoutShift: 0 };
      }),
    paint: (url) =>
      visit(async (page) => {
        await page.goto(url, { waitUntil: 'networkidle' });
        const told = await toldBy(page);
        const firstMs = told.firstPaintMs ?? Number.NaN;
        return {
          ...disturbanceSince(told, firstMs),
          firstMs,
          largestMs: told.largestPaintMs ?? Number.NaN,
        };
      }),
    firstPaint: (url) =>
      visit(async (page) => {
        await page.goto(url, { waitUntil: 'commit' });
        return Number(await page.evaluate('feel.firstPaint'));
      }),
  };
}

async function watch(page: Page, wanted: Watch): Promise<void> {
  await page.evaluate(`feel.watch(${JSON.stringify(wanted)})`);
}

async function stepOf(page: Page): Promise<Step> {
  const { startedAt, ms } = Seen.parse(await page.evaluate('feel.result'));
  // What was put off until after the goal belongs to the step: it is in the way of the next one.
  await page.waitForTimeout(300);
  return { ms, ...disturbanceSince(await toldBy(page), startedAt) };
}

async function toldBy(page: Page): Promise<PageTold> {
  return PageTold.parse(JSON.parse(String(await page.evaluate('JSON.stringify(feel)'))));
}

async function fetchAndParse(path: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${response.status} from ${path}`);
  await response.json();
  return performance.now() - startedAt;
}
