import * as z from 'zod/mini';

/** What of an event in Chromium's trace is looked at. Times are microseconds. */
const TraceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.optional(z.number()),
  id2: z.optional(z.object({ local: z.optional(z.string()) })),
  args: z.optional(
    z.object({
      name: z.optional(z.string()),
      frame_reporter: z.optional(z.object({ state: z.string() })),
    }),
  ),
});
type TraceEvent = z.infer<typeof TraceEvent>;

const Trace = z.object({ traceEvents: z.array(z.unknown()) });

export interface FrameTimes {
  /** Milliseconds from each picture of the page on the screen to the next. */
  intervalsMs: number[];
  /** Milliseconds that the page's main thread worked from each picture to the next. */
  workMs: number[];
  /** Pictures that were wanted and came to nothing. */
  dropped: number;
}

/** Categories of the trace that are read. More of them would slow the page down. */
export const FRAME_CATEGORIES = ['cc', 'benchmark', 'toplevel', '__metadata'];

/**
 * Frame times of the one page in a trace. A picture counts when all that the page's own thread had changed for
 * it was presented: `STATE_PRESENTED_ALL` of Chromium's own frame reports.
 */
export function readFrameTrace(json: string): FrameTimes {
  const events = Trace.parse(JSON.parse(json)).traceEvents.flatMap((event) => {
    const parsed = TraceEvent.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
  const { presentedAt, dropped } = readReports(events);
  const tasks = mainThreadTasks(events);
  const intervalsMs: number[] = [];
  const workMs: number[] = [];
  for (const [index, from] of presentedAt.entries()) {
    const to = presentedAt[index + 1];
    if (to === undefined) break;
    intervalsMs.push((to - from) / 1000);
    const during = tasks.filter(({ ts }) => ts >= from && ts < to);
    workMs.push(during.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000);
  }
  return { intervalsMs, workMs, dropped };
}

/** A report begins with what came of its frame, and ends when the frame was presented. */
function readReports(events: readonly TraceEvent[]) {
  const states = new Map<string, string>();
  const presentedAt: number[] = [];
  let dropped = 0;
  for (const { name, ph, ts, id2, args } of events.toSorted((a, b) => a.ts - b.ts)) {
    const id = id2?.local;
    if (name !== 'PipelineReporter' || id === undefined) continue;
    if (ph === 'b') states.set(id, args?.frame_reporter?.state ?? '');
    else if (ph === 'e') {
      if (states.get(id) === 'STATE_PRESENTED_ALL') presentedAt.push(ts);
      if (states.get(id) === 'STATE_DROPPED') dropped += 1;
      states.delete(id);
    }
  }
  return { presentedAt, dropped };
}

/** Tasks of the main thread of the renderer that made most frames. */
function mainThreadTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const frames = new Map<number, number>();
  for (const { name, pid } of events) {
    if (name === 'PipelineReporter') frames.set(pid, (frames.get(pid) ?? 0) + 1);
  }
  const [page] = [...frames].sort((a, b) => b[1] - a[1])[0] ?? [];
  const main = events.find(
    ({ name, pid, args }) =>
      name === 'thread_name' && pid === page && args?.name === 'CrRendererMain',
  );
  return events.filter(
    ({ name, ph, pid, tid }) =>
      ph === 'X' && pid === page && tid === main?.tid && name === 'ThreadControllerImpl::RunTask',
  );
}
