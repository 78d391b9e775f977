import type { AudioForm } from './audio-form';
import { ContainerReader } from './container-reader';

/**
 * Recognises a leg by its first bytes, never by its headers (API note section 5).
 *
 * @param start What has arrived, from the first byte on.
 * @param isWhole Whether nothing more will come.
 * @returns null when more bytes are needed.
 * @throws LegatoError `recording-empty` when there is no sound, `recording-unreadable` when it is no
 *   audio that can be played.
 */
export function readContainer(start: Buffer, isWhole: boolean): AudioForm | null {
  const reader = new ContainerReader();
  return reader.push(start) ?? (isWhole ? reader.end() : null);
}
