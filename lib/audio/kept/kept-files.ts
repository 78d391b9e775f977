import { readdir, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Ending of a file of kept waves: files of other names are nobody's business here. */
export const WAVES_ENDING = '.legato-waves';
/** And of one that is being written. */
export const DRAFT_ENDING = '.legato-waves-draft';

interface KeptFile {
  /** Without its ending. */
  name: string;
  bytes: number;
  measuredAtMs: number;
}

/**
 * The files of one key in a folder, least recently used first. Those of other keys, which nobody can read
 * any more, and what an interrupted write left are deleted. A file that somebody else
 * removes meanwhile is passed over.
 *
 * @throws Error of the file system.
 */
export async function listKeptFiles(directory: string, prefix: string): Promise<KeptFile[]> {
  const found: (KeptFile & { usedAtMs: number })[] = [];
  for (const file of await readdir(directory)) {
    if (!isOurs(file)) continue;
    const path = join(directory, file);
    if (!file.startsWith(prefix) || !file.endsWith(WAVES_ENDING)) {
      await unlink(path).catch(ignoreNotFound);
      continue;
    }
    const stats = await stat(path).catch(ignoreNotFound);
    if (!stats) continue;
    const { size, mtimeMs, atimeMs } = stats;
    const name = file.slice(0, -WAVES_ENDING.length);
    found.push({ name, bytes: size, measuredAtMs: Math.round(mtimeMs), usedAtMs: atimeMs });
  }
  return found
    .sort((a, b) => a.usedAtMs - b.usedAtMs)
    .map(({ name, bytes, measuredAtMs }) => ({ name, bytes, measuredAtMs }));
}

/**
 * Deletes every file of kept waves, and the folder where nothing else is in it. No folder is fine.
 *
 * @throws Error of the file system.
 */
export async function removeKeptFiles(directory: string): Promise<void> {
  const files = await readdir(directory).catch(() => []);
  for (const file of files.filter(isOurs))
    await unlink(join(directory, file)).catch(ignoreNotFound);
  await rmdir(directory).catch(() => {});
}

const isOurs = (file: string): boolean =>
  file.endsWith(WAVES_ENDING) || file.endsWith(DRAFT_ENDING);

/** The file or its directory does not exist. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const ignoreNotFound = (error: unknown): void => {
  if (!isNotFound(error)) throw error;
};
