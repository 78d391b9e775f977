import type { CallModel } from './call-model';
import type { CallPlayer } from './call-player';
import { element, part } from './element';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
/** Controls with keys of their own while they have the focus. */
const CONTROLS = 'button, input, a, summary, [role="slider"]';

/**
 * Wires up the buttons, the speeds and the keys.
 *
 * @returns Redraws the play button.
 */
export function listenToTransport(model: CallModel, player: CallPlayer): () => void {
  part('play').addEventListener('click', () => player.toggle());
  part('back').addEventListener('click', () => player.seek(player.positionSeconds - 10));
  part('forward').addEventListener('click', () => player.seek(player.positionSeconds + 10));
  part('previous').addEventListener('click', () => player.stepLeg('previous'));
  part('next').addEventListener('click', () => player.stepLeg('next'));
  part('speeds').append(...SPEEDS.map((speed) => speedChoice(speed, player)));
  document.addEventListener('keydown', (event) => onKey(event, player));
  const hasAudio = model.audible.length > 0;
  part('play').setAttribute('aria-disabled', String(!hasAudio));

  return () => {
    const play = part('play');
    const name = player.isPlaying ? 'Pause' : 'Play call';
    if (play.getAttribute('aria-label') === name) return;
    play.setAttribute('aria-label', name);
    play.classList.toggle('is-playing', player.isPlaying);
  };
}

/**
 * Space, and the arrows with and without Shift. No letters: browsers and screen readers use those.
 */
function onKey(event: KeyboardEvent, player: CallPlayer) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const control = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
  const isOnSlider = control?.getAttribute('role') === 'slider';
  const step = { ArrowLeft: -10, ArrowRight: 10 }[event.key];
  if (event.key === ' ' && (!control || isOnSlider || control instanceof HTMLAnchorElement)) {
    player.toggle();
  } else if (step && !(control instanceof HTMLInputElement)) {
    player.seek(player.positionSeconds + (event.shiftKey ? step / 10 : step));
  } else {
    return;
  }
  event.preventDefault();
}

function speedChoice(speed: number, player: CallPlayer) {
  const input = element('input', { type: 'radio', name: 'speed', checked: speed === 1 });
  input.setAttribute('aria-label', `${speed} times`);
  input.addEventListener('change', () => player.setSpeed(speed));
  return element('label', {}, input, element('span', { 'aria-hidden': 'true' }, `${speed}×`));
}
