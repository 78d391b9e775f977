import { join } from 'node:path';
import { loadDataKey } from './data-key';
import { removeKeptFiles } from './kept-files';
import { KeptWaves, type KeptWavesOptions } from './kept-waves';

interface OpenKeptWavesOptions extends Omit<KeptWavesOptions, 'directory' | 'key'> {
  dataDir: string;
  /** Null for the key that lies in `dataDir`. */
  key: Buffer | null;
  /** False where waves are neither measured nor kept: then what was kept before is removed. */
  isWanted: boolean;
}

/** The kept waves of a data folder; null where none are kept. Without a key Legato works on, and says so. */
export function openKeptWaves({
  dataDir,
  key,
  isWanted,
  ...options
}: OpenKeptWavesOptions): KeptWaves | null {
  const { log, maxBytes, ttlMs } = options;
  const directory = join(dataDir, 'waves');
  if (!isWanted || maxBytes === 0 || ttlMs === 0) {
    removeKeptFiles(directory).catch((error: unknown) =>
      log.warn({ err: error, directory }, 'kept waveforms cannot be removed'),
    );
    return null;
  }
  try {
    return new KeptWaves({ ...options, directory, key: key ?? loadDataKey(dataDir) });
  } catch (error) {
    log.warn({ err: error, dataDir }, 'waveforms cannot be kept: there is no key for them');
    return null;
  }
}
