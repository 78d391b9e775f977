import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createLegFile } from '@/lib/simulator/leg-file';
import { createLegSound } from '@/lib/simulator/leg-sound';

const SECONDS = 3_600;
const PIECE_BYTES = 1024 * 1024;

/** A conversation of an hour as a PBX would send it, written to a folder. */
export async function writeHour(container: 'WAV-PCM16' | 'MP3', folder: string): Promise<string> {
  const sound = createLegSound(1, '1392271611.238', {
    callRecordId: 198_348,
    durationSeconds: SECONDS,
    sound: 'talk',
    username: 'amelia.tran',
  });
  const { byteLength, bytes } = createLegFile(container, sound);
  const path = join(folder, container === 'MP3' ? 'hour.mp3' : 'hour.wav');
  const file = await open(path, 'w');
  for (let from = 0; from < byteLength; from += PIECE_BYTES) {
    await file.write(bytes(from, Math.min(byteLength, from + PIECE_BYTES)));
  }
  await file.close();
  return path;
}
