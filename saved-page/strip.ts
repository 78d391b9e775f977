import { type CallModel, holeSentence, ownerOf, type PlacedLeg, slicesOf } from './call-model';
import type { CallPlayer } from './call-player';
import { element, part } from './element';
import { placeLabels } from './strip-labels';
import { wavePicture } from './wave-picture';
import { amountOf, clockOf, spokenOf } from './words';

/**
 * Draws the strip, all of the call to scale, and makes it seek.
 *
 * @returns Draws where the player is.
 */
export function drawStrip(model: CallModel, player: CallPlayer): () => void {
  const strip = part('strip');
  const body = part('strip-body');
  body.append(
    ...model.holes.map((hole) => holeBox(model, hole)),
    ...model.legs.filter((leg) => !leg.file).map((leg) => failedBox(model, leg)),
    ...slicesOf(model.legs).flatMap((slice) => sliceBoxes(model, slice)),
    ...model.legs.filter((leg) => leg.file).map((leg) => headBox(model, leg)),
  );
  placeLabels(model);
  listenTo(strip, model, player);
  return () => drawPosition(strip, model, player);
}

function drawPosition(strip: HTMLElement, model: CallModel, player: CallPlayer) {
  const { positionSeconds, leg, isPlaying } = player;
  const share = model.durationSeconds > 0 ? positionSeconds / model.durationSeconds : 0;
  part('playhead').style.left = `${share * 100}%`;
  const flag = part('playhead-time');
  flag.textContent = clockOf(positionSeconds);
  flag.style.translate = `${-100 * Math.min(0.96, Math.max(0.04, share))}% 0`;
  for (const head of part('strip-body').querySelectorAll('.leg-head')) {
    head.toggleAttribute(
      'data-current',
      isPlaying && head.getAttribute('data-leg') === String(leg?.leg.leg),
    );
  }
  // Said while it stands still, and when another leg begins: never the running time.
  const number = String(leg?.leg.leg ?? '');
  if (isPlaying && strip.dataset.leg === number) return;
  strip.dataset.leg = number;
  strip.setAttribute('aria-valuemax', String(Math.floor(model.durationSeconds)));
  strip.setAttribute('aria-valuenow', String(Math.floor(positionSeconds)));
  const place = leg ? `, leg ${number}, ${ownerOf(leg.leg)}` : '';
  strip.setAttribute(
    'aria-valuetext',
    `${spokenOf(positionSeconds)} of ${spokenOf(model.durationSeconds)}${place}.`,
  );
}

function listenTo(strip: HTMLElement, model: CallModel, player: CallPlayer) {
  const seek = (event: PointerEvent) => {
    const { left, width } = part('strip-body').getBoundingClientRect();
    player.seek(((event.clientX - left) / width) * model.durationSeconds);
  };
  strip.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    strip.setPointerCapture(event.pointerId);
    seek(event);
  });
  strip.addEventListener('pointermove', (event) => {
    if (strip.hasPointerCapture(event.pointerId)) seek(event);
  });
  strip.addEventListener('keydown', (event) => {
    const seconds = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -10,
      PageUp: 10,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }[event.key];
    if (seconds === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(player.positionSeconds + seconds);
  });
}

/** Puts a box at its place in the call. */
function place(
  box: HTMLElement,
  { durationSeconds }: CallModel,
  { startSeconds, endSeconds }: { startSeconds: number; endSeconds: number },
) {
  const percent = (seconds: number) => (seconds / durationSeconds) * 100;
  box.style.left = `calc(${percent(startSeconds)}% + 1px)`;
  box.style.width = `max(3px, calc(${percent(endSeconds - startSeconds)}% - 2px))`;
  return box;
}

function holeBox(model: CallModel, hole: import('./call-model.js').Hole) {
  const amount = amountOf(hole.endSeconds - hole.startSeconds);
  const title = holeSentence(hole.because, amount);
  const isGap = hole.because === 'not recorded';
  const box = element(
    'div',
    { class: isGap ? 'hole hatch-large' : 'hole is-end hatch-small', title },
    isGap
      ? element('span', { class: 'hole-label' }, element('b', {}, amount), ' not recorded')
      : null,
  );
  return place(box, model, hole);
}

function failedBox(model: CallModel, leg: PlacedLeg) {
  const detail = leg.exported?.problem?.detail ?? 'No audio';
  const box = element(
    'div',
    { class: 'failed', title: `Leg ${leg.leg.leg}: ${detail}` },
    element('b', { class: 'failed-number' }, String(leg.leg.leg)),
    element('span', { class: 'failed-label' }, 'no audio'),
  );
  return place(box, model, { startSeconds: leg.startSeconds, endSeconds: leg.statedEndSeconds });
}

/** The waves of one slice: where legs overlap, each takes its share of the height. */
function sliceBoxes(model: CallModel, slice: ReturnType<typeof slicesOf>[number]) {
  return slice.legs.map((leg, index) => {
    const box = element('div', { class: `leg-wave ${leg.ownerClass}` });
    box.style.setProperty('--lane', String(index));
    box.style.setProperty('--lanes', String(slice.legs.length));
    const picture = leg.wave && wavePicture(leg.wave, leg, slice, slice.legs.length > 1);
    if (picture) box.append(picture);
    place(box, model, slice);
    // Slices of one leg join without a seam.
    if (slice.startSeconds > leg.startSeconds && slice.legs.length === 1)
      box.classList.add('goes-on');
    return box;
  });
}

/** The leg's name above its wave. Of overlapping legs the later one's stands after the overlap. */
function headBox(model: CallModel, leg: PlacedLeg) {
  const { number, name, kind } = {
    number: String(leg.leg.leg),
    name: ownerOf(leg.leg),
    kind: leg.leg.kind && leg.leg.kind.name !== 'unknown' ? leg.leg.kind.name : null,
  };
  const box = element(
    'div',
    { class: `leg-head ${leg.ownerClass}`, 'data-leg': number, title: `Leg ${number}, ${name}` },
    element('b', {}, number),
    element('i', { class: 'swatch owner-bar' }),
    element('span', {}, name),
    kind ? element('em', {}, kind) : null,
    element('span', { class: 'leg-head-length' }, clockOf(leg.leg.durationSeconds)),
  );
  const earlierEnds = model.legs
    .filter((other) => other.file && other.startSeconds < leg.startSeconds)
    .map((other) => other.endSeconds);
  const startSeconds = Math.min(leg.endSeconds, Math.max(leg.startSeconds, ...earlierEnds));
  return place(box, model, { startSeconds, endSeconds: leg.endSeconds });
}
