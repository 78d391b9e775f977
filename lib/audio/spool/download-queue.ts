import { LegatoError } from '@/lib/errors';
import { LEG_PURPOSES, type LegPurpose, type SpooledLeg } from './spooled-leg';

interface WaitingDownload {
  leg: SpooledLeg;
  /** Reports its own failure; it must not reject. */
  download: () => Promise<void>;
  /** The lane it waits in. */
  lane: Lane;
}

/** Legs that wait for the same purpose, the first to come first. */
interface Lane {
  /** Those that gave way before go before their equals. */
  ahead: Set<SpooledLeg>;
  others: Set<SpooledLeg>;
}

export interface DownloadQueueOptions {
  maxRunning: number;
  /** Waiting legs beyond this are refused: each is a listener, a closure and a promise. */
  maxWaiting: number;
  /** Ends the download of a leg that is only measured, so that its place becomes free. */
  giveWay: (leg: SpooledLeg) => void;
  /** Ends a download that is far too slow, since as many others are. */
  endSlow: (leg: SpooledLeg) => void;
}

/**
 * Decides which legs are fetched now and which wait. A leg that somebody hears goes before one that is
 * saved, and that before one that is only measured; among equals the first to be wanted so. A leg that is
 * heard waits for no leg that is only measured: where all downloads run, one of those gives way
 * (docs/decisions/0063). One that comes too slowly goes on beside the others and takes no place from them
 * (docs/decisions/0064). Nothing here looks at all that wait.
 */
export class DownloadQueue {
  readonly #options: DownloadQueueOptions;
  readonly #waiting = new Map<SpooledLeg, WaitingDownload>();
  readonly #lanes: Record<LegPurpose, Lane> = {
    hear: { ahead: new Set(), others: new Set() },
    save: { ahead: new Set(), others: new Set() },
    measure: { ahead: new Set(), others: new Set() },
  };
  /** Those of the waiting that nobody wants at this moment. */
  readonly #idle = new Set<SpooledLeg>();
  readonly #running = new Set<SpooledLeg>();
  /** Downloads that gave their place up and go on, the first to do so first. */
  readonly #slow = new Set<SpooledLeg>();

  constructor(options: DownloadQueueOptions) {
    this.#options = options;
  }

  /** How many legs are being fetched, slow ones among them, and how many wait for that. */
  get length(): { running: number; waiting: number } {
    return { running: this.#running.size + this.#slow.size, waiting: this.#waiting.size };
  }

  /**
   * Where too many wait, one of them that nobody wants leaves, or one that is only measured for one that is
   * wanted more.
   *
   * @throws LegatoError `spool-unavailable` when too many wait.
   */
  makeRoom(purpose: LegPurpose): void {
    if (this.#waiting.size < this.#options.maxWaiting) return;
    const [idle] = this.#idle;
    const leaving = idle ?? (purpose === 'measure' ? undefined : firstOf(this.#lanes.measure));
    if (!leaving) throw tooManyWait();
    this.#options.giveWay(leaving);
    this.remove(leaving);
  }

  /** @param isFirst It gave way before: it goes before its equals. */
  add(leg: SpooledLeg, download: () => Promise<void>, isFirst: boolean): void {
    const lane = this.#lanes[leg.purpose];
    (isFirst ? lane.ahead : lane.others).add(leg);
    this.#waiting.set(leg, { leg, download, lane });
    this.#startNext();
  }

  /** To be called when a leg is wanted for something else, or by nobody. */
  reconsider(leg: SpooledLeg): void {
    const waiting = this.#waiting.get(leg);
    if (!waiting) return;
    if (leg.isIdle) this.#idle.add(leg);
    else this.#idle.delete(leg);
    const lane = this.#lanes[leg.purpose];
    if (lane === waiting.lane) return;
    leaveLane(waiting);
    waiting.lane = lane;
    lane.others.add(leg);
  }

  /** Takes out a leg that waits and that nobody will fetch any more. */
  remove(leg: SpooledLeg): void {
    const waiting = this.#waiting.get(leg);
    if (!waiting) return;
    leaveLane(waiting);
    this.#waiting.delete(leg);
    this.#idle.delete(leg);
  }

  /** To be called when somebody begins to hear a leg of which nothing has come. */
  makeWay(): void {
    const { hear } = this.#lanes;
    const running = [...this.#running];
    const ending = running.filter(({ abandoning }) => abandoning.signal.aborted).length;
    const places = ending + this.#options.maxRunning - running.length;
    const lacking = hear.ahead.size + hear.others.size - places;
    if (lacking <= 0) return;
    // The one of which least has come loses least.
    const giving = running
      .filter(({ purpose, abandoning }) => purpose === 'measure' && !abandoning.signal.aborted)
      .sort((a, b) => a.storedBytes - b.storedBytes)
      .slice(0, lacking);
    for (const leg of giving) this.#options.giveWay(leg);
  }

  /**
   * The download of a leg comes too slowly: it gives its place up and goes on beside the others. No more go on
   * so than there are places; of those the one that is wanted least ends, and of equals the one of which least
   * has come.
   */
  slowDown(leg: SpooledLeg): void {
    if (!this.#running.delete(leg)) return;
    this.#slow.add(leg);
    if (this.#slow.size > this.#options.maxRunning) {
      const [ending] = [...this.#slow].sort(
        (a, b) => urgencyOf(b) - urgencyOf(a) || a.storedBytes - b.storedBytes,
      );
      if (ending) {
        this.#slow.delete(ending);
        this.#options.endSlow(ending);
      }
    }
    this.#startNext();
  }

  #startNext(): void {
    while (this.#running.size < this.#options.maxRunning) {
      const next = this.#takeMostUrgent();
      if (!next) return;
      const { leg, download } = next;
      this.#running.add(leg);
      void download().finally(() => {
        this.#running.delete(leg);
        this.#slow.delete(leg);
        this.#startNext();
      });
    }
  }

  #takeMostUrgent(): WaitingDownload | undefined {
    for (const purpose of LEG_PURPOSES) {
      const leg = firstOf(this.#lanes[purpose]);
      const waiting = leg && this.#waiting.get(leg);
      if (!waiting) continue;
      this.remove(leg);
      return waiting;
    }
    return undefined;
  }
}

const urgencyOf = ({ purpose }: SpooledLeg): number => LEG_PURPOSES.indexOf(purpose);

function firstOf({ ahead, others }: Lane): SpooledLeg | undefined {
  const [first] = ahead.size > 0 ? ahead : others;
  return first;
}

function leaveLane({ leg, lane }: WaitingDownload): void {
  lane.ahead.delete(leg);
  lane.others.delete(leg);
}

const tooManyWait = () =>
  new LegatoError(
    'spool-unavailable',
    'Too many recordings wait to be fetched from the PBX. Try again in a moment.',
    { retryAfterSeconds: 10 },
  );
