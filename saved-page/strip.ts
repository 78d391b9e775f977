import { type Stretch, sliceByLegs } from '@/components/call-time/call-timeline';
import { SLIDER_STEPS } from '@/components/keyboard/slider-steps';
import { formatAmount, formatDuration, speakPosition } from '@/components/wording/format-duration';
import { kindWord, ownerName } from '@/components/wording/leg-words';
import type { CallModel, SavedLeg, ShortEnd } from './call-model';
import type { CallPlayer } from './call-player';
import { element, part } from './element';
import { placeLabels, shortEndWords } from './strip-labels';
import { wavePicture } from './wave-picture';
import { lengthWords } from './words';

/**
 * Draws the strip, the whole call to scale, and makes it seek.
 *
 * @returns Redraws the position.
 */
export function drawStrip(model: CallModel, player: CallPlayer): () => void {
  const strip = part('strip');
  const body = part('strip-body');
  body.append(
    ...model.gaps.map((gap) => gapBox(model, gap)),
    ...model.shortEnds.map((end) => shortEndBox(model, end)),
    ...model.legs.filter((leg) => !leg.file).map((leg) => missingBox(model, leg)),
    ...sliceByLegs(model.audible).flatMap((slice) => sliceBoxes(model, slice)),
    ...model.audible.map((leg) => headBox(model, leg)),
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
  flag.textContent = formatDuration(positionSeconds);
  flag.style.translate = `${-100 * Math.min(0.96, Math.max(0.04, share))}% 0`;
  for (const head of part('strip-body').querySelectorAll('.leg-head')) {
    head.toggleAttribute(
      'data-current',
      isPlaying && head.getAttribute('data-leg') === String(leg?.leg.leg),
    );
  }
  // Screen readers hear the position when it stands still or a leg begins, never the running time.
  const number = String(leg?.leg.leg ?? '');
  if (isPlaying && strip.dataset.leg === number) return;
  strip.dataset.leg = number;
  strip.setAttribute('aria-valuemax', String(Math.floor(model.durationSeconds)));
  strip.setAttribute('aria-valuenow', String(Math.floor(positionSeconds)));
  const place = leg ? `, leg ${number}, ${ownerName(leg.leg)}` : '';
  strip.setAttribute(
    'aria-valuetext',
    `${speakPosition(positionSeconds, model.durationSeconds)}${place}.`,
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
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const edge = { Home: 0, End: model.durationSeconds }[event.key];
    const step = SLIDER_STEPS[event.key];
    const target = step === undefined ? edge : player.positionSeconds + step;
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(target);
  });
}

/** Places a box on the strip. */
function place(
  box: HTMLElement,
  { durationSeconds }: CallModel,
  { startSeconds, endSeconds }: Stretch,
) {
  const percent = (seconds: number) => (seconds / durationSeconds) * 100;
  box.style.left = `calc(${percent(startSeconds)}% + 1px)`;
  box.style.width = `max(3px, calc(${percent(endSeconds - startSeconds)}% - 2px))`;
  return box;
}

function gapBox(model: CallModel, gap: Stretch) {
  const amount = formatAmount(gap.endSeconds - gap.startSeconds);
  const box = element(
    'div',
    { class: 'gap hatch-large', title: `${amount} not recorded` },
    element('span', { class: 'gap-label' }, element('b', {}, amount), ' not recorded'),
  );
  return place(box, model, gap);
}

function shortEndBox(model: CallModel, end: ShortEnd) {
  const box = element('div', { class: 'short-end hatch-small', title: shortEndWords(end) });
  return place(box, model, end);
}

function missingBox(model: CallModel, leg: SavedLeg) {
  const detail = leg.exported?.problem?.detail ?? 'No audio';
  const box = element(
    'div',
    { class: 'missing', title: `Leg ${leg.leg.leg}: ${detail}` },
    element('b', { class: 'missing-number' }, String(leg.leg.leg)),
    element('span', { class: 'missing-label' }, 'no audio'),
  );
  return place(box, model, { startSeconds: leg.startSeconds, endSeconds: leg.statedEndSeconds });
}

/** The waves of one slice: where legs overlap, each takes its share of the height. */
function sliceBoxes(model: CallModel, slice: Stretch & { legs: SavedLeg[] }) {
  return slice.legs.map((leg, index) => {
    const box = element('div', { class: `leg-wave ${leg.ownerClass}` });
    box.style.setProperty('--lane', String(index));
    box.style.setProperty('--lanes', String(slice.legs.length));
    const picture = leg.wave && wavePicture(leg.wave, leg, slice, slice.legs.length > 1);
    if (picture) box.append(picture);
    return place(box, model, slice);
  });
}

/** The leg's name above its wave. Where legs overlap, the later name stands after the overlap. */
function headBox(model: CallModel, leg: SavedLeg) {
  const number = String(leg.leg.leg);
  const name = ownerName(leg.leg);
  const kind = kindWord(leg.leg);
  const box = element(
    'div',
    { class: `leg-head ${leg.ownerClass}`, 'data-leg': number, title: `Leg ${number}, ${name}` },
    element('b', {}, number),
    element('i', { class: 'swatch owner-bar' }),
    element('span', {}, name),
    kind ? element('em', {}, kind) : null,
    element('span', { class: 'leg-head-length' }, lengthWords(leg)),
  );
  const earlierEnds = model.audible
    .filter((other) => other.startSeconds < leg.startSeconds)
    .map((other) => other.endSeconds);
  const startSeconds = Math.min(leg.endSeconds, Math.max(leg.startSeconds, ...earlierEnds));
  return place(box, model, { startSeconds, endSeconds: leg.endSeconds });
}
