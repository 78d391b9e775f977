import type { Marks, Peaks } from '@/lib/contract/waveform';
import { paths } from '@/lib/paths';
import { requestJson } from './request-json';

const loadPeaks = async () => (await import('@/lib/contract/waveform')).Peaks;
const loadMarks = async () => (await import('@/lib/contract/waveform')).Marks;

/**
 * The waveform of a leg. While the leg is arriving the server answers after a short wait with what it
 * has (`arrival: 'arriving'`): ask again. The PBX sends for as long as somebody asks. Throws ApiProblem.
 */
export function fetchPeaks(uniqueId: string, leg: number, signal: AbortSignal): Promise<Peaks> {
  return requestJson(loadPeaks, paths.api.peaks(uniqueId, leg), { signal });
}

/** What is heard where in a leg; `arrival` as above. Throws ApiProblem. */
export function fetchMarks(uniqueId: string, leg: number, signal: AbortSignal): Promise<Marks> {
  return requestJson(loadMarks, paths.api.marks(uniqueId, leg), { signal });
}
