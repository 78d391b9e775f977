import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { processTimers } from '@/lib/concurrency/with-deadline';
import { createNoojeeClient, type NoojeeClientOptions } from './create-noojee-client';
import { createPbxFetch } from './create-pbx-fetch';
import type { NoojeeClient } from './leg';
import type { PbxAnswer } from './send-to-pbx';

/** The key of every test, searched for wherever it must not appear. */
export const KEY = 'key-1b2c';

/** The first sample of the vendor (API note section 4). */
export const LEG = {
  Source: '400',
  Leg: '1',
  Start: '2014-02-13 17:06:52.0',
  Tag: '1234',
  Duration: '4',
  Username: 'Fred',
  CallRecordId: '198348',
  UniqueId: '1392271611.238',
  DID: 'internal',
  Direction: '2',
  Destination: '412',
};

const closers: (() => Promise<void>)[] = [];

/** Closes every stub and connection of a test. */
export async function stopAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export async function startStub(...handler: Parameters<typeof startPbxStub>): Promise<PbxStub> {
  const stub = await startPbxStub(...handler);
  closers.push(() => stub.close());
  return stub;
}

/** A client as production builds it, over real HTTP, except that waiting takes no time. */
export function createTestClient(
  { baseUrl }: Pick<PbxStub, 'baseUrl'>,
  options: Partial<NoojeeClientOptions> = {},
): NoojeeClient {
  const fetch = createPbxFetch();
  closers.push(() => fetch.close());
  const apiPath =
    options.generation === 'hash'
      ? '/servicemanager/rest/CallManagementAPI'
      : '/njadmin/rest/RecordingAPI';
  return createNoojeeClient({
    baseUrl,
    apiKey: KEY,
    generation: 'api-key',
    apiPath,
    timePath: '/servicemanager/rest/Time',
    recordingPath: `${apiPath}/retrieveByUniqueId?uniqueId={uniqueId}&leg={leg}`,
    timeZone: 'Australia/Melbourne',
    fetch,
    now: Date.now,
    timers: { ...processTimers, wait: async () => {} },
    random: () => 0,
    ...options,
  });
}

/** Answers in JSON. */
export function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export interface PbxStub {
  baseUrl: string;
  /** Every request so far: method, path and raw query. */
  requests: { method: string; path: string; query: string; headers: IncomingMessage['headers'] }[];
  /** Connections on which the client cut off the answer. */
  cancelled: () => number;
  close(): Promise<void>;
}

/** A PBX that answers what a test wants, over real HTTP. */
async function startPbxStub(
  answer: (
    request: { path: string; query: URLSearchParams; count: number },
    response: ServerResponse,
  ) => unknown,
): Promise<PbxStub> {
  const requests: PbxStub['requests'] = [];
  let cancelled = 0;
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    requests.push({ method: request.method ?? '', path, query, headers: request.headers });
    response.on('close', () => {
      if (!response.writableFinished) cancelled += 1;
    });
    answer({ path, query: new URLSearchParams(query), count: requests.length }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    cancelled: () => cancelled,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A successful answer with this body. */
export function answerOf(text: string): PbxAnswer {
  const parts = [Buffer.from(text)];
  return {
    status: 200,
    headers: new Headers(),
    read: async () => parts.shift() ?? null,
    close() {},
  };
}
