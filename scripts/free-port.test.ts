import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from './free-port.mjs';

test('a port in use gives the next one', async () => {
  const preferred = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(preferred, '127.0.0.1', resolve));
  try {
    expect(await freePort(preferred)).toBeGreaterThan(preferred);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
