import { LegatoError } from '@/lib/errors';
import type { SpooledLeg } from './spooled-leg';

/** Memory of a failure: long enough for the requests that a failing player sends in a row. */
const FAILURE_MEMORY_MS = 1_000;
const BROKEN_OFF_MEMORY_MS = 60_000;
/** Reserved ahead where the PBX states no length. */
const GROWTH_BYTES = 1024 * 1024;
/** One leg of unstated length may take this part of all the room: it would empty the spool piece by piece. */
const MOST_UNSTATED = 1 / 2;

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
  /** What was made of a leg, by the key of that. */
  readonly #madeOf = new Map<string, Set<SpooledLeg>>();
  /** Those that are still being stored. */
  readonly #coming = new Set<SpooledLeg>();
  /** Deletions that give the disk room. */
  readonly #freeing = new Set<Promise<void>>();
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
    this.#coming.add(leg);
    this.#byKey.set(leg.key, leg);
    if (leg.madeOf === null) return;
    const made = this.#madeOf.get(leg.madeOf);
    if (made) made.add(leg);
    else this.#madeOf.set(leg.madeOf, new Set([leg]));
  }

  /** Hides a leg from new listeners; it goes at once, or with its last listener. */
  detach(leg: SpooledLeg): void {
    if (this.#byKey.get(leg.key) === leg) this.#byKey.delete(leg.key);
    leg.isDetached = true;
    if (leg.isIdle) this.drop(leg);
  }

  /**
   * Forgets a leg, ends its download, and deletes its file and what was made of it. Nothing is reserved for it
   * any more. Resolves when the file is gone.
   */
  drop(leg: SpooledLeg): Promise<void> {
    if (this.#byKey.get(leg.key) === leg) this.#byKey.delete(leg.key);
    if (!this.#legs.delete(leg)) return Promise.resolve();
    this.#coming.delete(leg);
    this.#reservedBytes -= leg.reservedBytes;
    leg.reservedBytes = 0;
    if (leg.settledAt === null) {
      const reason = new Error('the leg has left the spool');
      leg.abandoning.abort(reason);
      leg.fail(reason, this.#options.now());
    }
    this.#options.onDropped(leg);
    const removal = leg.remove().catch(this.#options.onRemovalFailed);
    const siblings = leg.madeOf === null ? undefined : this.#madeOf.get(leg.madeOf);
    if (leg.madeOf !== null && siblings?.delete(leg) && siblings.size === 0) {
      this.#madeOf.delete(leg.madeOf);
    }
    for (const made of [...(this.#madeOf.get(leg.key) ?? [])]) this.detach(made);
    return removal;
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
   * it; where that would not be enough the leg is refused and none is dropped, so the bound always holds.
   *
   * @param isAll No more will be asked for. Else some more is reserved ahead.
   * @throws LegatoError `spool-unavailable`; an Error for a leg that has left.
   */
  reserve(leg: SpooledLeg, bytes: number, isAll = true): void {
    if (!this.#legs.has(leg)) throw new Error('the leg has left the spool');
    const { maxBytes } = this.#options;
    const mostBytes = isAll ? maxBytes : Math.floor(maxBytes * MOST_UNSTATED);
    if (bytes > mostBytes) throw tooLarge(isAll);
    const total = isAll ? bytes : Math.min(mostBytes, bytes + GROWTH_BYTES);
    const wanted = () => this.#reservedBytes - leg.reservedBytes + total;
    if (wanted() > maxBytes) {
      const leaving: SpooledLeg[] = [];
      let freedBytes = 0;
      for (const candidate of this.#legs) {
        if (wanted() - freedBytes <= maxBytes) break;
        if (candidate === leg || !candidate.isIdle || candidate.settledAt === null) continue;
        leaving.push(candidate);
        freedBytes += candidate.reservedBytes;
      }
      if (wanted() - freedBytes > maxBytes) throw allHeard();
      for (const candidate of leaving) void this.drop(candidate);
    }
    this.#reservedBytes = wanted();
    leg.reservedBytes = total;
  }

  /** Bytes that are reserved for legs that are coming and not stored yet. */
  get missingBytes(): number {
    let bytes = 0;
    for (const leg of this.#coming) {
      if (leg.state.name === 'failed') continue;
      bytes += Math.max(0, leg.reservedBytes - leg.storedBytes);
    }
    return bytes;
  }

  /** What could be deleted: stored legs that nobody listens to. */
  get idleBytes(): number {
    let bytes = 0;
    for (const leg of this.#legs) if (this.#isStoredIdle(leg)) bytes += leg.storedBytes;
    return bytes;
  }

  /**
   * Deletes the stored leg that was not used for longest. Resolves to false where somebody listens to each, and
   * none is being deleted for somebody else.
   */
  async dropOldest(): Promise<boolean> {
    for (const leg of this.#legs) {
      if (!this.#isStoredIdle(leg)) continue;
      const removal = this.drop(leg);
      this.#freeing.add(removal);
      await removal.finally(() => this.#freeing.delete(removal));
      return true;
    }
    if (this.#freeing.size === 0) return false;
    await Promise.all(this.#freeing);
    return true;
  }

  /** Frees what was reserved beyond what a leg turned out to need. */
  settle(leg: SpooledLeg): void {
    if (!this.#legs.has(leg)) return;
    this.#coming.delete(leg);
    const bytes = leg.storedBytes;
    this.#reservedBytes += bytes - leg.reservedBytes;
    leg.reservedBytes = bytes;
  }

  /** Its last bytes are on the disk: one that is being written waits for room itself. */
  #isStoredIdle(leg: SpooledLeg): boolean {
    return leg.isIdle && !this.#coming.has(leg) && leg.storedBytes > 0;
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
}

const tooLarge = (isStated: boolean) =>
  new LegatoError(
    'spool-unavailable',
    isStated
      ? 'This leg is larger than all the room that Legato has for audio. Raise AUDIO_SPOOL_MAX_MB.'
      : 'The PBX does not say how long this leg is, and it has grown past half of the room that Legato has for audio. Raise AUDIO_SPOOL_MAX_MB.',
  );

const allHeard = () =>
  new LegatoError(
    'spool-unavailable',
    'Every recording that Legato has stored is being listened to, so there is no room for this one. Try again in a moment, or raise AUDIO_SPOOL_MAX_MB.',
    { retryAfterSeconds: 10 },
  );
