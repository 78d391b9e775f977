'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { type HeardInCall, heardInCall } from '@/components/call-time/heard-in-call';
import type { Intervals } from '@/lib/contract/intervals';
import { useCallPlayer } from './player-context';
import { useCallAudio } from './use-call-audio';

/** What one has heard of each leg, in seconds of its audio; the component renders when that grows. */
export function useHeardOfLegs(): ReadonlyMap<number, Intervals> {
  const { heard } = useCallPlayer();
  return useSyncExternalStore(heard.subscribe, heard.all, heard.first);
}

/** What of the call has been heard, and what not. */
export function useHeardInCall(): HeardInCall {
  const { timeline } = useCallPlayer();
  const { lost } = useCallAudio();
  const heard = useHeardOfLegs();
  return useMemo(() => heardInCall(timeline, heard, lost), [timeline, heard, lost]);
}
