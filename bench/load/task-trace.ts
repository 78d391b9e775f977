import * as z from 'zod/mini';

/** What of an event in Chromium's trace is looked at. Times are microseconds. */
const TraceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.optional(z.number()),
  args: z.optional(
    z.object({
      beginData: z.optional(z.object({ stackTrace: z.optional(z.array(z.unknown())) })),
      data: z.optional(
        z.object({
          score: z.optional(z.number()),
          had_recent_input: z.optional(z.boolean()),
        }),
      ),
    }),
  ),
});
type TraceEvent = z.infer<typeof TraceEvent>;

const Trace = z.object({ traceEvents: z.array(z.unknown()) });
const StackFrame = z.object({ url: z.string() });

export interface TaskTimes {
  /** The longest task of the page's main thread, script, layout and painting together. */
  longestMs: number;
  /** Layouts and style recalculations that a script of the page waited for, longest first. */
  forcedMs: number[];
  /** Sum of the page's layout shifts, but for those that follow on input. */
  shift: number;
}

/** Categories of the trace that are read. With `stacks` scripts are slower, and forced layouts are known. */
export const taskCategories = ({ stacks }: { stacks: boolean }): string[] => [
  ...['devtools.timeline', 'toplevel', 'loading', '__metadata'],
  ...(stacks
    ? ['disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.stack']
    : []),
];

/** Tasks, forced layouts and layout shifts of the one page in a trace. */
export function readTaskTrace(json: string): TaskTimes {
  const events = Trace.parse(JSON.parse(json)).traceEvents.flatMap((event) => {
    const parsed = TraceEvent.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
  const main = ofMainThread(events);
  const msOf = ({ dur = 0 }: TraceEvent) => dur / 1000;
  const tasks = main.filter(({ name, ph }) => ph === 'X' && name.endsWith('::RunTask'));
  const forced = main.filter(
    (event) => (event.name === 'Layout' || event.name === 'UpdateLayoutTree') && isAsked(event),
  );
  const shifts = main.filter(
    ({ name, args }) => name === 'LayoutShift' && !args?.data?.had_recent_input,
  );
  return {
    longestMs: Math.max(0, ...tasks.map(msOf)),
    forcedMs: forced.map(msOf).sort((a, b) => b - a),
    shift: shifts.reduce((sum, { args }) => sum + (args?.data?.score ?? 0), 0),
  };
}

/** A script of the page waited for it. The browser's driver has scripts of its own, without an address. */
function isAsked({ args }: TraceEvent): boolean {
  const [top] = args?.beginData?.stackTrace ?? [];
  const frame = StackFrame.safeParse(top);
  return frame.success && frame.data.url.startsWith('http');
}

/** Events of the thread that laid out most: the main one of the page. */
function ofMainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const layouts = new Map<string, number>();
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  for (const event of events) {
    if (event.name !== 'UpdateLayoutTree') continue;
    layouts.set(threadOf(event), (layouts.get(threadOf(event)) ?? 0) + 1);
  }
  const [main] = [...layouts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return events.filter((event) => threadOf(event) === main);
}
