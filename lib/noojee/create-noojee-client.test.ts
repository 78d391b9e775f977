import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, KEY, LEG, reply, startStub, stopAll } from './client-under-test';

afterEach(stopAll);

const NOW = 1_392_356_100_000;

describe('a metadata question', () => {
  it('is a POST without a body, with the key and the tag percent-encoded in the query string', async () => {
    const stub = await startStub((_, response) => reply(response, [LEG]));
    await createTestClient(stub).retrieveMetaData('a&b=c/ü#1');
    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatchObject({
      method: 'POST',
      path: '/njadmin/rest/RecordingAPI/retrieveMetaData',
      query: 'apiKey=key-1b2c&tag=a%26b%3Dc%2F%C3%BC%231',
      headers: { 'content-length': '0' },
    });
  });

  it('gives the leg in our words', async () => {
    const stub = await startStub((_, response) => reply(response, [LEG]));
    const { legs, warnings } = await createTestClient(stub).retrieveMetaData('1234');
    expect(warnings).toEqual([]);
    expect(legs).toEqual([
      {
        uniqueId: '1392271611.238',
        leg: 1,
        callRecordId: '198348',
        tag: '1234',
        username: 'Fred',
        source: '400',
        destination: '412',
        did: 'internal',
        direction: 'internal',
        startedAt: '2014-02-13T17:06:52+11:00',
        durationSeconds: 4,
        warnings: [],
      },
    ]);
  });

  it('asks by unique id', async () => {
    const stub = await startStub((_, response) => reply(response, [LEG]));
    await createTestClient(stub).retrieveMetaDataByUniqueId('1392271611.238');
    expect(stub.requests[0]).toMatchObject({
      path: '/njadmin/rest/RecordingAPI/retrieveMetaDataByUniqueId',
      query: 'apiKey=key-1b2c&uniqueId=1392271611.238',
    });
  });

  it('asks by hour with the date in slashes', async () => {
    const stub = await startStub((_, response) => reply(response, [LEG]));
    await createTestClient(stub).retrieveMetaDataByHour('2026-11-24', 9);
    expect(stub.requests[0]).toMatchObject({
      path: '/njadmin/rest/RecordingAPI/retrieveMetaDataByHour',
      query: 'apiKey=key-1b2c&date=2026/11/24&hour=9',
    });
  });
});

describe('the recording call', () => {
  it('fills its template with encoded values and adds the key', async () => {
    const stub = await startStub((_, response) => response.end('RIFF'));
    const client = createTestClient(stub, {
      recordingPath: '/audio/{callRecordId}/of?id={uniqueId}&leg={leg}&tag={tag}',
    });
    const address = { uniqueId: '1.2', leg: 3, callRecordId: 'a/b', tag: 'x&{leg}' };
    await client.retrieveRecording(address, new AbortController().signal);
    expect(stub.requests[0]).toMatchObject({
      method: 'POST',
      path: '/audio/a%2Fb/of',
      query: 'id=1.2&leg=3&tag=x%26%7Bleg%7D&apiKey=key-1b2c',
    });
  });
});

describe('authenticate', () => {
  it('proves both steps of the older generation and gives the clock skew', async () => {
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

  it('takes the skew from the Date header when there is no Time endpoint', async () => {
    const stub = await startStub(({ path }, response) => {
      response.setHeader('date', new Date(NOW + 3_000).toUTCString());
      return path.endsWith('/Time') ? response.writeHead(404).end('<html>') : reply(response, []);
    });
    const client = createTestClient(stub, { now: () => NOW });
    expect(await client.authenticate()).toEqual({ generation: 'api-key', clockSkewMs: 3_000 });
  });

  it('does not know the skew when the PBX gives no time at all', async () => {
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

  it('does not count the 404 page of a wrong path as an accepted key', async () => {
    const stub = await startStub((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>'),
    );
    await expect(createTestClient(stub).authenticate()).rejects.toMatchObject({
      kind: 'bad-reply',
      message: expect.stringContaining('NOOJEE_API_PATH'),
    });
  });
});
