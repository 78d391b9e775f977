import { type CallModel, holeSentence, slicesOf } from './call-model';
import { element, part } from './element';
import { amountOf, clockOf } from './words';

const STEPS_SECONDS = [5, 15, 30, 60, 120, 300, 600, 1800, 3600];
const LEAST_LABEL_PX = 60;
/** Wide enough to hold its own label: the flag above would say it twice. */
const SPEAKING_GAP_PX = 62;

/** Draws the ruler and the flags, and again whenever the strip's width changes. */
export function placeLabels(model: CallModel) {
  const body = part('strip-body');
  const draw = () => {
    const { width } = body.getBoundingClientRect();
    drawRuler(model.durationSeconds, width);
    drawFlags(model, width);
  };
  new ResizeObserver(draw).observe(body);
  draw();
}

function drawRuler(durationSeconds: number, width: number) {
  const step =
    STEPS_SECONDS.find((seconds) => (seconds / durationSeconds) * width >= LEAST_LABEL_PX) ??
    Math.ceil(durationSeconds / 3600 / 4) * 3600;
  const labels = [];
  for (let seconds = 0; seconds < durationSeconds; seconds += step) {
    if (width - (seconds / durationSeconds) * width < 28) break;
    const label = element('span', {}, clockOf(seconds));
    label.style.left = `${(seconds / durationSeconds) * 100}%`;
    labels.push(label);
  }
  part('ruler').replaceChildren(...labels);
}

/** Flags go left to right; one that would touch the one before says less, then nothing. */
function drawFlags(model: CallModel, width: number) {
  const row = part('flags');
  row.replaceChildren();
  let freeFrom = 0;
  for (const { startSeconds, amount, sentence, isWarning } of flagsOf(model, width)) {
    const from = (startSeconds / model.durationSeconds) * width;
    for (const text of [sentence, amount]) {
      const flag = element('span', { class: isWarning ? 'is-warning' : null }, text);
      row.append(flag);
      const left = Math.min(from, width - flag.offsetWidth);
      if (left >= freeFrom) {
        flag.style.left = `${left}px`;
        freeFrom = left + flag.offsetWidth + 8;
        break;
      }
      flag.remove();
    }
  }
}

function flagsOf({ legs, holes, durationSeconds }: CallModel, width: number) {
  const overlaps = overlapsOf(legs);
  const silent = holes.filter(
    ({ because, startSeconds, endSeconds }) =>
      because !== 'not recorded' ||
      ((endSeconds - startSeconds) / durationSeconds) * width < SPEAKING_GAP_PX,
  );
  return [...overlaps, ...silent]
    .map(({ startSeconds, endSeconds, because }) => {
      const amount = amountOf(endSeconds - startSeconds);
      const isWarning = because === 'file ends early' || because === 'broke off';
      return { startSeconds, amount, sentence: holeSentence(because, amount), isWarning };
    })
    .sort((a, b) => a.startSeconds - b.startSeconds);
}

/** Stretches in which several legs sound, whichever they are. */
function overlapsOf(legs: CallModel['legs']) {
  const overlaps: import('./call-model.js').Hole[] = [];
  for (const { startSeconds, endSeconds, legs: covering } of slicesOf(legs)) {
    const last = overlaps.at(-1);
    if (covering.length < 2) continue;
    if (last?.endSeconds === startSeconds) last.endSeconds = endSeconds;
    else overlaps.push({ startSeconds, endSeconds, because: 'overlap' });
  }
  return overlaps.filter((overlap) => overlap.endSeconds - overlap.startSeconds >= 1);
}
