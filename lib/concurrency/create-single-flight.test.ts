import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestClient, LEG, reply, startStub, stopAll } from '@/lib/noojee/client-under-test';

afterEach(stopAll);

/** A PBX that answers when the test says so. */
async function startPatientStub() {
  const waiting: ServerResponse[] = [];
  const stub = await startStub((_, response) => void waiting.push(response));
  const answerAll = () => {
    for (const response of waiting.splice(0)) reply(response, [LEG]);
  };
  return { stub, client: createTestClient(stub), waiting, answerAll };
}

describe('the same question, asked by several at once', () => {
  it('goes to the PBX once, for each kind of question', async () => {
    const { stub, client, waiting, answerAll } = await startPatientStub();
    const answers = Promise.all([
      ...[1, 2, 3].map(() => client.retrieveMetaData('A')),
      ...[1, 2, 3].map(() => client.retrieveMetaDataByUniqueId('A')),
      ...[1, 2, 3].map(() => client.retrieveMetaDataByHour('2026-11-24', 9)),
      client.retrieveMetaData('B'),
    ]);
    await expect.poll(() => waiting.length).toBe(4);
    answerAll();
    expect((await answers).every(({ legs }) => legs.length === 1)).toBe(true);
    expect(stub.requests).toHaveLength(4);
  });

  it('is asked anew once it was answered', async () => {
    const stub = await startStub((_, response) => reply(response, [LEG]));
    const client = createTestClient(stub);
    await client.retrieveMetaData('A');
    await client.retrieveMetaData('A');
    expect(stub.requests).toHaveLength(2);
  });

  it('is asked anew once it failed', async () => {
    const stub = await startStub(({ count }, response) =>
      count === 1 ? response.writeHead(500).end() : reply(response, [LEG]),
    );
    const client = createTestClient(stub);
    const both = [client.retrieveMetaData('A'), client.retrieveMetaData('A')];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await client.retrieveMetaData('A')).legs).toHaveLength(1);
    expect(stub.requests).toHaveLength(2);
  });

  it('goes on for the others when one caller leaves', async () => {
    const { stub, client, waiting, answerAll } = await startPatientStub();
    const leaving = new AbortController();
    const left = client.retrieveMetaData('A', leaving.signal);
    const stayed = client.retrieveMetaData('A', new AbortController().signal);
    await expect.poll(() => waiting.length).toBe(1);
    leaving.abort(new Error('page closed'));
    await expect(left).rejects.toThrow('page closed');
    expect(stub.cancelled()).toBe(0);
    answerAll();
    expect((await stayed).legs).toHaveLength(1);
  });

  it('is cancelled upstream when the last caller leaves, and can be asked again', async () => {
    const { stub, client, waiting, answerAll } = await startPatientStub();
    const leaving = [new AbortController(), new AbortController()];
    const left = leaving.map(({ signal }) => client.retrieveMetaData('A', signal));
    const outcomes = Promise.allSettled(left);
    await expect.poll(() => waiting.length).toBe(1);
    for (const controller of leaving) controller.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect.poll(() => stub.cancelled()).toBe(1);
    waiting.length = 0;
    const again = client.retrieveMetaData('A');
    await expect.poll(() => waiting.length).toBe(1);
    answerAll();
    expect((await again).legs).toHaveLength(1);
  });

  it('is not asked at all by a caller who has left already', async () => {
    const { stub, client } = await startPatientStub();
    await expect(client.retrieveMetaData('A', AbortSignal.abort())).rejects.toThrow('aborted');
    expect(stub.requests).toHaveLength(0);
  });
});
