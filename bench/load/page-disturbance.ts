import * as z from 'zod/mini';

/** What feel-in-page.js has kept of the browser's own entries. Times are milliseconds since the navigation. */
export const PageTold = z.object({
  longTasks: z.array(z.object({ startMs: z.number(), ms: z.number() })),
  shifts: z.array(z.object({ startMs: z.number(), score: z.number() })),
  firstPaintMs: z.nullable(z.number()),
  largestPaintMs: z.nullable(z.number()),
});
export type PageTold = z.infer<typeof PageTold>;

/** How far a page kept people from using it. */
export interface Disturbance {
  longestTaskMs: number;
  /** Of each long task what goes beyond 50 ms. */
  blockedMs: number;
  /** Sum of the scores of shifts that no input explains. */
  layoutShift: number;
}

const LONG_MS = 50;

/** What disturbed a page from a moment on; a task that was running then counts whole. */
export function disturbanceSince({ longTasks, shifts }: PageTold, sinceMs: number): Disturbance {
  const tasks = longTasks.filter(({ startMs, ms }) => startMs + ms > sinceMs).map(({ ms }) => ms);
  return {
    longestTaskMs: Math.max(0, ...tasks),
    blockedMs: tasks.reduce((sum, ms) => sum + Math.max(0, ms - LONG_MS), 0),
    layoutShift: shifts
      .filter(({ startMs }) => startMs >= sinceMs)
      .reduce((sum, { score }) => sum + score, 0),
  };
}
