import { LegatoError } from '@/lib/errors';
import type { SpooledLeg } from './spooled-leg';

/** Memory of a failure: long enough for the requests that a failing player sends in a row. */
const FAILURE_MEMORY_MS = 1_000;
const BROKEN_OFF_MEMORY_MS = 60_000;

interface SpoolIndexOptions {
  maxBytes: number;
  ttlMs: number;
  now: () => number;
  /** Called when a leg has left. */
  onDropped: (leg: SpooledLeg) => void;
  /** Called when a file could not be deleted. */
  onRemovalFailed: (error: unknown) => void;
}

/** Which legs are spooled, and which of them have to go: bounded by bytes and by age. */
export class SpoolIndex {
  readonly #options: SpoolIndexOptions;
  /** Least recently used first. Holds detached legs too, as they still take room. */
  readonly #legs = new Set<SpooledLeg>();
  readonly #byKey = new Map<string, SpooledLeg>();
  #reservedBytes = 0;

  constructor(options: SpoolIndexOptions) {
    this.#options = options;
  }

  [Symbol.iterator](): IterableIterator<SpooledLeg> {
    return this.#legs.values();
  }

  /** What the files of all legs take, and what is put aside for those that are coming. */
  get reservedBytes(): number {
    return this.#reservedBytes;
  }

  /** The leg that a new listener may join; one that may not be joined any more is detached. */
  find(key: string, again: boolean): SpooledLeg | null {
    const leg = this.#byKey.get(key);
    if (!leg) return null;
    if (!this.#isUsable(leg, again)) {
      this.detach(leg);
      return null;
    }
    this.#legs.delete(leg);
    this.#legs.add(leg);
    return leg;
  }

  /** A leg of which all is here, or what came before it broke off; null for none. */
  findCome(key: string): SpooledLeg | null {
    const leg = this.#byKey.get(key);
    const hasCome = leg?.state.name === 'complete' || leg?.state.name === 'broken-off';
    return hasCome && this.#isUsable(leg, false) ? leg : null;
  }

  add(leg: SpooledLeg): void {
    this.#legs.add(leg);
    this.#byKey.set(leg.key, leg);
  }

  /** Hides a leg from new listeners; it goes at once, or with its last listener. */
  detach(leg: SpooledLeg): void {
    if (this.#byKey.get(leg.key) === leg) this.#byKey.delete(leg.key);
    leg.isDetached = true;
    if (leg.isIdle) this.drop(leg);
  }

  /** Forgets a leg and deletes its file, and what was made of it. */
  drop(leg: SpooledLeg): void {
    if (this.#byKey.get(leg.key) === leg) this.#byKey.delete(leg.key);
    if (!this.#legs.delete(leg)) return;
    this.#reservedBytes -= leg.reservedBytes;
    this.#options.onDropped(leg);
    leg.remove().catch(this.#options.onRemovalFailed);
    for (const other of this.#legs) if (other.madeOf === leg.key) this.detach(other);
  }

  /** Drops a settled leg without listeners when it is too old or detached. */
  dropIfDone(leg: SpooledLeg): void {
    if (leg.settledAt === null || !leg.isIdle) return;
    const isExpired = this.#ageMs(leg) >= this.#options.ttlMs;
    const isForgotten = leg.state.name === 'failed' && this.#ageMs(leg) >= FAILURE_MEMORY_MS;
    if (leg.isDetached || isExpired || isForgotten) this.drop(leg);
  }

  sweep(): void {
    for (const leg of this.#legs) this.dropIfDone(leg);
  }

  /**
   * Reserves `bytes` in all for a leg. The least recently used legs without listeners are dropped for
   * it; where that is not enough the leg is refused, so the bound always holds.
   *
   * @throws LegatoError `spool-unavailable`
   */
  reserve(leg: SpooledLeg, bytes: number): void {
    const { maxBytes } = this.#options;
    const wanted = () => this.#reservedBytes - leg.reservedBytes + bytes;
    for (const candidate of this.#legs) {
      if (wanted() <= maxBytes) break;
      if (candidate !== leg && candidate.isIdle && candidate.settledAt !== null) {
        this.drop(candidate);
      }
    }
    if (wanted() > maxBytes) throw this.#tooLittleRoom(bytes);
    this.#reservedBytes = wanted();
    leg.reservedBytes = bytes;
  }

  /** Frees what was reserved beyond what a leg turned out to need. */
  settle(leg: SpooledLeg): void {
    if (!this.#legs.has(leg)) return;
    const bytes = leg.storedBytes;
    this.#reservedBytes += bytes - leg.reservedBytes;
    leg.reservedBytes = bytes;
  }

  #isUsable(leg: SpooledLeg, again: boolean): boolean {
    const ageMs = this.#ageMs(leg);
    switch (leg.state.name) {
      case 'failed':
        return !again && ageMs < FAILURE_MEMORY_MS;
      case 'broken-off':
        return !again && ageMs < BROKEN_OFF_MEMORY_MS;
      default:
        return !leg.isIdle || ageMs < this.#options.ttlMs;
    }
  }

  #ageMs(leg: SpooledLeg): number {
    return leg.settledAt === null ? 0 : this.#options.now() - leg.settledAt;
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
