import { statfs } from 'node:fs/promises';
import { LegatoError } from '@/lib/errors';

/** What the spool holds, as far as the disk is concerned. */
interface StoredLegs {
  /** Bytes that will still be written for the legs that are coming. */
  readonly missingBytes: number;
  /** Bytes of stored legs that nobody listens to. */
  readonly idleBytes: number;
  /** Deletes the one of those that was not used for longest; resolves to whether there was one. */
  dropOldest(): Promise<boolean>;
}

/** Files take whole blocks, and a folder grows too. */
const SLACK_BYTES = 64 * 1024;

/**
 * Waits until the disk has room for all that is coming, for which stored legs that nobody listens to are
 * deleted, the one that was not used for longest first. The spool's bound says what Legato may take, the disk
 * what there is: others write to it as well. Where deleting would not be enough, nothing is deleted.
 *
 * @throws LegatoError `spool-unavailable` while nothing has been sent yet.
 */
export async function makeDiskRoom(directory: string, legs: StoredLegs): Promise<void> {
  for (;;) {
    const freeBytes = await freeBytesOf(directory);
    const lackingBytes = legs.missingBytes + SLACK_BYTES - freeBytes;
    if (lackingBytes <= 0) return;
    if (legs.idleBytes < lackingBytes || !(await legs.dropOldest())) throw diskIsFull();
  }
}

/** What this user may still write. A file system that does not say has room until it refuses. */
async function freeBytesOf(directory: string): Promise<number> {
  try {
    const { bavail, bsize, blocks } = await statfs(directory);
    return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

const diskIsFull = () =>
  new LegatoError(
    'spool-unavailable',
    'The disk on which Legato stores audio is full, and every recording on it is being listened to. Try again in a moment, and ask your administrator to make room in DATA_DIR.',
    { retryAfterSeconds: 10 },
  );
