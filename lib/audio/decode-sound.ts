import type { AudioForm } from './audio-form';

/** Makes a coded leg playable while it passes by. */
export interface SoundDecoder {
  /** Decodes all whole units of what came so far, in order. */
  decode(sound: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/** The decoder that a form needs; null where it is passed on as it is. */
export function createSoundDecoder(form: AudioForm): SoundDecoder | null {
  return form.codec === null ? null : null;
}
