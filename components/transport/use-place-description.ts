'use client';

import { useRef } from 'react';
import { useCallPlayer, usePlayerClock } from '@/components/player/player-context';
import { speakPlace } from '@/components/wording/leg-words';

/**
 * A ref for the control that it describes: "Leg 2 of 4, answered by Priya N., 1 minute 5 of 4 minutes 10"
 * for whoever comes to it. It is no live region: the running time is never announced.
 */
export function usePlaceDescription() {
  const { player, call } = useCallPlayer();
  const control = useRef<HTMLButtonElement>(null);
  usePlayerClock(() => {
    const { leg: number, legs } = player.getState();
    const leg = call.legs.find((candidate) => candidate.leg === number);
    if (!leg || !control.current) return;
    const lengthSeconds = legs[number]?.fileSeconds ?? leg.durationSeconds;
    const text = speakPlace(leg, call.legs.length, player.position(), lengthSeconds);
    if (control.current.getAttribute('aria-description') === text) return;
    control.current.setAttribute('aria-description', text);
  });
  return control;
}
