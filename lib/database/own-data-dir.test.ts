import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirInUse, findOwner, ownDataDir } from './own-data-dir';

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'legato-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** Another process that tries to own the folder, and says `owned` or why not; it stays until it is killed. */
async function startOther() {
  const script = `
    import { ownDataDir } from ${JSON.stringify(new URL('./own-data-dir.ts', import.meta.url).href)};
    process.stdin.resume();
    ownDataDir(${JSON.stringify(dataDir)}).then(() => console.log('owned'), (error) => console.log(error.message));`;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  children.push(child);
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, said: String(line) };
}

test('a second process is told who owns the folder, in one sentence', async () => {
  const ours = await ownDataDir(dataDir);
  expect((await startOther()).said).toBe(
    `Another Legato (process ${process.pid}) uses the folder ${dataDir}. Stop it, or give this one a DATA_DIR of its own.`,
  );
  await ours.release();
  expect((await startOther()).said).toBe('owned');
  await expect(ownDataDir(dataDir)).rejects.toThrow(DataDirInUse);
});

test('the same process owns a folder once', async () => {
  const ours = await ownDataDir(dataDir);
  await expect(ownDataDir(dataDir)).rejects.toThrow(`process ${process.pid}`);
  await ours.release();
  await (await ownDataDir(dataDir)).release();
  expect(readdirSync(join(dataDir, 'owner'))).toEqual([]);
});

test('the lock of a process that was killed is taken over, by one of many', async () => {
  const { child, said } = await startOther();
  expect(said).toBe('owned');
  expect(await findOwner(dataDir)).toMatchObject({ pid: child.pid });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await findOwner(dataDir)).toBeNull();

  const tried = await Promise.allSettled(Array.from({ length: 20 }, () => ownDataDir(dataDir)));
  const owners = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(owners).toHaveLength(1);
  for (const one of tried) {
    if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(DataDirInUse);
  }
  expect(readdirSync(join(dataDir, 'owner')).sort()).toEqual([
    expect.stringMatching(/^[0-9a-f]{8}\.sock$/),
    'lock',
  ]);
  await owners[0]?.release();
});

test('a lock of another run of the machine, of another process with that number, or cut short counts for nothing', async () => {
  const file = join(dataDir, 'owner', 'lock');
  for (const change of [
    { bootId: '00000000-0000-4000-8000-000000000000' },
    { startedAt: '1' },
    { pid: 2_147_483_647 },
    'cut short',
  ]) {
    const first = await ownDataDir(dataDir);
    const lock: object = JSON.parse(readFileSync(file, 'utf8'));
    await first.release();
    writeFileSync(
      file,
      typeof change === 'string' ? '{"pid":' : JSON.stringify({ ...lock, ...change }),
    );
    await (await ownDataDir(dataDir)).release();
  }
  expect(readdirSync(join(dataDir, 'owner'))).toEqual([]);
});

test.each([
  ['in another container', { pid: 1, pidNamespace: 'pid:[1]' }],
  ['from which /proc is hidden', { pid: 1, bootId: null, pidNamespace: null }],
])('an owner %s is known by its socket', async (_where, change) => {
  const ours = await ownDataDir(dataDir);
  const file = join(dataDir, 'owner', 'lock');
  const lock: object = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...lock, ...change }));
  await expect(ownDataDir(dataDir)).rejects.toThrow('process 1');
  await ours.release();
  await (await ownDataDir(dataDir)).release();
});

test('a folder with a long name has its socket elsewhere, and the door is for this user alone', async () => {
  const long = join(dataDir, 'x'.repeat(100));
  const ours = await ownDataDir(long);
  const owner = await findOwner(long);
  expect(statSync(owner?.socket ?? '').mode & 0o777).toBe(0o600);
  expect(statSync(join(long, 'owner')).mode & 0o777).toBe(0o700);
  ours.openDoor((visitor) => visitor.end('come in'));
  const [greeting] = await once(connect(owner?.socket ?? ''), 'data');
  expect(String(greeting)).toBe('come in');
  await ours.release();
  expect(() => statSync(owner?.socket ?? '')).toThrow('ENOENT');
});
