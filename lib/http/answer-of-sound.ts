import type { Arrival } from '@/lib/contract/waveform';

/**
 * How an answer about a leg's sound is sent: 202 while the leg arrives. Only what is whole may be kept,
 * and is asked for anew each time, since rights may change.
 */
export const answerOfSound = ({ arrival }: { arrival: Arrival }) => ({
  status: arrival === 'arriving' ? 202 : 200,
  cacheControl: arrival === 'complete' ? 'private, no-cache' : 'private, no-store',
});
