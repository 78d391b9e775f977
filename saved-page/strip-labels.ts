import type { Stretch } from '@/components/call-time/call-timeline';
import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import type { CallModel, ShortEnd } from './call-model';
import { element, part } from './element';

const STEPS_SECONDS = [5, 15, 30, 60, 120, 300, 600, 1800, 3600];
const LEAST_LABEL_PX = 60;
/** A gap this wide holds its own label and needs no flag above it. */
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
    const label = element('span', {}, formatDuration(seconds));
    label.style.left = `${(seconds / durationSeconds) * 100}%`;
    labels.push(label);
  }
  part('ruler').replaceChildren(...labels);
}

/** Places flags from left to right. One that would touch the previous one gets shorter, then goes. */
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

function flagsOf({ gaps, shortEnds, overlaps, durationSeconds }: CallModel, width: number) {
  const flag = (stretch: Stretch, isWarning: boolean, say: (amount: string) => string) => {
    const amount = formatAmount(stretch.endSeconds - stretch.startSeconds);
    return { startSeconds: stretch.startSeconds, amount, sentence: say(amount), isWarning };
  };
  const narrow = gaps.filter(
    ({ startSeconds, endSeconds }) =>
      ((endSeconds - startSeconds) / durationSeconds) * width < SPEAKING_GAP_PX,
  );
  return [
    ...overlaps.map((overlap) => flag(overlap, false, (amount) => `${amount} overlap`)),
    ...narrow.map((gap) => flag(gap, false, (amount) => `${amount} not recorded`)),
    ...shortEnds.map((end) => flag(end, true, () => shortEndWords(end))),
  ].sort((a, b) => a.startSeconds - b.startSeconds);
}

/** `file ends 12 s early`, `broke off 12 s early` */
export function shortEndWords({ startSeconds, endSeconds, isBrokenOff }: ShortEnd): string {
  const amount = formatAmount(endSeconds - startSeconds);
  return `${isBrokenOff ? 'broke off' : 'file ends'} ${amount} early`;
}
