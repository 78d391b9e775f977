import { writeFileSync } from 'node:fs';
import { createLegFile } from '../leg-file';
import { createLegSound } from '../leg-sound';

/** Writes 20 s of a simulated stereo leg as WAV: make-sounds.sh packs it. */
const [path] = process.argv.slice(2);
if (!path) throw new Error('Say where to write it.');
const sound = createLegSound(1, 'stereo', {
  callRecordId: 1,
  durationSeconds: 20,
  sound: 'talk',
  username: 'priya',
});
const { byteLength, bytes } = createLegFile('WAV-PCM16-STEREO', sound);
writeFileSync(path, bytes(0, byteLength));
