import type { LegSource } from './leg-source';

/** A leg whose bytes arrive when a test says so. */
interface ScriptedSource extends LegSource {
  readonly fetchCount: number;
  /** Fetches that were begun and have neither ended nor been aborted. */
  readonly runningCount: number;
  /** Whether all that was sent has been taken, and more is waited for. */
  readonly isAwaited: boolean;
  send(bytes: Uint8Array): void;
  end(): void;
  breakOff(error?: Error): void;
}

type Step = { bytes: Uint8Array } | { end: true } | { error: Error };

/** @param contentLength What the PBX states beforehand; null for nothing. */
export function scriptedSource(key: string, contentLength: number | null): ScriptedSource {
  let steps: Step[] = [];
  let notify = () => {};
  let fetchCount = 0;
  let runningCount = 0;
  let isAwaited = false;
  let taken = 0;
  const add = (step: Step) => {
    steps.push(step);
    notify();
  };

  async function* body(signal: AbortSignal) {
    runningCount += 1;
    taken = 0;
    try {
      for (;;) {
        signal.throwIfAborted();
        const step = steps[taken];
        if (!step) {
          isAwaited = true;
          await new Promise<void>((resolve) => {
            notify = resolve;
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
          isAwaited = false;
          continue;
        }
        taken += 1;
        if ('bytes' in step) yield step.bytes;
        else if ('error' in step) throw step.error;
        else return;
      }
    } finally {
      runningCount -= 1;
      steps = [];
    }
  }

  return {
    key,
    get fetchCount() {
      return fetchCount;
    },
    get runningCount() {
      return runningCount;
    },
    get isAwaited() {
      return isAwaited && steps.length === taken;
    },
    async fetch(signal) {
      fetchCount += 1;
      return { contentLength, body: body(signal) };
    },
    send: (bytes) => add({ bytes }),
    end: () => add({ end: true }),
    breakOff: (error = new Error('connection reset')) => add({ error }),
  };
}

/** A leg that arrives at once and whole, in chunks; `contentLength` is stated unless null is given. */
export function wholeSource(
  key: string,
  bytes: Uint8Array,
  contentLength: number | null = bytes.length,
): LegSource & { readonly fetchCount: number } {
  let fetchCount = 0;
  return {
    key,
    get fetchCount() {
      return fetchCount;
    },
    async fetch(signal) {
      fetchCount += 1;
      return { contentLength, body: chunks(bytes, signal) };
    },
  };
}

async function* chunks(bytes: Uint8Array, signal: AbortSignal) {
  for (let offset = 0; offset < bytes.length; offset += 64 * 1024) {
    signal.throwIfAborted();
    yield bytes.subarray(offset, offset + 64 * 1024);
  }
}
