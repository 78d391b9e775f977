'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useCallPlayer } from '@/components/player/player-context';

/** Loaded when somebody is asked for the first time: most sites ask nobody. */
const ReasonDialog = dynamic(() => import('./reason-dialog').then((module) => module.ReasonDialog));

/** Asks why somebody listens, where that is wanted before the first sound of a call. */
export function AskReason() {
  const { gate } = useCallPlayer();
  const isAsking = useSyncExternalStore(
    gate.subscribe,
    () => gate.getState().isAsking,
    () => false,
  );
  const [wasAsked, setWasAsked] = useState(false);
  if (isAsking && !wasAsked) setWasAsked(true);
  // Whoever leaves the call no longer wants to hear it.
  useEffect(() => () => gate.giveUp(), [gate]);
  return wasAsked && <ReasonDialog isAsking={isAsking} />;
}
