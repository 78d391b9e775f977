import type { LegChannel } from './leg-channel';
import type { HeardStretch, PlayerOptions, PlayerStateHolder } from './player-state';

/** A stretch that goes on is given out in pieces, so that who draws it is not far behind. */
const PIECE_SECONDS = 1;
/** What an element's clock may be ahead of the wall clock: it moves in steps. */
const AHEAD_SECONDS = 0.5;
const FASTER = 1.1;
const HAVE_CURRENT_DATA = 2;

interface OpenStretch extends HeardStretch {
  /** When the element was last looked at. */
  seenAtMs: number;
}

export type HeardRecorder = ReturnType<typeof createHeardRecorder>;

/**
 * Says what was heard, from the elements' own time: whatever the player wished for, a stretch is what an element's
 * clock ran through by itself. A seek, a jump over silence, a loop, a wait and another speed each end one. What is muted
 * is not heard.
 */
export function createHeardRecorder(
  state: Pick<PlayerStateHolder, 'get'>,
  {
    onHeard,
    now,
    measuredOf = () => null,
  }: Pick<PlayerOptions, 'onHeard' | 'now'> & {
    /** Seconds of a leg's sound: nothing after them was heard, whatever an element says. */
    measuredOf?: (leg: number) => number | null;
  },
) {
  const open = new Map<LegChannel, OpenStretch>();

  function giveOut({ leg, fromSeconds, toSeconds: until, speed }: OpenStretch): void {
    const toSeconds = Math.min(until, measuredOf(leg) ?? until);
    if (toSeconds > fromSeconds) onHeard?.({ leg, fromSeconds, toSeconds, speed });
  }

  function close(channel: LegChannel): void {
    const stretch = open.get(channel);
    if (stretch) giveOut(stretch);
    open.delete(channel);
  }

  /** Takes the stretch on to where the element is, where its clock can have run there by itself. */
  function carryOn(channel: LegChannel, stretch: OpenStretch): boolean {
    const { element } = channel;
    const ran = element.currentTime - stretch.toSeconds;
    const most = ((now() - stretch.seenAtMs) / 1_000) * element.playbackRate * FASTER;
    if (element.seeking || channel.leg() !== stretch.leg) return false;
    if (ran < 0 || ran > most + AHEAD_SECONDS) return false;
    stretch.toSeconds = element.currentTime;
    stretch.seenAtMs = now();
    return true;
  }

  function look(channel: LegChannel): void {
    const { element } = channel;
    const { speed } = state.get();
    const leg = channel.leg();
    const stretch = open.get(channel);
    const isContinued =
      stretch !== undefined && carryOn(channel, stretch) && stretch.speed === speed;
    const sounds =
      channel.isSounding() &&
      !element.seeking &&
      !element.muted &&
      element.volume > 0 &&
      element.readyState >= HAVE_CURRENT_DATA;
    if (!isContinued || !sounds) close(channel);
    if (!sounds || leg === null) return;
    const at = { leg, fromSeconds: element.currentTime, toSeconds: element.currentTime };
    const current = open.get(channel);
    if (!current) open.set(channel, { ...at, speed, seenAtMs: now() });
    else if (current.toSeconds - current.fromSeconds >= PIECE_SECONDS) {
      giveOut(current);
      current.fromSeconds = current.toSeconds;
    }
  }

  return {
    /** Looks at the elements: on every event, and on every frame while something sounds. */
    look(channels: readonly LegChannel[]): void {
      if (onHeard) for (const channel of channels) look(channel);
    },
    /** The elements are given back. */
    stop(): void {
      for (const channel of [...open.keys()]) close(channel);
    },
  };
}
