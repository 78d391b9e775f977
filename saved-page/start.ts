import { formatAmount, formatDuration } from '@/components/wording/format-duration';
import { ownerName } from '@/components/wording/leg-words';
import type { SavedCall } from '@/lib/contract/export';
import { modelOf } from './call-model';
import { CallPlayer } from './call-player';
import { part } from './element';
import { drawFacts } from './facts';
import { drawLegList } from './leg-list';
import { drawStrip } from './strip';
import { listenToTransport } from './transport';

const saved: SavedCall = JSON.parse(part('call').textContent ?? '');
const model = modelOf(saved);
const player = new CallPlayer(model.legs, model.durationSeconds, () => draw());

drawFacts(model);
const drawings = [
  drawStrip(model, player),
  drawLegList(model, player),
  listenToTransport(model, player),
  drawReadout,
];
draw();

function draw() {
  for (const drawing of drawings) drawing();
}

function drawReadout() {
  const { leg, positionSeconds, gap, unplayable } = player;
  part('position').textContent = formatDuration(positionSeconds);
  part('duration').textContent = `of ${formatDuration(model.durationSeconds)}`;
  part('place').textContent = leg
    ? `Leg ${leg.leg.leg} of ${model.legs.length}, ${ownerName(leg.leg)}`
    : 'No leg';
  say(
    unplayable.size > 0
      ? `The file of leg ${[...unplayable].join(', ')} cannot be read. Unpack the whole ZIP first: this page needs the folder “legs” beside it.`
      : gap
        ? `${formatAmount(gap.endSeconds - gap.startSeconds)} without audio`
        : '',
  );
}

/** Screen readers read the words out when they change. */
function say(words: string) {
  const status = part('status');
  if (status.textContent !== words) status.textContent = words;
}
