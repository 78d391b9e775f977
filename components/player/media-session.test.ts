import { expect, test } from 'vitest';
import { callOfLegs } from '@/components/call-time/call-fixture';
import { connectedPlayer } from '@/components/playback/player-fixture';
import { keepMediaSession } from './media-session';

function kept() {
  const fixture = connectedPlayer();
  const handlers = new Map<string, MediaSessionActionHandler | null>();
  const positions: (MediaPositionState | undefined)[] = [];
  const session = {
    metadata: null as MediaMetadata | null,
    playbackState: 'none' as MediaSessionPlaybackState,
    setActionHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null) {
      if (action === 'stop') throw new TypeError('not known here');
      handlers.set(action, handler);
    },
    setPositionState: (position?: MediaPositionState) => void positions.push(position),
  };
  const release = keepMediaSession({
    player: fixture.player,
    call: callOfLegs([
      [0, 60],
      [80, 60],
      [140, 60],
    ]),
    durationSeconds: 200,
    session,
    createMetadata: (init) => ({ title: '', artist: '', album: '', artwork: [], ...init }),
  });
  const press = (action: MediaSessionAction, more: Partial<MediaSessionActionDetails> = {}) =>
    handlers.get(action)?.({ action, ...more });
  return { ...fixture, handlers, positions, session, release, press };
}

test('names the leg and the numbers, and says where in the call it is', () => {
  const { player, elementOf, session, positions } = kept();
  expect(session.metadata, 'nothing plays yet').toBeNull();
  player.play(2);
  elementOf(2).arrive(60);
  expect(session.metadata).toMatchObject({
    title: 'Leg 2 of 3, Priya N.',
    artist: '0491 570 156 → 1300 975 707',
  });
  expect(session.playbackState).toBe('playing');
  player.seek({ leg: 2, offsetSeconds: 30 });
  expect(positions.at(-1)).toEqual({ duration: 200, position: 110, playbackRate: 1 });
});

test('its keys act on the call as one', () => {
  const { player, press } = kept();
  press('play');
  expect(player.getState()).toMatchObject({ leg: 1, isPlaying: true });
  press('nexttrack');
  expect(player.getState().leg).toBe(2);
  press('seekto', { seekTime: 150 });
  expect(player.callPosition()).toBe(150);
  press('seekbackward', { seekOffset: 5 });
  expect(player.callPosition()).toBe(145);
  press('pause');
  expect(player.getState().isPlaying).toBe(false);
});

test('gives everything back when the call is left', () => {
  const { player, handlers, session, release } = kept();
  player.play(1);
  release();
  expect([...handlers.values()].every((handler) => handler === null)).toBe(true);
  expect(session).toMatchObject({ metadata: null, playbackState: 'none' });
});
