import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, LEG, reply, startStub, stopAll } from './client-under-test';
import { createPbxFetch } from './create-pbx-fetch';
import { TEST_CERTIFICATES } from './test-certificates';

afterEach(stopAll);

/** Serves a leg over TLS and asks for it, trusting `caPem` beside the public authorities. */
async function askOverTls(name: keyof typeof TEST_CERTIFICATES, caPem?: string) {
  const server = createHttpsServer(TEST_CERTIFICATES[name], (_, response) =>
    reply(response, [LEG]),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fetch = createPbxFetch({ caPem });
  const client = createTestClient({ baseUrl: `https://127.0.0.1:${port}` }, { fetch });
  try {
    return await client.retrieveMetaData('1');
  } finally {
    await fetch.close();
    server.close();
  }
}

describe('a PBX with a private certificate', () => {
  it('is trusted by its own authority', async () => {
    const { legs } = await askOverTls('loopback', TEST_CERTIFICATES.loopback.cert);
    expect(legs).toHaveLength(1);
  });

  it('is unreachable without it, and the error names NOOJEE_CA_FILE', async () => {
    await expect(askOverTls('loopback')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/certificate.*DEPTH_ZERO_SELF_SIGNED_CERT.*NOOJEE_CA_FILE/),
    });
  });

  it('is unreachable when the certificate is for another name', async () => {
    await expect(askOverTls('elsewhere', TEST_CERTIFICATES.elsewhere.cert)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/ERR_TLS_CERT_ALTNAME_INVALID.*NOOJEE_URL/),
    });
  });

  it('is unreachable over https when it speaks plain http', async () => {
    const stub = await startStub((_, response) => reply(response, [LEG]));
    const baseUrl = stub.baseUrl.replace('http:', 'https:');
    await expect(createTestClient({ baseUrl }).retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('scheme and port in NOOJEE_URL'),
    });
  });
});

describe('the connection', () => {
  it('times out when it takes too long, and the error names the firewall', async () => {
    const mute = createServer(() => {}).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const fetch = createPbxFetch({ connectTimeoutMs: 30 });
    const client = createTestClient({ baseUrl: `https://127.0.0.1:${port}` }, { fetch });
    await expect(client.retrieveMetaData('1')).rejects.toMatchObject({
      kind: 'timed-out',
      message: expect.stringContaining('firewall'),
      cause: { code: 'UND_ERR_CONNECT_TIMEOUT' },
    });
    await fetch.close();
    mute.close();
  });

  it('is kept for later questions', async () => {
    const ports = new Set<number | undefined>();
    const stub = await startStub((_, response) => {
      ports.add(response.socket?.remotePort);
      reply(response, [LEG]);
    });
    const client = createTestClient(stub);
    for (const tag of 'abcdefgh') await client.retrieveMetaData(tag);
    // Two, because the first may not be free yet in the turn in which its answer ended.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('may break off before anyone reads, which fails only the reader', async () => {
    let breakOff = () => {};
    const stub = await startStub((_, response) => {
      response.write('RIFF');
      breakOff = () => response.destroy();
    });
    const fetch = createPbxFetch();
    const { body } = await fetch(new Request(stub.baseUrl, { method: 'POST' }));
    breakOff();
    await expect.poll(() => body instanceof Readable && body.destroyed).toBe(true);
    const read = async () => {
      for await (const chunk of body ?? []) expect(chunk.length).toBe(4);
    };
    await expect(read()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    await fetch.close();
  });

  it('never follows a redirect with the key', async () => {
    const stub = await startStub((_, response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    );
    for (const fetch of [createPbxFetch(), globalThis.fetch]) {
      const client = createTestClient(stub, { fetch });
      await expect(client.retrieveMetaData('1')).rejects.toMatchObject({ kind: 'bad-reply' });
    }
    expect(stub.requests).toHaveLength(2);
  });
});
