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
 * any more, and what an interrupted write left are deleted. What is no file, or cannot be deleted or looked at, is
 * passed over: one bad entry must not hide the others.
 *
 * @throws Error of the file system where the folder cannot be read.
 */
export async function listKeptFiles(directory: string, prefix: string): Promise<KeptFile[]> {
  const found: (KeptFile & { usedAtMs: number })[] = [];
  for (const file of await readdir(directory)) {
    if (!isOurs(file)) continue;
    const path = join(directory, file);
    if (!file.startsWith(prefix) || !file.endsWith(WAVES_ENDING)) {
      await unlink(path).catch(() => {});
      continue;
    }
    const stats = await stat(path).catch(() => null);
    if (!stats?.isFile()) continue;
    const { size, mtimeMs, atimeMs } = stats;
    const name = file.slice(0, -WAVES_ENDING.length);
    found.push({ name, bytes: size, measuredAtMs: Math.round(mtimeMs), usedAtMs: atimeMs });
  }
  return found
    .sort((a, b) => a.usedAtMs - b.usedAtMs)
    .map(({ name, bytes, measuredAtMs }) => ({ name, bytes, measuredAtMs }));
}

/**
 * Deletes every file of kept waves, and the folder where nothing else is in it. No folder is fine, nor is a folder
 * in it that has the name of such a file touched.
 *
 * @throws Error of the file system for the first file that cannot be deleted, once all others are.
 */
export async function removeKeptFiles(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const refused: unknown[] = [];
  for (const entry of entries) {
    if (!isOurs(entry.name) || entry.isDirectory()) continue;
    await unlink(join(directory, entry.name)).catch((error: unknown) => {
      if (!isNotFound(error)) refused.push(error);
    });
  }
  await rmdir(directory).catch(() => {});
  if (refused.length > 0) throw refused[0];
}

const isOurs = (file: string): boolean =>
  file.endsWith(WAVES_ENDING) || file.endsWith(DRAFT_ENDING);

/** The file or its directory does not exist. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
