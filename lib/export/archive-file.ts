import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Recording } from '@/lib/audio/spool/recording';
import type { ExportedFile } from '@/lib/contract/export';

const CHUNK_BYTES = 64 * 1024;

/** A file on its way into the archive. */
export interface ArchiveFile {
  /** Path inside the folder. */
  file: string;
  lastModified: Date;
  bytes: AsyncIterable<Uint8Array>;
  /** What the manifest says of it. Throws before the last byte has been taken. */
  told: () => ExportedFile;
}

/** A file of text, in UTF-8. */
export function textFile(file: string, text: string, lastModified: Date): ArchiveFile {
  return hashed(file, lastModified, async function* () {
    yield Buffer.from(text);
  });
}

/**
 * A file of a recording's bytes, all of which have arrived. Each chunk is read when it is asked for,
 * in a turn of the event loop of its own, so that other requests come in between.
 */
export function recordingFile(file: string, recording: Recording, lastModified: Date): ArchiveFile {
  return hashed(file, lastModified, async function* () {
    for (let offset = 0; offset < recording.size; offset += CHUNK_BYTES) {
      await setImmediate();
      yield await recording.read(offset, CHUNK_BYTES);
    }
  });
}

function hashed(
  file: string,
  lastModified: Date,
  read: () => AsyncIterable<Uint8Array>,
): ArchiveFile {
  const hash = createHash('sha256');
  let byteCount = 0;
  let told: ExportedFile | null = null;
  async function* bytes() {
    for await (const chunk of read()) {
      hash.update(chunk);
      byteCount += chunk.length;
      yield chunk;
    }
    told = { file, bytes: byteCount, sha256: hash.digest('hex') };
  }
  return {
    file,
    lastModified,
    bytes: bytes(),
    told: () => {
      if (!told) throw new Error(`${file} has not been read to its end`);
      return told;
    },
  };
}
