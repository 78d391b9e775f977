import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, LEG, reply, startStub, stopAll } from './client-under-test';

afterEach(stopAll);

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
