/**
 * What WAV files begin with: RF64 (EBU Tech 3306) and BW64 (ITU-R BS.2088) are RIFF with sizes of 64 bits,
 * RIFX has its numbers the other way round.
 */
export const WAVE_MARKS: ReadonlySet<string> = new Set(['RIFF', 'RIFX', 'RF64', 'BW64']);
