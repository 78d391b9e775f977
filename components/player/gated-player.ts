import type { Player } from '@/components/playback/player-store';
import type { ReasonGate } from './reason-gate';

/**
 * The same player, of which nothing is fetched before the gate is open: each command that may fetch or sound waits
 * there. What only stops or shows goes through.
 */
export function gatePlayer(player: Player, gate: ReasonGate): Player {
  return {
    ...player,
    play: (leg) => gate.pass(() => player.play(leg)),
    toggle: (leg) => gate.pass(() => player.toggle(leg)),
    open: (moment, untilSeconds) => gate.pass(() => player.open(moment, untilSeconds)),
    seek: (moment) => gate.pass(() => player.seek(moment)),
    seekCall: (seconds) => gate.pass(() => player.seekCall(seconds)),
    moveBy: (seconds) => gate.pass(() => player.moveBy(seconds)),
    stepLeg: (direction) => gate.pass(() => player.stepLeg(direction)),
    restart: () => gate.pass(() => player.restart()),
    toggleLooping: () => gate.pass(player.toggleLooping),
    loopTo: () => gate.pass(player.loopTo),
    setOverlap: (overlap) => gate.pass(() => player.setOverlap(overlap)),
    retry: (leg, shouldPlay) => gate.pass(() => player.retry(leg, shouldPlay)),
  };
}
