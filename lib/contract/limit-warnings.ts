import type { Warning } from './call';

const MOST_WARNINGS = 20;
const count = new Intl.NumberFormat('en');

/** Warnings that come one by one, of which no more are kept than are shown. */
export interface WarningList {
  add(warning: Warning): void;
  /** The first 20, then one that says how many more there were. */
  list(): Warning[];
}

/**
 * A reply of a hundred thousand unreadable legs must not become a hundred thousand sentences on a page, nor in memory.
 */
export function createWarningList(): WarningList {
  const kept: Warning[] = [];
  let more = 0;
  return {
    add(warning) {
      if (kept.length < MOST_WARNINGS) kept.push(warning);
      else more += 1;
    },
    list: () =>
      more === 0
        ? [...kept]
        : [...kept, { code: 'more-warnings', message: `And ${count.format(more)} more.` }],
  };
}

/** The first 20 warnings, then one that says how many more there were. */
export function limitWarnings(warnings: readonly Warning[]): Warning[] {
  const limited = createWarningList();
  for (const warning of warnings) limited.add(warning);
  return limited.list();
}
