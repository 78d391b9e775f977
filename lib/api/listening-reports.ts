import {
  ListeningReceipt,
  type ListeningReport,
  MOST_INTERVALS_REPORTED,
} from '@/lib/contract/heard';
import { type Interval, type Intervals, lengthOf, normalise } from '@/lib/contract/intervals';
import { paths } from '@/lib/paths';
import { ApiProblem } from './api-problem';
import { requestJson } from './request-json';

/** What a page tells the server of what was played on it. Playing never waits for it. */
export interface ListeningReports {
  add(heard: { leg: number; fromSeconds: number; toSeconds: number; speed: number }): void;
  /** Sends what there is. Rejects never. */
  flush(): Promise<void>;
  /** The page goes away: hands what there is to the browser, which sends it after that. */
  leave(): void;
}

export interface ListeningReportsOptions {
  uniqueId: string;
  /** Rejects with ApiProblem. */
  send(report: ListeningReport): Promise<unknown>;
  /** Whether the browser has taken it. */
  sendLast(report: ListeningReport): boolean;
  newId(): string;
  /** Whether it makes sense to try. */
  isOnline(): boolean;
  setTimer(callback: () => void, ms: number): void;
}

const SEND_EVERY_MS = 15_000;
/** After failures it is tried at this pace. */
const RETRY_EVERY_MS = 60_000;

/**
 * Gathers what was played and sends it every 15 s while something plays. What cannot be sent is kept and tried again,
 * a bounded number of stretches; what the server refuses is not.
 */
export function createListeningReports(options: ListeningReportsOptions): ListeningReports {
  const { uniqueId, send, sendLast, newId, setTimer } = options;
  const listeningIds = new Map<number, string>();
  /** By leg and speed: each is one report. */
  let pending = new Map<string, { leg: number; speed: number; intervals: Intervals }>();
  let isTimerSet = false;
  let sending: Promise<void> = Promise.resolve();

  function put(leg: number, speed: number, intervals: readonly Interval[]): void {
    const key = `${leg} ${speed}`;
    const joined = normalise([...(pending.get(key)?.intervals ?? []), ...intervals]);
    pending.set(key, { leg, speed, intervals: longest(joined) });
  }

  function flushIn(ms: number): void {
    if (isTimerSet) return;
    isTimerSet = true;
    setTimer(() => {
      isTimerSet = false;
      void flush();
    }, ms);
  }

  function take(): ListeningReport[] {
    const taken = [...pending.values()];
    pending = new Map();
    return taken.map(({ leg, speed, intervals }) => {
      const listeningId = listeningIds.get(leg) ?? newId();
      listeningIds.set(leg, listeningId);
      const rounded = intervals.map(([from, to]): [number, number] => [toMs(from), toMs(to)]);
      return { listeningId, uniqueId, leg, speed, intervals: rounded };
    });
  }

  async function sendAll(): Promise<void> {
    if (!options.isOnline()) return flushIn(RETRY_EVERY_MS);
    let isToRetry = false;
    for (const report of take()) {
      try {
        await send(report);
      } catch (error) {
        if (!isPassing(error)) continue;
        put(report.leg, report.speed, report.intervals);
        isToRetry = true;
      }
    }
    if (isToRetry) flushIn(RETRY_EVERY_MS);
  }

  function flush(): Promise<void> {
    sending = sending.then(sendAll);
    return sending;
  }

  return {
    add({ leg, fromSeconds, toSeconds, speed }) {
      put(leg, speed, [[fromSeconds, toSeconds]]);
      flushIn(SEND_EVERY_MS);
    },
    flush,
    leave() {
      for (const report of take()) {
        if (!sendLast(report)) put(report.leg, report.speed, report.intervals);
      }
    },
  };
}

/** The reports of a call's page in this browser. */
export const listeningReportsOf = (uniqueId: string): ListeningReports =>
  createListeningReports({
    uniqueId,
    send: (report) =>
      requestJson(ListeningReceipt, paths.api.listenings(), {
        method: 'POST',
        body: report,
        keepsAlive: true,
      }),
    sendLast: (report) => navigator.sendBeacon(paths.api.listenings(), JSON.stringify(report)),
    newId,
    isOnline: () => navigator.onLine,
    setTimer: (callback, ms) => void window.setTimeout(callback, ms),
  });

/** Whether it may be taken another time: the network is lost, or the server cannot write now. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof ApiProblem) ||
  error.code === 'network-lost' ||
  error.status === 429 ||
  (error.status ?? 0) >= 500;

/** At most as many as a report may hold: the shortest stretches go. */
function longest(intervals: Intervals): Intervals {
  if (intervals.length <= MOST_INTERVALS_REPORTED) return intervals;
  return [...intervals]
    .sort((one, other) => lengthOf([other]) - lengthOf([one]))
    .slice(0, MOST_INTERVALS_REPORTED)
    .sort(([one], [other]) => one - other);
}

const toMs = (seconds: number) => Math.max(0, Math.round(seconds * 1_000)) / 1_000;

/** `crypto.randomUUID` is there on https and on this machine alone (RFC 9562, version 4). */
function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
