import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import * as z from 'zod';

/**
 * A backup is lines of JSON, gzipped: the head, then for each table its head and its rows as PostgreSQL writes them
 * as JSON, then the end, which holds the SHA-256 of every line before it. Without the end it is no backup.
 */
export const BACKUP_FORMAT = 1;

export const BackupHead = z.object({
  format: z.literal('legato-backup'),
  version: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  /** What had been applied to the database, in order: its schema. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
});
export type BackupHead = z.infer<typeof BackupHead>;

/** Begins a table: its rows follow, as many lines as it says. */
export const TableHead = z.object({
  table: z.string(),
  rows: z.int(),
  /** Where its counters stand, by column. */
  sequences: z.record(z.string(), z.string()),
});
export type TableHead = z.infer<typeof TableHead>;

const BackupEnd = z.object({ end: z.literal(true), sha256: z.string() });

/** Longer lines than this are no rows of ours. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** The file is no whole backup: cut, changed, or something else. Says so in a sentence. */
export class BackupFileError extends Error {
  override readonly name = 'BackupFileError';
}

export interface BackupWriter {
  /** Resolves once there is room for more. */
  line(text: string): Promise<void>;
  /** Writes the end, and gives the file its name. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Writes beside `file`, for this user alone; the name stands for a whole backup only. */
export async function createBackupFile(file: string): Promise<BackupWriter> {
  const draft = `${file}.part`;
  const handle = await open(draft, 'w', 0o600);
  // An older draft keeps its own mode.
  await handle.chmod(0o600);
  const gzip: Gzip = createGzip({ level: 6 });
  const written = pipeline(gzip, async (pieces: AsyncIterable<Uint8Array>) => {
    for await (const piece of pieces) await handle.writeFile(piece);
  });
  written.catch(() => {});
  const hash: Hash = createHash('sha256');
  const put = async (text: string) => {
    if (!gzip.write(`${text}\n`)) await Promise.race([once(gzip, 'drain'), written]);
  };
  return {
    async line(text) {
      hash.update(`${text}\n`);
      await put(text);
    },
    async finish() {
      await put(JSON.stringify({ end: true, sha256: hash.digest('hex') }));
      gzip.end();
      await written;
      await handle.sync();
      await handle.close();
      await rename(draft, file);
    },
    async discard() {
      gzip.destroy();
      await written.catch(() => {});
      await handle.close().catch(() => {});
      await rm(draft, { force: true });
    },
  };
}

/**
 * The lines of a backup without its end, as they stand. Who has read them all has read a whole and unchanged file.
 *
 * @throws BackupFileError as soon as it shows that it is not one, at the latest at its end.
 */
export async function* readBackupLines(file: string): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let last: string | null = null;
  try {
    for await (const line of linesOf(file)) {
      if (last !== null) {
        hash.update(`${last}\n`);
        yield last;
      }
      last = line;
    }
  } catch (error) {
    const isOurs = error instanceof BackupFileError || !isAboutBytes(error);
    throw isOurs ? error : notWhole(file);
  }
  const end = BackupEnd.safeParse(parseJson(last ?? ''));
  if (!end.success) throw notWhole(file);
  if (end.data.sha256 !== hash.digest('hex')) {
    throw new BackupFileError(`${file} was changed after it was made. Nothing was restored.`);
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  const flowing = pipeline(source, gunzip);
  flowing.catch(() => {});
  let rest = '';
  gunzip.setEncoding('utf8');
  for await (const chunk of gunzip) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw notWhole(file);
    yield* lines;
  }
  await flowing;
  if (rest !== '') throw notWhole(file);
}

export const notWhole = (file: string) =>
  new BackupFileError(
    `${file} is no whole backup of Legato: it was cut or changed, or is something else. Nothing was restored.`,
  );

/** Errors of zlib have such codes: wrong header, wrong checksum, unexpected end. */
const isAboutBytes = (error: unknown) =>
  error instanceof Error && 'code' in error && /^(Z_|ERR_ENCODING)/.test(String(error.code));

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
