import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Recording } from '@/lib/audio/spool/recording';
import type { Call, Leg } from '@/lib/contract/call';
import type { ExportedFile } from '@/lib/contract/export';

const CHUNK_BYTES = 64 * 1024;

/** A file on its way into the archive. */
export interface ArchiveFile {
  /** Path inside the folder. */
  file: string;
  lastModified: Date;
  bytes: AsyncIterable<Uint8Array>;
  /** Its entry in the manifest. Throws before the last byte has been read. */
  entry: () => ExportedFile;
}

/** A file of text, in UTF-8. */
export function textFile(file: string, text: string, lastModified: Date): ArchiveFile {
  return hashed(file, lastModified, async function* () {
    yield Buffer.from(text);
  });
}

/**
 * A file of a recording that has arrived in full. Each chunk is read on demand, in its own turn of the
 * event loop, so that other requests get their turn in between.
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
  let entry: ExportedFile | null = null;
  async function* bytes() {
    for await (const chunk of read()) {
      hash.update(chunk);
      byteCount += chunk.length;
      yield chunk;
    }
    entry = { file, bytes: byteCount, sha256: hash.digest('hex') };
  }
  return {
    file,
    lastModified,
    bytes: bytes(),
    entry: () => {
      if (!entry) throw new Error(`${file} has not been read to its end`);
      return entry;
    },
  };
}

/** `legato_1392271611.238_2026-11-24T104207+1100`: the folder, and with `.zip` the download. */
export function exportFolder(call: Pick<Call, 'uniqueId' | 'startedAt'>): string {
  const uniqueId = plain(call.uniqueId, 60) || 'call';
  return `legato_${uniqueId}_${call.startedAt.replaceAll(':', '')}`;
}

/**
 * `01_2026-11-24T104216+1100_Priya-N`: sorts in leg order. ASCII without spaces, so that every file
 * system, unzipper and `file:` address takes it unchanged.
 *
 * @param most The highest leg number in the call.
 */
export function legFileStem(
  leg: Pick<Leg, 'leg' | 'startedAt' | 'username'>,
  most: number,
): string {
  const number = String(leg.leg).padStart(Math.max(2, String(most).length), '0');
  const owner = plain(leg.username ?? '', 40);
  return [number, leg.startedAt.replaceAll(':', ''), ...(owner ? [owner] : [])].join('_');
}

/** Letters, digits and single hyphens; letters lose their accents. */
const plain = (text: string, maxLength: number) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .slice(0, maxLength)
    .replace(/^[-.]+|[-.]+$/g, '');
