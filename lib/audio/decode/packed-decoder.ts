import type { PackedFormat } from '@/lib/audio/formats/audio-form';
import { createFlacDecoder } from './decode-flac';
import { createMp3Decoder } from './decode-mp3';
import { createOggDecoder } from './decode-ogg';
import type { PackedDecoder } from './decoded-sound';

/** Runs on the thread that calls it: the one that measures, or the one that decodes. */
export async function createPackedDecoder({ container }: PackedFormat): Promise<PackedDecoder> {
  switch (container) {
    case 'mp3':
      return createMp3Decoder();
    case 'flac':
      return createFlacDecoder();
    case 'ogg':
      return createOggDecoder();
  }
}
