import type { Problem } from './problem';

/**
 * What a page is sent with: the answer to its question, the failure to show instead (at `failedAtMs`, epoch
 * milliseconds), or neither, where the browser had better ask.
 */
export type FirstAnswer<Value> =
  | { status: 'answered'; value: Value }
  | { status: 'failed'; problem: Problem; failedAtMs: number }
  | { status: 'left-to-the-browser' };
