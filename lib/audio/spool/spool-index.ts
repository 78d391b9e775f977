import { LegatoError } from '@/lib/errors';
import type { SpoolEntry } from './spool-entry';

/** Memory of a failure: long enough for the requests that a failing player sends in a row. */
const FAILURE_MEMORY_MS = 1_000;
const BROKEN_OFF_MEMORY_MS = 60_000;

export interface SpoolIndexOptions {
  maxBytes: number;
  ttlMs: number;
  now: () => number;
  /** Told when a file could not be deleted. */
  onRemovalFailed: (error: unknown) => void;
}

/** Which legs are spooled, and which of them have to go: bounded by bytes and by age. */
export class SpoolIndex {
  readonly #options: SpoolIndexOptions;
  /** Least recently used first. Holds detached entries too, as they still take room. */
  readonly #entries = new Set<SpoolEntry>();
  readonly #byKey = new Map<string, SpoolEntry>();
  #reservedBytes = 0;

  constructor(options: SpoolIndexOptions) {
    this.#options = options;
  }

  [Symbol.iterator](): IterableIterator<SpoolEntry> {
    return this.#entries.values();
  }

  /** The entry that a new listener may join; one that may not be joined any more is detached. */
  find(key: string, again: boolean): SpoolEntry | null {
    const entry = this.#byKey.get(key);
    if (!entry) return null;
    if (!this.#isUsable(entry, again)) {
      this.detach(entry);
      return null;
    }
    this.#entries.delete(entry);
    this.#entries.add(entry);
    return entry;
  }

  add(entry: SpoolEntry): void {
    this.#entries.add(entry);
    this.#byKey.set(entry.key, entry);
  }

  /** Hides an entry from new listeners; it goes at once, or with its last listener. */
  detach(entry: SpoolEntry): void {
    if (this.#byKey.get(entry.key) === entry) this.#byKey.delete(entry.key);
    entry.isDetached = true;
    if (entry.isIdle) this.drop(entry);
  }

  /** Forgets an entry and deletes its file, and what was made of it. */
  drop(entry: SpoolEntry): void {
    if (this.#byKey.get(entry.key) === entry) this.#byKey.delete(entry.key);
    if (!this.#entries.delete(entry)) return;
    this.#reservedBytes -= entry.reservedBytes;
    entry.remove().catch(this.#options.onRemovalFailed);
    for (const other of this.#entries) if (other.madeOf === entry.key) this.detach(other);
  }

  /** Drops a settled entry that nobody listens to when it is too old or hidden. */
  dropIfDone(entry: SpoolEntry): void {
    if (entry.settledAt === null || !entry.isIdle) return;
    const isExpired = this.#ageMs(entry) >= this.#options.ttlMs;
    const isForgotten = entry.state.name === 'failed' && this.#ageMs(entry) >= FAILURE_MEMORY_MS;
    if (entry.isDetached || isExpired || isForgotten) this.drop(entry);
  }

  sweep(): void {
    for (const entry of this.#entries) this.dropIfDone(entry);
  }

  /**
   * Sets aside `bytes` in all for an entry. Those go that were used least recently and that nobody
   * listens to or fetches; where that is not enough the entry is refused, so the bound always holds.
   *
   * @throws LegatoError `spool-unavailable`
   */
  reserve(entry: SpoolEntry, bytes: number): void {
    const { maxBytes } = this.#options;
    const wanted = () => this.#reservedBytes - entry.reservedBytes + bytes;
    for (const candidate of this.#entries) {
      if (wanted() <= maxBytes) break;
      if (candidate !== entry && candidate.isIdle && candidate.settledAt !== null) {
        this.drop(candidate);
      }
    }
    if (wanted() > maxBytes) throw this.#tooLittleRoom(bytes);
    this.#reservedBytes = wanted();
    entry.reservedBytes = bytes;
  }

  /** Gives back what was set aside beyond what an entry turned out to need. */
  settle(entry: SpoolEntry): void {
    if (!this.#entries.has(entry)) return;
    const bytes = entry.storedBytes;
    this.#reservedBytes += bytes - entry.reservedBytes;
    entry.reservedBytes = bytes;
  }

  #isUsable(entry: SpoolEntry, again: boolean): boolean {
    const ageMs = this.#ageMs(entry);
    switch (entry.state.name) {
      case 'failed':
        return !again && ageMs < FAILURE_MEMORY_MS;
      case 'broken-off':
        return !again && ageMs < BROKEN_OFF_MEMORY_MS;
      default:
        return !entry.isIdle || ageMs < this.#options.ttlMs;
    }
  }

  #ageMs(entry: SpoolEntry): number {
    return entry.settledAt === null ? 0 : this.#options.now() - entry.settledAt;
  }

  #tooLittleRoom(bytes: number): LegatoError {
    return bytes > this.#options.maxBytes
      ? new LegatoError(
          'spool-unavailable',
          'This leg is larger than all the room that Legato has for audio. Raise AUDIO_SPOOL_MAX_MB.',
        )
      : new LegatoError(
          'spool-unavailable',
          'Every recording that Legato has stored is being listened to, so there is no room for this one. Try again in a moment, or raise AUDIO_SPOOL_MAX_MB.',
          { retryAfterSeconds: 10 },
        );
  }
}
