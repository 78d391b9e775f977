'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { type OwnerColour, ownerClass } from '@/components/owner/owner-colours';
import { useCallPlayer } from '@/components/player/player-context';
import { drawDots, drawWave } from '@/components/sound/draw-wave';
import type { LegSound } from '@/components/sound/sound-loader';
import { useCanvas } from '@/components/ui/use-canvas';
import type { PlannedLeg, StripPlan } from './strip-plan';
import { waveBodies } from './wave-bodies';

const TICK_PX = 5;

/**
 * The waves of all legs in the window, on one canvas: it is drawn when the window or a sound changes,
 * never because the playhead moves.
 */
export function StripWaves({ plan }: { plan: StripPlan }) {
  const { sounds, colours: owners } = useCallPlayer();
  const inks = useRef<HTMLSpanElement>(null);
  const legs = plan.legs.filter((leg) => leg.silentBecause === null);
  const ownerOf = ({ placed: { leg } }: PlannedLeg): OwnerColour =>
    (leg.username === null ? undefined : owners.get(leg.username)) ?? 'system';

  const { ref, redraw } = useCanvas(plan, ({ begin, widthPx, heightPx, inkOf }) => {
    const inkOfOwner = (name: string | number) =>
      inkOf(`strip ${name}`, inks.current?.querySelector(`[data-ink="${name}"]`));
    const colours = new Map(legs.map((leg) => [leg, inkOfOwner(ownerOf(leg))]));
    const crosstalk = inkOfOwner('crosstalk');
    const context = begin();
    // The plan follows a new width one picture later.
    context.scale(widthPx / plan.scale.widthPx, 1);
    for (const leg of legs) {
      const owner = ownerOf(leg);
      const sound = sounds.soundOf(leg.placed.leg.leg);
      const look = { colour: colours.get(leg) ?? '', isSystem: owner === 'system', heightPx };
      for (const body of waveBodies(leg, sound, plan.scale, look)) {
        drawWave(context, body);
        if (body.lanes.length < 2) continue;
        drawDots(context, body.x, body.x + body.widthPx, heightPx / 2);
        context.fillStyle = crosstalk;
        drawCrosstalk(context, leg, sound, plan, heightPx / 2);
      }
    }
  });

  const shown = useRef<readonly LegSound[]>([]);
  const onSound = useEffectEvent(() => {
    const now = legs.map((leg) => sounds.soundOf(leg.placed.leg.leg));
    if (now.every((sound, index) => sound === shown.current[index])) return;
    shown.current = now;
    redraw();
  });
  // Sounds arrive without a render: only the canvas changes.
  useEffect(() => sounds.subscribe(() => onSound()), [sounds]);

  return (
    <>
      <span ref={inks} hidden>
        {[...new Set(legs.map(ownerOf))].map((owner) => (
          <span key={owner} data-ink={owner} className={`text-owner ${ownerClass(owner)}`} />
        ))}
        <span data-ink="crosstalk" className="text-ink-2" />
      </span>
      <canvas ref={ref} className="strip-waves" />
    </>
  );
}

/** Ticks between the lanes where both sides speak at once. */
function drawCrosstalk(
  context: CanvasRenderingContext2D,
  { placed }: PlannedLeg,
  { marks }: LegSound,
  { scale }: StripPlan,
  middlePx: number,
): void {
  for (const { startSeconds, endSeconds } of marks?.talk?.crosstalk ?? []) {
    const from = scale.x(placed.startSeconds + startSeconds);
    const to = scale.x(placed.startSeconds + Math.min(endSeconds, lengthOf(placed)));
    if (to < 0 || from > scale.widthPx) continue;
    context.fillRect(from, middlePx - TICK_PX / 2, Math.max(to - from, 1), TICK_PX);
  }
}

const lengthOf = (placed: PlannedLeg['placed']) => placed.endSeconds - placed.startSeconds;
