import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../scripts/free-port.mjs';

const OLDEST = 15;
/** PostgreSQL refuses to run as root: then it runs as Debian's user for nobody. */
const NOBODY = 65_534;

/** The folder of the programs of PostgreSQL 15 or later; null where it is not installed. */
export const postgresFolder = findPostgres();

if (!postgresFolder) {
  process.stderr.write(
    '\nSKIPPED: PostgreSQL 15 or later is not installed, so nothing is tried on it.\n\n',
  );
}

/** A PostgreSQL of a test's own, with any number of empty databases. */
export async function startPostgres(programs: string | null = postgresFolder) {
  if (!programs) throw new Error('PostgreSQL is not installed');
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : null;
  const folder = mkdtempSync(join(tmpdir(), 'legato-postgres-'));
  if (user) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'legato', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...user, cwd: folder },
  );
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-F'],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const urlOf = (name: string) => `postgres://legato:a-secret@127.0.0.1:${port}/${name}`;
  await untilReady(
    urlOf('postgres'),
    () => server.exitCode === null,
    () => said,
  );
  let databases = 0;
  return {
    /** The address of a new and empty database. */
    async createDatabase(): Promise<string> {
      databases += 1;
      const client = new pg.Client(urlOf('postgres'));
      await client.connect();
      await client.query(`create database test_${databases}`);
      await client.end();
      return urlOf(`test_${databases}`);
    },
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, isUp: () => boolean, said: () => string): Promise<void> {
  while (isUp()) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`PostgreSQL did not start: ${said()}`);
}

function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => version >= OLDEST));
  const folder = join(debian, String(newest), 'bin');
  return newest > 0 && existsSync(join(folder, 'postgres')) ? folder : null;
}
