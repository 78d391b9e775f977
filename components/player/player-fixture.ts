import { setMaxListeners } from 'node:events';
import { callOfLegs } from '@/components/timeline/call-fixture';
import { createCallTimeline } from '@/components/timeline/call-timeline';
import { FakeMediaElement } from './fake-media-element';
import { createPlayer } from './player-store';

// Node warns of more than ten listeners on one signal; releasing many at once is its purpose here.
setMaxListeners(50);

type Answer = (request: Request) => Response;

/** For tests: a call of three legs (60 s, 60 s after a gap of 20 s, 60 s) with a player connected. */
export function connectedPlayer(answer: Answer = available) {
  const element = new FakeMediaElement();
  const timers = new Map<number, () => void>();
  const requests: Request[] = [];
  let lastTimer = 0;
  const player = createPlayer({
    timeline: createCallTimeline(
      callOfLegs([
        [0, 60],
        [80, 60],
        [140, 60],
      ]),
    ),
    audioUrl: (leg, take) =>
      `http://legato.test/legs/${leg}/audio${take > 1 ? `?take=${take}` : ''}`,
    initialSpeed: 1,
    initialVolume: 1,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      requests.push(request);
      return answer(request);
    },
    now: () => 1_000_000,
    requestFrame: () => 0,
    cancelFrame: () => undefined,
    setTimer: (callback) => {
      timers.set(++lastTimer, callback);
      return lastTimer;
    },
    clearTimer: (id) => void timers.delete(id),
  });
  return {
    element,
    player,
    requests,
    disconnect: player.connect(element),
    /** Lets every running timer fire. */
    passTime: () => {
      const due = [...timers.values()];
      timers.clear();
      for (const callback of due) callback();
    },
    timerCount: () => timers.size,
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
