import { vi } from 'vitest';

/** Vitest's own second is what a slow machine needs for a good test. */
const PATIENCE_MS = 120_000;

const { waitFor, waitUntil } = vi;
vi.waitFor = (callback, options) => waitFor(callback, patient(options));
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));

function patient(options: number | { timeout?: number; interval?: number } = {}) {
  const interval = typeof options === 'number' ? undefined : options.interval;
  return { timeout: PATIENCE_MS, ...(interval !== undefined && { interval }) };
}
