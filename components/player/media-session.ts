import type { Player } from '@/components/playback/player-store';
import { formatCaller, formatNumber } from '@/components/wording/format-number';
import { ownerName } from '@/components/wording/leg-words';
import type { Call } from '@/lib/contract/call';
import { dialledNumber } from '@/lib/contract/dialled-number';

/** The part of `navigator.mediaSession` that is used; browsers know different subsets of its actions. */
export type SessionTarget = Pick<
  MediaSession,
  'metadata' | 'playbackState' | 'setActionHandler' | 'setPositionState'
>;

interface SessionParts {
  player: Player;
  call: Call;
  durationSeconds: number;
  session: SessionTarget;
  createMetadata: (init: MediaMetadataInit) => MediaMetadata;
}

const JUMP_SECONDS = 10;

/**
 * Lets the keys of a keyboard, a headset and a lock screen act on the call as one thing, and names it
 * there. The returned function gives everything back.
 */
export function keepMediaSession(parts: SessionParts): () => void {
  const { player, call, session } = parts;
  const actions: [MediaSessionAction, (details: MediaSessionActionDetails) => void][] = [
    ['play', () => player.play()],
    ['pause', () => player.pause()],
    ['stop', () => player.pause()],
    ['seekbackward', ({ seekOffset }) => player.moveBy(-(seekOffset ?? JUMP_SECONDS))],
    ['seekforward', ({ seekOffset }) => player.moveBy(seekOffset ?? JUMP_SECONDS)],
    ['previoustrack', () => player.stepLeg('previous')],
    ['nexttrack', () => player.stepLeg('next')],
    ['seekto', ({ seekTime }) => player.seekCall(seekTime ?? player.callPosition())],
  ];
  const handle = (action: MediaSessionAction, handler: MediaSessionActionHandler | null) => {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // A browser that does not know the action has no key for it either.
    }
  };
  let named: number | null = null;

  function show(): void {
    const { leg: number, isPlaying, isLoaded, gap, speed } = player.getState();
    if (!isLoaded && !gap) return;
    if (number !== named) {
      named = number;
      session.metadata = parts.createMetadata(metadataOf(call, number));
    }
    session.playbackState = isPlaying ? 'playing' : 'paused';
    const duration = parts.durationSeconds;
    const position = Math.min(player.callPosition(), duration);
    if (duration > 0) session.setPositionState({ duration, position, playbackRate: speed });
  }

  for (const [action, handler] of actions) handle(action, handler);
  let seenSeconds = 0;
  const releases = [
    player.subscribe(show),
    // The browser runs its own clock: it needs a new position only after a jump.
    player.subscribeClock(() => {
      const seconds = player.callPosition();
      if (Math.abs(seconds - seenSeconds) > 1) show();
      seenSeconds = seconds;
    }),
  ];
  return () => {
    for (const release of releases) release();
    for (const [action] of actions) handle(action, null);
    session.metadata = null;
    session.playbackState = 'none';
    session.setPositionState();
  };
}

function metadataOf(call: Call, number: number): MediaMetadataInit {
  const leg = call.legs.find((candidate) => candidate.leg === number);
  const dialled = dialledNumber(call);
  return {
    title: `Leg ${number} of ${call.legs.length}${leg ? `, ${ownerName(leg)}` : ''}`,
    artist: `${formatCaller(call.source)} → ${dialled ? formatNumber(dialled) : 'unknown'}`,
    album: call.tags[0] ?? call.uniqueId,
  };
}
