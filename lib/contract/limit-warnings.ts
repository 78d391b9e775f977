import type { Warning } from './call';

const MOST_WARNINGS = 20;
const count = new Intl.NumberFormat('en');

/**
 * The first 20 warnings, then one that says how many more there were: a reply of a hundred thousand
 * unreadable legs must not become a hundred thousand sentences on a page.
 */
export function limitWarnings(warnings: readonly Warning[]): Warning[] {
  const more = warnings.length - MOST_WARNINGS;
  if (more <= 0) return [...warnings];
  return [
    ...warnings.slice(0, MOST_WARNINGS),
    { code: 'more-warnings', message: `And ${count.format(more)} more.` },
  ];
}
