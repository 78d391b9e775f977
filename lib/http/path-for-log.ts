import { API_PATHS, PAGE_PATHS, patternOf } from '@/lib/contract/url-paths';

const SHAPES = [...Object.values(API_PATHS), ...Object.values(PAGE_PATHS)].map((path) => ({
  path,
  pattern: patternOf(path),
}));

/**
 * The shape of an address, such as `/api/calls/{uniqueId}`: which call somebody asked for stands in the audit, under
 * the same request id, and not in the log. An address of no known shape may hold anything, and is `(other)`.
 */
export function pathForLog(address: string): string {
  const pathname = address.split('?', 1)[0] ?? '';
  return SHAPES.find(({ pattern }) => pattern.test(pathname))?.path ?? '(other)';
}
