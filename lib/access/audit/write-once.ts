/** Writes what `write` writes, unless it was written lately under the same key: then null, or the writing that is under way. */
export type WriteOnce = (key: string, write: () => Promise<void>) => Promise<void> | null;

interface Written {
  /** Null once it is written. */
  writing: Promise<void> | null;
  lastAtMs: number;
}

/** What nobody asked for in so long is written anew. */
const FOR_MS = 30 * 60_000;
const MOST_KEYS = 50_000;

/**
 * One row for what arrives as many requests. What could not be written is tried again by the next request, and every
 * request that waits for it rejects.
 */
export function createWriteOnce(now: () => number): WriteOnce {
  const written = new Map<string, Written>();

  function remember(key: string, writing: Promise<void>): Promise<void> {
    const entry: Written = { writing, lastAtMs: now() };
    written.delete(key);
    written.set(key, entry);
    for (const oldest of written.keys()) {
      if (written.size <= MOST_KEYS) break;
      written.delete(oldest);
    }
    writing.then(
      () => {
        entry.writing = null;
      },
      () => written.delete(key),
    );
    return writing;
  }

  return (key, write) => {
    const known = written.get(key);
    if (!known || now() - known.lastAtMs >= FOR_MS) return remember(key, write());
    known.lastAtMs = now();
    return known.writing;
  };
}
