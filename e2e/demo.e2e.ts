import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from '@playwright/test';
import { freePort } from '../scripts/free-port.mjs';

/** Runs the demo as a person would, on ports of this test's own. */
function runDemo(port: number, pbxPort: number) {
  const demo = spawn(process.execPath, ['scripts/demo.mjs'], {
    env: { ...process.env, PORT: String(port), PBX_PORT: String(pbxPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [demo.stdout, demo.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  return { demo, printed: () => printed };
}

async function endDemo(demo: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(demo, 'close');
  demo.kill(signal);
  await ended;
  return demo.exitCode;
}

const isAnswering = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

test('the demo steps aside for a busy port, invites to three things, and ends wholly', async () => {
  const busyPort = await freePort(20_000);
  const busy = createServer((_request, response) => response.end('taken'));
  await once(busy.listen(busyPort, '127.0.0.1'), 'listening');
  const { demo, printed } = runDemo(busyPort, await freePort());
  try {
    await expect.poll(printed).toContain('Ctrl-C stops everything');
    expect(printed()).toContain(`Port ${busyPort} is in use: Legato takes `);

    const addresses = [...printed().matchAll(/^ {2}\d\. .*(http:\S+)$/gm)].map(
      ([, url]) => url ?? '',
    );
    expect(addresses).toHaveLength(3);
    for (const address of addresses) expect((await fetch(address)).status, address).toBe(200);

    expect(await endDemo(demo, 'SIGINT')).toBe(0);
    expect(await isAnswering(addresses[0] ?? '')).toBe(false);
  } finally {
    demo.kill('SIGKILL');
    busy.close();
  }
});

test('the demo ends with a failure when one of its servers dies', async () => {
  const pbxPort = await freePort(20_200);
  const { demo, printed } = runDemo(await freePort(), pbxPort);
  try {
    await expect.poll(printed).toContain('Ctrl-C stops everything');
    const ended = once(demo, 'close');

    process.kill(Number(/PBX runs as process (\d+)/.exec(printed())?.[1]), 'SIGKILL');

    await ended;
    expect(demo.exitCode).toBe(1);
    expect(printed()).toContain('The simulated PBX ended by itself');
  } finally {
    demo.kill('SIGKILL');
  }
});
