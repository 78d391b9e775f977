import { randomUUID } from 'node:crypto';
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { isRunning, ProcessIdentity, thisProcess } from './process-identity';

/** The address of a socket is a path of at most 107 bytes on Linux, 103 elsewhere. */
const LONGEST_SOCKET_PATH = 103;

/** A folder for the socket where its path in DATA_DIR would be too long. */
const ELSEWHERE = 'legato-owner-';

const Owner = ProcessIdentity.extend({
  /** Names this ownership, and no later one of the same process. */
  token: z.string(),
  /** Where the owner lets others of the same user and machine in. */
  socket: z.string(),
});
export type Owner = z.infer<typeof Owner>;

/** What a process that owns a DATA_DIR holds. */
export interface Ownership {
  /** From now on visitors are served; until then they wait. */
  openDoor(serve: (visitor: Socket) => void): void;
  release(): Promise<void>;
}

/** Another process owns the folder. The sentence says which, and what to do. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly owner: Owner;

  constructor(dataDir: string, owner: Owner) {
    super(
      `Another Legato (process ${owner.pid}) uses the folder ${dataDir}. Stop it, or give this one a DATA_DIR of its own.`,
    );
    this.owner = owner;
  }
}

/**
 * Makes this process the one that may open, write or wipe anything in `dataDir`, which is made where there is none.
 * An owner that has ended is replaced, however it ended; one that runs is never, however old its lock is.
 *
 * @throws DataDirInUse where another process owns it.
 */
export async function ownDataDir(dataDir: string): Promise<Ownership> {
  const folder = lockFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const token = randomUUID();
  const socket = await socketPath(folder, token);
  let serve: ((visitor: Socket) => void) | null = null;
  const visitors = new Set<Socket>();
  // Open before the lock is there: whoever sees the lock can ask whether its owner lives.
  const server = await listenOn(socket, (visitor) => {
    visitors.add(visitor);
    visitor.on('close', () => visitors.delete(visitor));
    visitor.on('error', () => visitor.destroy());
    serve?.(visitor);
  });
  const close = async () => {
    for (const visitor of visitors) visitor.destroy();
    await new Promise((resolve) => server.close(resolve));
    await removeSocket(folder, socket);
  };
  const file = lockFile(dataDir);
  try {
    await takeLock(file, { ...thisProcess(), token, socket }, dataDir);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    openDoor(serveThem) {
      serve = serveThem;
      for (const visitor of visitors) serveThem(visitor);
    },
    async release() {
      const owner = await readOwner(file);
      if (owner !== 'missing' && owner?.token === token) await rm(file, { force: true });
      await close();
    },
  };
}

/** The process that owns `dataDir`; null where none that runs does. */
export async function findOwner(dataDir: string): Promise<Owner | null> {
  const owner = await readOwner(lockFile(dataDir));
  return owner && owner !== 'missing' && (await isAlive(owner)) ? owner : null;
}

const lockFolder = (dataDir: string) => join(resolve(dataDir), 'owner');
const lockFile = (dataDir: string) => join(lockFolder(dataDir), 'lock');

/**
 * Links a finished file into place, which succeeds for one process alone. The lock of an owner that has ended is
 * replaced by whoever holds the right to do so: a lock beside it that bears the ended owner's token, taken alike.
 */
async function takeLock(file: string, mine: Owner, dataDir: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  try {
    while (!(await linkOnce(draft, file))) {
      const other = await readOwner(file);
      if (other === 'missing') continue;
      if (other && (await isAlive(other))) throw new DataDirInUse(dataDir, other);
      const right = `${file}.${other?.token ?? 'unreadable'}`;
      await takeLock(right, mine, dataDir);
      const now = await readOwner(file);
      const isStillThere = now !== 'missing' && now?.token === other?.token;
      if (isStillThere) await rename(draft, file);
      await rm(right, { force: true });
      if (!isStillThere) continue;
      if (other) await removeSocket(dirname(file), other.socket);
      return;
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linkOnce(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** null where the file holds no owner: it was cut short when the machine lost its power. */
async function readOwner(file: string): Promise<Owner | 'missing' | null> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'missing' : null;
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

const isAlive = async (owner: Owner): Promise<boolean> =>
  isRunning(owner) ?? (await answers(owner.socket));

/** A process of another container has another number here, and its socket answers all the same. */
const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

async function socketPath(folder: string, token: string): Promise<string> {
  const path = join(folder, `${token.slice(0, 8)}.sock`);
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  return join(await mkdtemp(join(tmpdir(), ELSEWHERE)), 'sock');
}

async function removeSocket(folder: string, socket: string): Promise<void> {
  const isElsewhere = basename(dirname(socket)).startsWith(ELSEWHERE);
  if (dirname(socket) !== folder && !isElsewhere) return;
  await rm(socket, { force: true });
  if (isElsewhere) await rmdir(dirname(socket)).catch(() => {});
}

const listenOn = (path: string, onVisitor: (visitor: Socket) => void): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(onVisitor);
    server.on('error', reject);
    server.listen(path, () => {
      // The owner is kept alive by what it serves.
      server.unref();
      chmod(path, 0o600).then(() => resolve(server), reject);
    });
  });
