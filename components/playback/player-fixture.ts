import { setMaxListeners } from 'node:events';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { createSoundLoader } from '@/components/sound/sound-loader';
import type { Marks, Peaks } from '@/lib/contract/waveform';
import { FakeMediaElement } from './fake-media-element';
import { DEFAULT_SETTINGS } from './player-settings';
import type { HeardStretch } from './player-state';
import { createPlayer } from './player-store';

// Node warns of more than ten listeners on one signal; releasing many at once is its purpose here.
setMaxListeners(300);

type Answer = (request: Request) => Response;

/** Three legs: 60 s, 60 s after a gap of 20 s, 60 s right after it. */
const LEGS: [number, number][] = [
  [0, 60],
  [80, 60],
  [140, 60],
];

/** For tests: a player connected to four elements, where the test controls time, network and sounds. */
export function connectedPlayer(
  answer: Answer = available,
  legs = LEGS,
  onHeard?: (stretch: HeardStretch) => void,
) {
  const elements = Array.from({ length: 4 }, () => new FakeMediaElement());
  const timers = new Map<number, { callback: () => void; ms: number }>();
  const measured = new Map<number, { peaks: Peaks; marks: Marks }>();
  const online = new EventTarget();
  const requests: Request[] = [];
  let lastTimer = 0;
  let nowMs = 1_000_000;
  const measurementOf = (leg: number) => {
    const found = measured.get(leg);
    if (!found) throw new Error(`Leg ${leg} was not measured.`);
    return found;
  };
  const sounds = createSoundLoader({
    async *fetchKept() {},
    async *fetchSounds(legs) {
      for (const leg of legs) yield { leg, status: 'ready' as const, ...measurementOf(leg) };
    },
    isUnreadable: async () => false,
  });
  const player = createPlayer({
    call: callOfLegs(legs),
    sounds,
    audioUrl(leg, take, side) {
      const query = [take > 1 && `take=${take}`, side !== 'both' && `side=${side}`].filter(Boolean);
      return `http://legato.test/legs/${leg}/audio${query.length > 0 ? `?${query.join('&')}` : ''}`;
    },
    initial: DEFAULT_SETTINGS,
    ...(onHeard && { onHeard }),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      return answer(request);
    },
    now: () => nowMs,
    onOnline: (callback, signal) => online.addEventListener('online', callback, { signal }),
    requestFrame: () => 0,
    cancelFrame: () => undefined,
    setTimer: (callback, ms) => {
      timers.set(++lastTimer, { callback, ms });
      return lastTimer;
    },
    clearTimer: (id) => void timers.delete(id),
  });
  const [first] = elements;
  if (!first) throw new Error('there are four');

  return {
    /** The element that the first leg is put into. */
    element: first,
    elements,
    player,
    sounds,
    requests,
    disconnect: player.connect(elements),
    /** The element that holds a leg. Throws where none does. */
    elementOf(leg: number): FakeMediaElement {
      const found = elements.find(({ src }) => src.includes(`/legs/${leg}/audio`));
      if (!found) throw new Error(`Leg ${leg} is in no element.`);
      return found;
    },
    /** Legs that elements hold, in order. */
    openLegs: () =>
      elements.flatMap(({ src }) => Number(/legs\/(\d+)/.exec(src)?.[1] ?? []) || []).sort(),
    /** Legs that sound, in order. */
    soundingLegs: () =>
      elements
        .filter(({ paused }) => !paused)
        .map(({ src }) => Number(/legs\/(\d+)/.exec(src)?.[1]))
        .sort(),
    /** Lets every running timer fire, as if so much time had passed. */
    passTime(ms = 0) {
      nowMs += ms;
      const due = [...timers.values()];
      timers.clear();
      for (const { callback } of due) callback();
    },
    /** Lets the clock run without any timer: a browser that throttles them. */
    letClockRun(ms: number) {
      nowMs += ms;
    },
    timerCount: () => timers.size,
    shortestTimerMs: () => Math.min(...[...timers.values()].map(({ ms }) => ms)),
    comeOnline: () => online.dispatchEvent(new Event('online')),
    /** What the server has measured of a leg; the player knows it once this has resolved. */
    async measure(leg: number, given: Measurement = {}) {
      measured.set(leg, measurement(given));
      sounds.want([leg]);
      await new Promise<void>((resolve) => {
        const release = sounds.subscribe(() => {
          if (!sounds.soundOf(leg).marks) return;
          release();
          resolve();
        });
      });
    },
  };
}

interface Measurement {
  arrival?: 'complete' | 'broken-off';
  channels?: number;
  durationSeconds?: number;
  speechDb?: number | null;
  marks?: Marks['marks'];
}

/** A leg of one minute of speech, unless `given` says otherwise. */
export function measurement(given: Measurement): { peaks: Peaks; marks: Marks } {
  const { arrival = 'complete', channels = 1, durationSeconds = 60, speechDb = -20 } = given;
  const speech = { kind: 'speech' as const, startSeconds: 0, endSeconds: durationSeconds };
  return {
    peaks: {
      ...{ arrival, channels, durationSeconds },
      ...{ samplesPerPeak: 160, sampleRate: 8000, peaks: '', rms: '' },
    },
    marks: {
      ...{ arrival, durationSeconds, talk: null },
      marks: given.marks ?? [speech],
      loudness: { speechDb, peakDb: -3 },
    },
  };
}

export function available(): Response {
  return new Response('R', { status: 206, headers: { 'Legato-Recording': 'complete' } });
}

export function arriving(): Response {
  return new Response('R', { status: 206, headers: { 'Legato-Recording': 'arriving' } });
}

export function brokenOff(): Response {
  return new Response('R', { status: 206, headers: { 'Legato-Recording': 'broken-off' } });
}

export function problem(code: string, status: number, retryAfterSeconds?: number): Response {
  const body = { type: 'about:blank', title: 'A title', status, detail: 'A sentence.', code };
  return Response.json(retryAfterSeconds ? { ...body, retryAfterSeconds } : body, {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}
