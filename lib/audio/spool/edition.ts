import { randomBytes } from 'node:crypto';
import type { AudioForm } from '@/lib/audio/formats/audio-form';

/**
 * What is served of a leg in one of its forms: one edition as long as it arrives and when it is whole,
 * another if it breaks off.
 */
export interface Edition {
  form: AudioForm;
  contentType: string;
  extension: string;
  /** Served from memory, before what is stored. */
  header: Uint8Array;
  /** Bytes served out of the file. */
  soundBytes: number;
  /** And zeros after them: 1 where RIFF wants an even length. */
  paddingBytes: number;
  etag: string;
}

/** What is played: the sound, under a header that is true. */
export function playedEdition(form: AudioForm, soundBytes: number): Edition {
  const { contentType, extension } = form;
  return {
    form,
    contentType,
    extension,
    header: form.header(soundBytes),
    soundBytes,
    paddingBytes: form.isPadded ? soundBytes % 2 : 0,
    etag: newEtag(),
  };
}

/** What the PBX sent, from its first byte on. */
export function originalEdition(form: AudioForm, bytes: number): Edition {
  return {
    form,
    ...form.original,
    header: new Uint8Array(0),
    soundBytes: bytes,
    paddingBytes: 0,
    etag: newEtag(),
  };
}

const newEtag = () => `"${randomBytes(12).toString('base64url')}"`;
