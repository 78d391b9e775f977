import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, KEY, reply, startStub, stopAll } from './client-under-test';

afterEach(stopAll);

const NOW = 1_392_356_100_000;

describe('authenticate', () => {
  it('proves both steps of the older generation and tells the clock skew', async () => {
    const stub = await startStub(({ path }, response) =>
      path.endsWith('/Time') ? response.end(String(NOW + 8_888)) : reply(response, []),
    );
    const client = createTestClient(stub, { generation: 'hash', now: () => NOW });
    expect(await client.authenticate()).toEqual({ generation: 'hash', clockSkewMs: 8_888 });
    expect(stub.requests).toHaveLength(2);
  });

  it('asks for a call that cannot exist, and the time without the key', async () => {
    const stub = await startStub(({ path }, response) =>
      path.endsWith('/Time') ? response.end(String(NOW - 500)) : reply(response, []),
    );
    const client = createTestClient(stub, { now: () => NOW });
    expect(await client.authenticate()).toEqual({ generation: 'api-key', clockSkewMs: -500 });
    expect(stub.requests.map(({ path, query }) => `${path.split('/').at(-1)}?${query}`)).toEqual([
      `retrieveMetaDataByUniqueId?apiKey=${KEY}&uniqueId=0.0`,
      'Time?',
    ]);
  });

  it('takes the skew from the Date header where there is no Time endpoint', async () => {
    const stub = await startStub(({ path }, response) => {
      response.setHeader('date', new Date(NOW + 3_000).toUTCString());
      return path.endsWith('/Time') ? response.writeHead(404).end('<html>') : reply(response, []);
    });
    const client = createTestClient(stub, { now: () => NOW });
    expect(await client.authenticate()).toEqual({ generation: 'api-key', clockSkewMs: 3_000 });
  });

  it('does not know the skew where the PBX tells no time at all', async () => {
    const stub = await startStub(({ path }, response) => {
      response.sendDate = false;
      return path.endsWith('/Time') ? response.writeHead(404).end('<html>') : reply(response, []);
    });
    const client = createTestClient(stub, { now: () => NOW });
    expect(await client.authenticate()).toEqual({ generation: 'api-key', clockSkewMs: null });
  });

  it.each([401, 403])('says refused on %i, naming the key and the allow-list', async (status) => {
    const stub = await startStub((_, response) => response.writeHead(status).end());
    await expect(createTestClient(stub).authenticate()).rejects.toMatchObject({
      kind: 'refused',
      code: 'pbx-refused',
      message: expect.stringMatching(/NOOJEE_API_KEY.*Noojee Support.*allow-list/),
    });
  });

  it('does not take the 404 page of a wrong path for an accepted key', async () => {
    const stub = await startStub((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
    );
    await expect(createTestClient(stub).authenticate()).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining('NOOJEE_API_PATH'),
    });
  });
});
