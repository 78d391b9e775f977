import { expect, test } from 'vitest';
import { readTaskTrace } from './task-trace';

const onMain = { pid: 7, tid: 1 };
const askedBy = (url: string) => ({ beginData: { stackTrace: [{ url, functionName: 'read' }] } });

const traceOf = (events: readonly object[]) =>
  readTaskTrace(JSON.stringify({ traceEvents: [{ name: 'process_name' }, ...events] }));

test('the longest task is that of the thread that lays out, not of a worker', () => {
  const task = { name: 'ThreadControllerImpl::RunTask', ph: 'X', ts: 0 };
  const { longestMs } = traceOf([
    { ...onMain, name: 'UpdateLayoutTree', ph: 'X', ts: 1, dur: 10 },
    { ...onMain, ...task, dur: 12_000 },
    { ...onMain, ...task, dur: 31_000 },
    { pid: 7, tid: 2, ...task, dur: 400_000 },
  ]);
  expect(longestMs).toBe(31);
});

test('a layout is forced when a script of the page waited for it', () => {
  const layout = { ...onMain, name: 'Layout', ph: 'X', ts: 0 };
  const { forcedMs } = traceOf([
    {
      ...onMain,
      name: 'UpdateLayoutTree',
      ph: 'X',
      ts: 1,
      dur: 500,
      args: askedBy('http://a/b.js'),
    },
    { ...layout, dur: 9_000 },
    { ...layout, dur: 7_000, args: askedBy('http://a/b.js') },
    { ...layout, dur: 8_000, args: askedBy('') },
  ]);
  expect(forcedMs).toEqual([7, 0.5]);
});

test('a shift that follows on input is none', () => {
  const shift = { ...onMain, name: 'LayoutShift', ph: 'I', ts: 0 };
  const { shift: sum } = traceOf([
    { ...onMain, name: 'UpdateLayoutTree', ph: 'X', ts: 1, dur: 10 },
    { ...shift, args: { data: { score: 0.5, had_recent_input: true } } },
    { ...shift, args: { data: { score: 0.25, had_recent_input: false } } },
    { ...shift, args: { data: { score: 0.125 } } },
  ]);
  expect(sum).toBe(0.375);
});
